/**
 * How a run stands: ended and how, still at work, crashed without anyone having closed it, or damaged.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import * as RunId from "../runs/RunId.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type { Outcome } from "../../schemas/Ending.ts"
import type { Failure } from "../runs/RunRecord.ts"
import * as Lease from "../store/Lease.ts"
import * as Account from "./Account.ts"
import type { Home } from "./Home.ts"
import * as Recovery from "./Recovery.ts"

export interface Standing {
  readonly run: RunId.RunId
  readonly status: Outcome | "running" | "damaged"
  /** It has a record, so nothing about it will change. */
  readonly committed: boolean
  /** ISO 8601. */
  readonly started_at: string
  readonly graph: string | null
  readonly as_of: string | null
  readonly graph_hash: string | null
  /** The stage that failed or is at work. */
  readonly place: string | null
  readonly failures: ReadonlyArray<typeof Failure.Type>
  readonly nodes: Nodes | null
  readonly wall_ms: number | null
  /** What is wrong with the record of a damaged run. */
  readonly problem: RunRepository.RunDamaged | null
}

/** `ran` and `known` are `null` where nothing says whether a node ran or was known. */
export interface Nodes {
  readonly total: number
  readonly ok: number
  readonly ran: number | null
  readonly known: number | null
  readonly failed: number
  readonly skipped: number
}

export const read = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, home: Home, entry: RunRepository.Entry) {
  switch (entry.state) {
    case "committed":
      return committed(runs, entry.id, entry.record)
    case "damaged":
      return {
        ...unknown(entry.id),
        status: "damaged",
        committed: true,
        problem: entry.problem
      } satisfies Standing as Standing
    case "open":
      return yield* open(runs, home, entry.id)
  }
})

const unknown = (run: RunId.RunId) => ({
  run, started_at: RunId.startedAt(run), graph: null, as_of: null, graph_hash: null, place: null, failures: [], nodes: null, wall_ms: null, problem: null
})

const committed = (
  runs: RunRepository.RunRepository,
  id: RunId.RunId,
  record: Extract<RunRepository.Entry, { readonly state: "committed" }>["record"]
): Standing => {
  const timing = RunRepository.timing(runs, id) ?? {}
  const { as_of, failed_stage, failures, graph, graph_hash, nodes, outcome } = record
  return {
    ...unknown(id),
    status: outcome,
    committed: true,
    graph,
    as_of,
    graph_hash,
    place: failed_stage,
    failures,
    nodes: nodes === null
      ? null
      : { total: nodes.total, ok: nodes.ok, ran: number(timing["ran"]), known: number(timing["reused"]), failed: nodes.failed, skipped: nodes.skipped },
    wall_ms: number(timing["wall_ms"])
  }
}

const open = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, home: Home, id: RunId.RunId) {
  const events = RunRepository.events(runs, id)
  const account = Account.of(events)
  const running = Recovery.liveness(events) ?? (yield* holdsLease(home, id))
  const now = yield* Clock.currentTimeMillis
  const count = (status: Account.Course["status"]) => Account.count(account, status)
  const failures = running ? [] : Recovery.crashOf(events)
  const atWork = [...account.courses.values()].find(({ status }) => status === "running")?.node.replace(/\[.*$/, "")
  const standing: Standing = {
    ...unknown(id),
    status: running ? "running" : "crashed",
    committed: false,
    graph: account.graph,
    as_of: account.as_of,
    place: running ? atWork ?? null : failures[0]!.stage,
    failures,
    nodes: account.total === null
      ? null
      : { total: account.total, ok: count("ran") + count("known"), ran: count("ran"), known: count("known"), failed: count("failed"), skipped: count("skipped") },
    wall_ms: running ? Math.max(0, now - Date.parse(RunId.startedAt(id))) : account.last
  }
  return standing
})

/** A process that cannot be asked from here lives as long as it touches its lease. */
const holdsLease = (home: Home, id: RunId.RunId) =>
  Lease.peek(Path.join(home.state, "lease.json")).pipe(
    Effect.map((standing) => standing?.alive === true && standing.owner.run === id),
    Effect.orElseSucceed(() => false)
  )

const number = (value: unknown): number | null => (typeof value === "number" ? value : null)
