/**
 * Everything a run left that helps to understand it, read as far as it can be read.
 *
 * A file that is damaged is told of and does not keep the rest from being shown.
 */
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import { daily } from "../../graph/daily.ts"
import type { ProfileAudit, RunAudit } from "../../schemas/RunAudit.ts"
import type { RunHealth } from "../../schemas/RunHealth.ts"
import type { RunSummary } from "../../schemas/RunSummary.ts"
import type * as Artifact from "../artifacts/Artifact.ts"
import * as Catalogue from "../artifacts/Catalogue.ts"
import type { NodeRecord } from "../engine/Record.ts"
import type { JsonObject } from "../platform/Canonical.ts"
import * as AuditFile from "../runs/AuditFile.ts"
import * as PublishedDocument from "../runs/PublishedDocument.ts"
import type { RunRecord } from "../runs/RunRecord.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import * as Account from "./Account.ts"
import * as CriticalPath from "./CriticalPath.ts"
import type { Home } from "./Home.ts"
import * as Standing from "./Standing.ts"

export interface Inspection {
  readonly standing: Standing.Standing
  readonly account: Account.Account
  readonly record: RunRecord | undefined
  /** In dependency order; of a run without a record, in the order of its events. */
  readonly nodes: ReadonlyArray<Seen>
  readonly timing: JsonObject
  readonly summary: RunSummary | undefined
  readonly health: RunHealth | undefined
  readonly path: CriticalPath.CriticalPath | undefined
  readonly audit: RunAudit | undefined
  /** Of every candidate: this is for whoever may read the run's folder. */
  readonly profiles: ReadonlyArray<ProfileAudit>
  readonly damaged: ReadonlyArray<RunRepository.RunDamaged>
  /** Reports that are intact and of another version than this program knows. */
  readonly unreadable: ReadonlyArray<PublishedDocument.ArtifactUnreadable>
}

/** A node as recorded and as it went; an imported run may have no events, a crashed one has no record. */
export interface Seen {
  readonly node: string
  readonly status: Account.Course["status"] | "ok"
  readonly record: NodeRecord | undefined
  readonly course: Account.Course | undefined
  readonly at: number | null
  readonly millis: number | null
}

export const of = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, home: Home, entry: RunRepository.Entry) {
  const standing = yield* Standing.read(runs, home, entry)
  const account = Account.of(RunRepository.events(runs, entry.id))
  const timing = RunRepository.timing(runs, entry.id) ?? {}
  const damaged: Array<RunRepository.RunDamaged> = entry.state === "damaged" ? [entry.problem] : []
  const attempt = <A>(reading: Effect.Effect<A, RunRepository.RunDamaged>) =>
    Effect.catchTag(reading, "RunDamaged", (problem) => Effect.sync((): A | undefined => void damaged.push(problem)))

  const record = entry.state === "committed" ? entry.record : undefined
  const records = record === undefined ? undefined : yield* attempt(RunRepository.nodes(runs, entry.id, record))
  const unreadable: Array<PublishedDocument.ArtifactUnreadable> = []
  const report = <S extends Schema.Top>(artifact: Artifact.Artifact<S>) =>
    entry.state !== "committed" ? Effect.succeed(undefined) : attempt(
      Effect.catchTag(PublishedDocument.read(runs, entry, artifact), "ArtifactUnreadable", (problem) => Effect.sync((): S["Type"] | undefined => void unreadable.push(problem)))
    )
  const summary = yield* report(Catalogue.runSummary)
  const health = yield* report(Catalogue.runHealth)
  const nodes = seen(records ?? [], account, timing)
  const millis = new Map(nodes.map((node) => [node.node, node.millis ?? 0]))
  const inspection: Inspection = {
    standing,
    account,
    record,
    nodes,
    timing,
    summary,
    health,
    path: CriticalPath.of(daily.stages, [...millis.keys()], (node) => millis.get(node) ?? 0),
    audit: AuditFile.ofRun(runs, entry.id),
    profiles: AuditFile.ofCandidates(runs, entry.id),
    damaged,
    unreadable
  }
  return inspection
})

const seen = (records: ReadonlyArray<NodeRecord>, account: Account.Account, timing: JsonObject): ReadonlyArray<Seen> => {
  const timed = (timing["nodes"] ?? {}) as { readonly [node: string]: { readonly at?: unknown; readonly ms?: unknown } }
  const recorded = new Map(records.map((record) => [record.node, record]))
  return [...new Set([...recorded.keys(), ...account.courses.keys()])].map((node): Seen => {
    const record = recorded.get(node)
    const course = account.courses.get(node)
    const { at, ms } = timed[node] ?? {}
    return {
      node,
      status: course?.status ?? (account.recognised ? "known" : record?.status ?? "ok"),
      record,
      course,
      at: course?.at ?? (typeof at === "number" ? at : null),
      millis: course?.millis ?? (typeof ms === "number" ? ms : null)
    }
  })
}
