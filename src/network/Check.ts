/**
 * What every layer says of a URL, without asking anyone: opens no socket, resolves no name.
 *
 * Layers that need the world go by what is given: addresses by whoever asks, robots.txt by what is recorded. Without it they are open.
 */
import * as Result from "effect/Result"
import type { EgressRefused } from "../../schemas/Egress.ts"
import { about } from "../../schemas/Policy.ts"
import type { Policies } from "../../schemas/Policy.ts"
import * as Decisions from "./Policies.ts"
import * as Resolver from "./Resolver.ts"
import * as RobotsAccess from "./RobotsAccess.ts"
import * as Url from "./Url.ts"

export type LayerName = "url" | "registry" | "policy" | "robots" | "dns"

export interface Finding {
  readonly layer: LayerName | "redirect"
  /** `open`: it depends on what is not known here. `skipped`: an earlier layer leaves nothing to judge. */
  readonly verdict: "passes" | "refuses" | "open" | "skipped"
  readonly reason: EgressRefused["reason"] | null
  readonly detail: string
}

export interface Checked {
  readonly url: string
  /** As it would be asked. */
  readonly asked: string | null
  /** `allowed` also where a layer is open: a live fetch asks it first. */
  readonly decision: "allowed" | "refused"
  /** What url, registry and dns come to, whatever was decided about the host. */
  readonly shield: "passes" | "refuses"
  readonly refused_by: Finding["layer"] | null
  readonly layers: ReadonlyArray<Finding>
  readonly user_agent: string
  readonly spacing_seconds: number | null
  readonly content_signals: Readonly<Record<string, boolean>>
}

export interface Question {
  readonly url: string
  /** The URL that redirects here, if one does. */
  readonly from: string | null
  readonly provider: string | null
  readonly policies: Policies
  /** Every address given for a host; `undefined` for none given. */
  readonly addresses: (host: string) => ReadonlyArray<string> | undefined
  /** A recorded robots.txt, and where it is recorded. */
  readonly robots: (host: string) => { readonly outcome: RobotsAccess.Outcome; readonly where: string } | undefined
  /** Providers whose boards lie on a host. */
  readonly providersOn: (host: string) => ReadonlyArray<string>
}

export const check = ({ addresses, from, policies, provider, providersOn, robots, url }: Question): Checked => {
  const hosts = Decisions.hosts(policies)
  const target = from === null ? Url.vet(url, hosts) : Result.flatMap(Url.vet(from, hosts), (first) => Url.follow(first, url, hosts))
  const common = { url, user_agent: policies.user_agent }
  if (Result.isFailure(target)) {
    const refusal = refused(target.failure)
    const rest = (["url", "registry", "policy", "robots", "dns"] as const).filter((layer) => layer !== refusal.layer)
    const layers = [refusal, ...rest.map((layer): Finding => (layer === "url" && refusal.layer === "registry" ? passed("url", "https, port 443, a plain name") : { layer, verdict: "skipped", reason: null, detail: "" }))]
    return { ...common, asked: null, decision: "refused", shield: "refuses", refused_by: refusal.layer, layers: layers.sort((one, other) => rank(one) - rank(other)), spacing_seconds: null, content_signals: {} }
  }

  const vetted = target.success
  const judged = Decisions.judge(policies, vetted, provider)
  const policy = Result.isSuccess(judged) ? judged.success : about(policies, vetted.host, provider)
  const recorded = robots(vetted.host)
  const permission = policy === undefined || recorded === undefined ? undefined : Decisions.permit(policies, policy, vetted, RobotsAccess.of(recorded.outcome))
  const answer = addresses(vetted.host)
  const resolved = answer === undefined ? undefined : Resolver.vet(vetted, answer)
  const served = providersOn(vetted.host)

  const layers: ReadonlyArray<Finding> = [
    passed("url", `https, port 443, a plain name: ${vetted.href}`),
    passed("registry", `listed as ${vetted.pattern}${served.length === 0 ? "" : `; boards of ${served.join(", ")}`}`),
    Result.match(judged, { onFailure: refused, onSuccess: ({ author, date, mode, reason }) => passed("policy", `${mode}: ${reason} (${author}, ${date})`) }),
    permission === undefined
      ? { layer: "robots", verdict: "open", reason: null, detail: "no robots.txt is recorded; a live fetch reads it first" }
      : Result.match(permission, { onFailure: refused, onSuccess: ({ because }) => passed("robots", because) }),
    resolved === undefined
      ? { layer: "dns", verdict: "open", reason: null, detail: `no address is given; a live fetch resolves ${vetted.host} once and vets every answer` }
      : Result.match(resolved, { onFailure: refused, onSuccess: () => passed("dns", `${answer!.join(", ")}: public`) })
  ].map((finding) => (finding.layer === "robots" && recorded !== undefined ? { ...finding, detail: `${finding.detail} (${recorded.where})` } : finding)) as ReadonlyArray<Finding>

  const refusal = layers.find(({ verdict }) => verdict === "refuses")
  const spacing = permission !== undefined && Result.isSuccess(permission) ? permission.success.spacing : policy?.spacing_seconds
  return {
    ...common,
    asked: vetted.href,
    decision: refusal === undefined ? "allowed" : "refused",
    shield: resolved !== undefined && Result.isFailure(resolved) ? "refuses" : "passes",
    refused_by: refusal?.layer ?? null,
    layers,
    spacing_seconds: spacing ?? null,
    content_signals: permission !== undefined && Result.isSuccess(permission) ? Object.fromEntries(permission.success.signals) : {}
  }
}

const order: ReadonlyArray<string> = ["redirect", "url", "registry", "policy", "robots", "dns"]
const rank = ({ layer }: Finding): number => order.indexOf(layer)

const passed = (layer: LayerName, detail: string): Finding => ({ layer, verdict: "passes", reason: null, detail })

const refused = ({ detail, layer, reason }: EgressRefused): Finding => ({ layer: layer as Finding["layer"], verdict: "refuses", reason, detail })
