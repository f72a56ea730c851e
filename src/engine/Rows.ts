/**
 * A stage over the rows of a table: each row is computed once and remembered by its own bytes.
 *
 * A lane is the action record without its rows: equal lanes give equal rows for equal rows. The last action of a lane names an
 * input table and an output table that lie line by line beside each other, which is all the memory there is; nothing is
 * stored a row at a time.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Canonical from "../platform/Canonical.ts"
import type * as Digest from "../platform/Digest.ts"
import { type Crew, isPortable, itemsOf } from "./Crew.ts"
import { InputLost } from "./Executor.ts"
import type * as Graph from "./Graph.ts"
import type { Action } from "./Key.ts"
import * as Output from "./Output.ts"
import * as Stage from "./Stage.ts"
import type { Store } from "./Store.ts"
import * as TableRows from "./TableRows.ts"

/** What a program made: the bytes, and for a stage over rows how much of it was new. */
export interface Made {
  readonly content: Uint8Array
  readonly rows: { readonly total: number; readonly computed: number } | null
  readonly lane: string | undefined
}

/** @param crew computes the rows that are not remembered, as far as it goes */
export const program = Effect.fnUntraced(function*(store: Store["Service"], node: Graph.Node, spec: Action, inputs: object, useMemory: boolean, crew: Crew | undefined) {
  const content = yield* store.read(spec.inputs[Stage.rowsPort] as Digest.Digest)
  if (content === undefined) return yield* new InputLost({ digest: String(spec.inputs[Stage.rowsPort]) })

  const lane = `lane/${Canonical.digestUnsafe(laneOf(spec))}`
  const memory = useMemory ? yield* memoryOf(store, lane, spec) : nothing
  const rows = TableRows.of(content)
  const known = TableRows.places(rows, memory.before)
  const fresh = known.flatMap((place, at) => (place === -1 ? [{ table: rows, at }] : []))
  const ahead = crew === undefined ? none : yield* aheadOf(crew, node, fresh)
  const made: Array<TableRows.Part> = known.map((at) => ({ table: memory.after, at }))
  for (const [order, row] of fresh.entries()) {
    made[row.at] = order < TableRows.count(ahead) ? { table: ahead, at: order } : yield* one(node.stage, TableRows.line(rows, row.at), inputs, node.setting?.value)
  }
  const result: Made = { content: TableRows.joined(made), rows: { total: made.length, computed: fresh.length }, lane }
  return result
})

/** What a stage makes of a row, as lines. */
export const one = Effect.fnUntraced(function*(stage: Stage.Any, row: string, inputs: object, config: unknown) {
  const [source, target] = [stage.rows!.output, stage.output] as [Output.Table<any>, Output.Table<any>]
  const value = JSON.parse(row)
  const key = source.key(value as never)
  const answer = yield* stage.run(value as never, inputs as never, config as never)
  const line = stage.codec.line(answer)
  if (Result.isFailure(line)) return yield* Effect.die(new Error(`its row for ${key} does not fit: ${line.failure}`))
  if (target.key(answer as never) !== key) {
    return yield* Effect.die(new Error(`its row for ${key} has the key ${target.key(answer as never)}: a row keeps its key`))
  }
  return line.success
})

const aheadOf = Effect.fnUntraced(function*(crew: Crew, node: Graph.Node, rows: ReadonlyArray<TableRows.Row>) {
  if (!isPortable(node.stage)) return none
  const made = yield* crew.perform({ stage: node.stage.name, items: itemsOf(node), config: node.setting?.value, inputs: { [Stage.rowsPort]: TableRows.joined(rows) } })
  return made === undefined ? none : TableRows.of(made)
})

const laneOf = (spec: Action): Action => ({
  ...spec,
  inputs: Object.fromEntries(Object.entries(spec.inputs).filter(([port]) => port !== Stage.rowsPort))
})

interface Memory {
  readonly before: TableRows.TableRows
  readonly after: TableRows.TableRows
}

const none = TableRows.of(new Uint8Array())
const nothing: Memory = { before: none, after: none }

/** What the lane's last action made of its rows. Anything amiss with it, and there is no memory. */
const memoryOf = Effect.fnUntraced(function*(store: Store["Service"], lane: string, spec: Action) {
  const key = yield* store.recall(lane)
  const record = key === undefined ? undefined : yield* store.lookup(key)
  if (record === undefined) return nothing
  const action = record.action as unknown as Action
  if (Canonical.stringifyUnsafe(laneOf(action)) !== Canonical.stringifyUnsafe(laneOf(spec))) return nothing
  const before = yield* store.read(action.inputs[Stage.rowsPort] as Digest.Digest)
  const after = yield* store.read(record.output)
  if (before === undefined || after === undefined) return nothing
  const memory: Memory = { before: TableRows.of(before), after: TableRows.of(after) }
  return TableRows.count(memory.before) === TableRows.count(memory.after) ? memory : nothing
})
