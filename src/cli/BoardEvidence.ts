/**
 * What a board is judged by before it is registered: answers recorded beforehand, or asked for now under policy.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { HostFinding } from "../../schemas/OnboardingReceipt.ts"
import { about } from "../../schemas/Policy.ts"
import type { Policies, Policy } from "../../schemas/Policy.ts"
import type { LoggedRequest } from "../../schemas/PolicyLog.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import type * as Evaluation from "../boards/Evaluation.ts"
import * as Questions from "../boards/Questions.ts"
import type * as Client from "../network/Client.ts"
import * as Decisions from "../network/Policies.ts"
import * as RobotsAccess from "../network/RobotsAccess.ts"
import type { Vetted } from "../network/Url.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as HostRuling from "./HostRuling.ts"
import * as Proposal from "./Proposal.ts"
import { RobotsUnknown } from "./ProviderRefused.ts"
import * as RecordedPages from "./RecordedPages.ts"
import * as RobotsRecord from "./RobotsRecord.ts"

export interface BoardEvidence extends Evaluation.Evidence {
  readonly kind: "snapshot" | "live"
  readonly finding: (url: string) => Effect.Effect<HostFinding, RobotsUnknown>
  /** The robots.txt of a host, where its text is at hand. */
  readonly robots: (host: string) => RobotsRecord.Recorded | undefined
}

export interface Standing {
  readonly id: ProviderId
  readonly policies: Policies
}

/** From a snapshot set. */
export const recorded = Effect.fnUntraced(function*({ id, policies: all }: Standing, folder: string) {
  const policies = Proposal.without(all)
  const pages = yield* RecordedPages.load(folder)
  const records = yield* RobotsRecord.ofSet(folder, true)

  const known = (url: Vetted, policy: Policy | undefined) => {
    const cited = policy?.robots.seen
    return records.get(url.host) ?? (cited == null ? undefined : RobotsRecord.ofPolicy(cited))
  }
  // Without a policy, robots.txt is weighed as under the proposal that would be written.
  const permit = (url: Vetted, policy: Policy | undefined, robots: RobotsRecord.Recorded) => {
    const proposed = () => Proposal.make({ host: url.host, provider: id, extraction: "html", robots: undefined, agent: "", author: "nobody", day: "1970-01-01" })
    return Decisions.permit(policies, policy ?? proposed(), url, RobotsAccess.of(robots.outcome))
  }

  const refusal = (text: string): string | undefined => {
    const url = HostRuling.vet(policies, text)
    if (Result.isFailure(url)) return `${text} can be asked of nobody: ${url.failure}`
    const policy = about(policies, url.success.host, id)
    if (policy?.decision === "refuse") return `policy refuses ${url.success.host}: ${policy.reason} (${policy.author}, ${policy.date})`
    const robots = known(url.success, policy)
    const permission = robots === undefined ? undefined : permit(url.success, policy, robots)
    return permission === undefined || Result.isSuccess(permission) ? undefined : `robots.txt of ${url.success.host} disallows it: ${permission.failure.detail}`
  }

  const finding = Effect.fnUntraced(function*(text: string) {
    const url = Result.getOrThrow(HostRuling.vet(policies, text))
    const policy = about(policies, url.host, id)
    const robots = known(url, policy)
    if (robots === undefined) return yield* new RobotsUnknown({ provider: id, host: url.host, folder })
    const permission = permit(url, policy, robots)
    const because = Result.match(permission, { onFailure: ({ detail }) => detail, onSuccess: ({ because }) => because })
    return {
      host: url.host,
      robots: { status: robots.outcome.status, digest: Digest.of(robots.outcome.body), allows: Result.isSuccess(permission), because: `${because} (${robots.where})` },
      policy: ruling(policy)
    }
  })

  return {
    kind: "snapshot",
    refusal,
    ask: (_address, request) => pages.ask(id, request),
    finding,
    robots: (host) => records.get(host)
  } satisfies BoardEvidence as BoardEvidence
})

/** From the boards themselves: the client puts its own layers before each request. */
export const live = ({ id, policies }: Standing, client: Client.Client): BoardEvidence => {
  const allowed = new Map<string, string>()
  return {
    kind: "live",
    refusal: () => undefined,
    ask: Effect.fnUntraced(function*(address, { body: sent, url }) {
      const onRequest = (request: LoggedRequest) => allowed.set(new URL(request.url).host, request.robots)
      const { body, status } = yield* Effect.mapError(client.fetch({ provider: id, url, sent, kind: Questions.kind(address, url), onRequest }), ({ message }) => message)
      return { url, ...(sent !== undefined && { sent }), status, body: yield* RecordedPages.decoded(url, body) }
    }),
    finding: (text) =>
      Effect.sync(() => {
        const { host } = new URL(text)
        const robots = client.robotsRead().find(({ read }) => read.host === host)?.read
        const because = allowed.get(host)
        return {
          host,
          robots: robots?.status == null || robots.digest === null || because === undefined ? null : { status: robots.status, digest: robots.digest, allows: true, because },
          policy: ruling(about(policies, host, id))
        }
      }),
    robots: () => undefined
  }
}

const ruling = (policy: Policy | undefined): HostFinding["policy"] =>
  policy === undefined ? null : { decision: policy.decision, digest: Canonical.digestUnsafe(policy), author: policy.author, date: policy.date }
