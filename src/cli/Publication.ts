/**
 * What a daily run publishes: the outputs of its stages as artifacts, and the reports on it.
 *
 * The same for a run and for its replay, so that both can be compared byte by byte.
 */
import * as Effect from "effect/Effect"
import type { Availability } from "../../schemas/Availability.ts"
import type { Changes } from "../../schemas/Changes.ts"
import type { Provider } from "../../schemas/Provider.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import type { NetworkPin } from "../../schemas/NetworkPin.ts"
import type { Asking, PolicyLog, Requests } from "../../schemas/PolicyLog.ts"
import { publishes } from "../../graph/daily.ts"
import type * as Artifact from "../artifacts/Artifact.ts"
import * as Catalogue from "../artifacts/Catalogue.ts"
import type * as Costs from "../artifacts/Costs.ts"
import type { Failure } from "../engine/Failure.ts"
import type * as Run from "../engine/Run.ts"
import type { Store } from "../engine/Store.ts"
import * as Availabilities from "../jobs/Availability.ts"
import * as PolicyLogs from "../jobs/PolicyLog.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as Conclusion from "../runs/Conclusion.ts"
import * as Reports from "../runs/Reports.ts"
import type { Outcome } from "../../schemas/Ending.ts"
import type * as RunRecord from "../runs/RunRecord.ts"

export interface Input {
  readonly outcome: Outcome
  readonly as_of: string
  readonly failures: ReadonlyArray<Failure>
  readonly settled: ReadonlyArray<Run.Settled>
  readonly providers: ReadonlyArray<Provider>
  readonly registryHash: string | null
  /** What the board of each provider that was read answered. */
  readonly pins: ReadonlyArray<readonly [provider: string, pin: NetworkPin]>
  /** What left for boards that were asked in this run. */
  readonly requests: Requests
  readonly remarks: ReadonlyArray<string>
}

export interface Publication {
  /** Path below `artifacts/` to content. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly records: ReadonlyArray<RunRecord.ArtifactRecord>
}

export const make = Effect.fnUntraced(function*(store: Store["Service"], input: Input) {
  const whole = input.outcome === "succeeded" || input.outcome === "degraded"
  const files = new Map<string, Uint8Array>()
  const records: Array<RunRecord.ArtifactRecord> = []
  const put = (artifact: Artifact.Artifact, candidate: string | null, content: Uint8Array, digest: string) => {
    const file = candidate === null ? artifact.file : `candidates/${candidate}/${artifact.file}`
    if (files.has(file)) return
    files.set(file, content)
    records.push({
      name: artifact.name,
      candidate,
      file,
      media_type: artifact.mediaType,
      safety: artifact.safety,
      digest,
      bytes: content.length
    })
  }
  const outputs = new Map<Artifact.Artifact, Array<Uint8Array>>()
  for (const { artifact, stage } of publishes) {
    const contents: Array<Uint8Array> = []
    for (const settled of input.settled) {
      if (settled.node.stage.name !== stage.name || !("output" in settled)) continue
      const content = yield* store.read(settled.output)
      if (content === undefined) continue
      contents.push(content)
      if (whole) put(artifact, artifact.scope === "candidate" ? settled.node.scope : null, content, settled.output)
    }
    outputs.set(artifact, contents)
  }
  const first = <A>(artifact: Artifact.Artifact): A | null => {
    const content = outputs.get(artifact)?.[0]
    return content === undefined ? null : JSON.parse(new TextDecoder().decode(content)) as A
  }
  const availability = first<Availability>(Catalogue.providerAvailability)
    ?? Availabilities.notAttempted({ as_of: input.as_of, providers: input.providers, why: input.failures[0]?.message ?? "the run ended before" })
  const rankings = publishes.filter(({ artifact }) => artifact === Catalogue.rankedJobs).flatMap(({ stage }) => input.settled.filter(({ node }) => node.stage.name === stage.name))
  const reports = Reports.make({
    outcome: input.outcome,
    as_of: input.as_of,
    failures: input.failures,
    nodes: Conclusion.counts(input.settled),
    availability,
    postings: whole ? availability.providers.reduce((sum, { postings }) => sum + (postings ?? 0), 0) : null,
    changes: whole ? first<Changes>(Catalogue.changes) : null,
    // The reports are everybody's: they tell of a candidate only where there is no other.
    ranked: whole && rankings.length === 1 ? first<RankedJobs>(Catalogue.rankedJobs) : null,
    providers: input.providers,
    remarks: input.remarks,
    registryHash: input.registryHash,
    policyLog: first<PolicyLog>(Catalogue.policyLog) ?? PolicyLogs.notAttempted({ as_of: input.as_of, providers: input.providers }),
    exchanges: exchangesOf(input)
  })
  for (const [artifact, document] of reports) {
    const content = new TextEncoder().encode(Canonical.stringifyUnsafe(document))
    put(artifact, null, content, Digest.of(content))
  }
  records.sort((a, b) => Canonical.compare(a.file, b.file))
  const publication: Publication = { files, records }
  return publication
})

/** Requests that left, where a board was asked; else the recorded answers that stand for them. */
const exchangesOf = ({ pins, requests }: Input): ReadonlyArray<Costs.Exchange> => {
  const asked: Readonly<Record<string, Asking>> = requests.providers
  return [
    ...pins.flatMap(([provider, { exchanges }]) => (asked[provider]?.requests ?? exchanges).map(({ bytes }) => ({ provider, bytes }))),
    ...requests.robots.map(({ bytes }) => ({ provider: null, bytes }))
  ]
}
