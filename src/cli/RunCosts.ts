/**
 * What a run cost, as its files tell it: time by stage, what the cache saved, what really left for boards, and what that stands for on paper.
 *
 * A run of an earlier program tells less; what it does not tell is `null`, and the times of its stages come from its events.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Costs } from "../../schemas/Costs.ts"
import * as Catalogue from "../artifacts/Catalogue.ts"
import type { JsonObject } from "../platform/Canonical.ts"
import * as PublishedDocument from "../runs/PublishedDocument.ts"
import type { RunId } from "../runs/RunId.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import * as Account from "./Account.ts"
import * as CriticalPath from "./CriticalPath.ts"
import type { Home } from "./Home.ts"
import * as Standing from "./Standing.ts"

export interface RunCosts {
  readonly run: RunId
  readonly as_of: string | null
  readonly status: Standing.Standing["status"]
  readonly started_at: string
  readonly wall_ms: number | null
  readonly cpu_ms: number | null
  /** Of the processor time, what fell to no stage: getting ready, and writing down. */
  readonly cpu_outside_ms: number | null
  readonly nodes: { readonly ran: number; readonly known: number; readonly failed: number } | null
  readonly cache: { readonly bytes_read: number; readonly bytes_written: number } | null
  /** What really left for boards. */
  readonly network: { readonly requests: number; readonly bytes: number } | null
  /** What the run's artifact says: recorded answers count as what they stand for. */
  readonly on_paper: { readonly requests: number; readonly bytes: number; readonly model_spend: Costs["model_spend"] } | null
  /** The longest first. */
  readonly stages: ReadonlyArray<StageCosts>
}

export interface StageCosts {
  readonly stage: string
  readonly wall_ms: number
  readonly cpu_ms: number | null
  readonly ran: number
  readonly known: number
  readonly failed: number
  readonly rows: { readonly total: number; readonly computed: number } | null
}

export const of = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, home: Home, entry: RunRepository.Entry) {
  const standing = yield* Standing.read(runs, home, entry)
  const timing = RunRepository.timing(runs, entry.id) ?? {}
  // What cannot be read any more is told by graph show; here it is not there.
  const paper = entry.state === "committed" ? yield* Effect.orElseSucceed(PublishedDocument.read(runs, entry, Catalogue.costs), () => undefined) : undefined
  const { ran = null, known = null, failed = 0 } = standing.nodes ?? {}
  const costs: RunCosts = {
    run: entry.id,
    as_of: standing.as_of,
    status: standing.status,
    started_at: standing.started_at,
    wall_ms: standing.wall_ms,
    cpu_ms: number(timing["cpu_ms"]),
    cpu_outside_ms: number(timing["cpu_outside_ms"]),
    nodes: ran === null || known === null ? null : { ran, known, failed },
    cache: Option.getOrNull(cacheOf(timing["cache"])),
    network: Option.getOrNull(networkOf(timing["network"])),
    on_paper: paper === undefined ? null : { requests: paper.requests, bytes: paper.bytes_received, model_spend: paper.model_spend },
    stages: stagesOf(timing, runs, entry.id).toSorted((a, b) => b.wall_ms - a.wall_ms)
  }
  return costs
})

const Count = Schema.Number
const cacheOf = Schema.decodeUnknownOption(Schema.Struct({ bytes_read: Count, bytes_written: Count }))
const networkOf = Schema.decodeUnknownOption(Schema.Struct({ requests: Count, bytes: Count }))
const Rows = Schema.NullOr(Schema.Struct({ total: Count, computed: Count }))
const timed = Schema.decodeUnknownOption(Schema.Record(Schema.String, Schema.Struct({ wall_ms: Count, cpu_ms: Count, ran: Count, known: Count, failed: Count, rows: Rows })))

const stagesOf = (timing: JsonObject, runs: RunRepository.RunRepository, id: RunId): ReadonlyArray<StageCosts> =>
  Option.match(timed(timing["stages"]), {
    onSome: (stages) => Object.entries(stages).map(([stage, costs]): StageCosts => ({ stage, ...costs })),
    onNone: () => told([...Account.of(RunRepository.events(runs, id)).courses.values()])
  })

const told = (courses: ReadonlyArray<Account.Course>): ReadonlyArray<StageCosts> =>
  Array.from(Map.groupBy(courses, ({ node }) => CriticalPath.nameOf(node).stage), ([stage, members]): StageCosts => {
    const count = (...statuses: ReadonlyArray<Account.Course["status"]>) => members.filter(({ status }) => statuses.includes(status)).length
    const rows = members.flatMap(({ rows }) => rows ?? [])
    const sum = (key: "total" | "computed") => rows.reduce((total, row) => total + row[key], 0)
    return {
      stage,
      wall_ms: members.filter(({ status }) => status !== "known" && status !== "skipped").reduce((total, { millis }) => total + millis, 0),
      cpu_ms: null,
      ran: count("ran", "running"),
      known: count("known"),
      failed: count("failed"),
      rows: rows.length === 0 ? null : { total: sum("total"), computed: sum("computed") }
    }
  })

/** Of what a stage had to give, the share that was known already, in percent: nodes, and rows within those that ran. */
export const cachedShare = ({ failed, known, ran, rows }: Pick<StageCosts, "ran" | "known" | "failed" | "rows">): number | null => {
  const total = ran + known + failed
  if (total === 0) return null
  const within = rows === null || rows.total === 0 ? 0 : ran * (1 - rows.computed / rows.total)
  return Math.round((100 * (known + within)) / total)
}

const number = (value: unknown): number | null => (typeof value === "number" ? value : null)
