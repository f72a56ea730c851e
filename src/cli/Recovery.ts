/**
 * Closes runs that ended without a word: killed, or cut off by the machine.
 *
 * What they were doing is read from their events; the record written for them says so, with the stage they were in. Call it
 * under the lease, when no other run can be at work.
 */
import * as Effect from "effect/Effect"
import type { Provider } from "../../schemas/Provider.ts"
import * as Requests from "../capabilities/Requests.ts"
import { type Failure, reserved } from "../engine/Failure.ts"
import type { Store } from "../engine/Store.ts"
import type { JsonObject } from "../platform/Canonical.ts"
import * as RunFolder from "../runs/RunFolder.ts"
import type { RunId } from "../runs/RunId.ts"
import * as RunRecord from "../runs/RunRecord.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import * as Owner from "../store/Owner.ts"
import * as Unwritable from "../store/Unwritable.ts"
import * as Audit from "../artifacts/Audit.ts"
import * as Auditing from "./Auditing.ts"
import * as Publication from "./Publication.ts"

export const closeCrashed = Effect.fnUntraced(function*(
  runs: RunRepository.RunRepository,
  store: Store["Service"],
  options: { readonly listed: ReadonlyArray<RunId>; readonly except: RunId; readonly providers: ReadonlyArray<Provider> }
) {
  const closed: Array<RunId> = []
  for (const id of RunRepository.unindexed(runs, options.listed)) {
    if (id === options.except || !hasCrashed(runs, id)) continue
    yield* close(runs, store, id, options.providers)
    closed.push(id)
  }
  return closed
})

/** Not committed, and its process is gone. One that cannot be asked is taken for dead: we hold the lease. */
const hasCrashed = (runs: RunRepository.RunRepository, id: RunId): boolean =>
  !RunRepository.isCommitted(runs, id) && liveness(RunRepository.events(runs, id)) !== true

/** Whether the process of an uncommitted run lives; `undefined` if it cannot be asked from here. */
export const liveness = (events: ReadonlyArray<JsonObject>): boolean | undefined => {
  const owner = Owner.of(events.find((event) => event["type"] === "run-opened")?.["owner"])
  return owner === undefined ? undefined : Owner.isAlive(owner)
}

/** The failures of a crashed run: what was in flight when it stopped, the earliest first. */
export const crashOf = (events: ReadonlyArray<JsonObject>): ReadonlyArray<Failure> => {
  const inFlight = new Map<string, string>()
  for (const event of events) {
    const node = String(event["node"])
    if (event["type"] === "node-started") inFlight.set(node, node.replace(/\[.*$/, ""))
    if (event["type"] === "node-finished" || event["type"] === "node-failed") inFlight.delete(node)
  }
  if (inFlight.size === 0) inFlight.set(reserved.crash, reserved.crash)
  return Array.from(inFlight, ([node, stage]): Failure => ({
    node,
    stage,
    partition: /\[(.*)\]$/.exec(node)?.[1] ?? null,
    error: { _tag: "Crashed" },
    message: "The run ended here without a word: killed, out of memory, or the machine stopped. Run again: what had finished is not computed twice",
    retryable: true
  }))
}

/** What the boards that had answered by then had taken; robots.txt is not told by itself. */
const askedIn = (events: ReadonlyArray<JsonObject>) => {
  const asked = events.filter(({ type }) => type === "board-asked")
  const sum = (key: string) => asked.reduce((total, event) => total + (Number(event[key]) || 0), 0)
  return { requests: sum("requests"), bytes: sum("bytes") }
}

const closeWith = (folder: RunFolder.RunFolder, contents: RunFolder.Contents): void => {
  RunFolder.retract(folder)
  RunFolder.commit(folder, contents)
}

const close = Effect.fnUntraced(function*(
  runs: RunRepository.RunRepository,
  store: Store["Service"],
  id: RunId,
  providers: ReadonlyArray<Provider>
) {
  const events = RunRepository.events(runs, id)
  const opened = events.find((event) => event["type"] === "run-opened")
  const as_of = String(opened?.["as_of"] ?? `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`)
  const failures = crashOf(events)
  const publication = yield* Publication.make(store, { outcome: "crashed", as_of, failures, settled: [], providers, registryHash: null, pins: [], requests: Requests.none, remarks: [] })
  const record = RunRecord.seal({
    format: "signalcraft/run/1",
    graph: String(opened?.["graph"] ?? "daily"),
    as_of,
    outcome: "crashed",
    failed_stage: failures[0]!.stage,
    failures,
    graph_hash: null,
    nodes: null,
    config: {},
    runtime: {},
    remarks: [],
    pins: {},
    artifacts: publication.records
  })
  const { given, occasion } = Auditing.told(events)
  const before = given === null ? null : Auditing.earlier(runs, id)
  // Events tell of no profile, so the documents of candidates would tell of a change that is none.
  const audit = Audit.make({ run: id, as_of, outcome: "crashed", occasion, given: given ?? Auditing.nothing, before: before === null ? null : { ...before, profiles: {} } })
  const last = events.at(-1)?.["at"]
  const timing = { started_at: null, wall_ms: typeof last === "number" ? last : 0, crashed: true, network: askedIn(events) }
  yield* Unwritable.attempt(() =>
    closeWith(RunFolder.open(runs.disk, runs.folder, id), { nodes: undefined, artifacts: publication.files, audit, timing, record }))
})
