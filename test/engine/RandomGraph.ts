/**
 * Random graphs, random worlds and random edits between runs, drawn from small integers so that they shrink.
 *
 * A `Shape` says what a stage is; `compute` is its whole program as a pure function. `graph` makes real stages of the shapes;
 * `Oracle.ts` works out from the same shapes, without the engine, what has to happen.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Capability from "../../src/engine/Capability.ts"
import * as Graph from "../../src/engine/Graph.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Setting from "../../src/engine/Setting.ts"
import * as Stage from "../../src/engine/Stage.ts"
import type * as Rig from "./Rig.ts"

const Small = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 63 }))

const StageSketch = Schema.Struct({
  form: Small,
  over: Small,
  ports: Schema.Array(Small).check(Schema.isMaxLength(3)),
  fans: Small,
  knob: Small,
  asks: Small,
  fails: Small,
  yields: Small
})

const EditSketch = Schema.Struct({ what: Small, where: Small, value: Small })

/** A graph, and what befalls its world between the runs. */
export const Sketch = Schema.Struct({
  stages: Schema.Array(StageSketch).check(Schema.isMinLength(1), Schema.isMaxLength(10)),
  steps: Schema.Array(Schema.Array(EditSketch).check(Schema.isMaxLength(3))).check(Schema.isMaxLength(12)),
  order: Small
})
export type Sketch = typeof Sketch.Type
export type Edit = typeof EditSketch.Type

export type List = "a" | "b"
type Form = "document" | "table" | "text" | "bytes" | "each"

export interface Shape {
  readonly name: string
  readonly form: Form
  /** The lists it is split by: none, one, or the product of both. */
  readonly over: ReadonlyArray<List>
  readonly ports: ReadonlyArray<{ readonly name: string; readonly of: Shape; readonly fan: Stage.Port["fan"] }>
  readonly rows: Shape | null
  readonly knob: number | null
  readonly asks: ReadonlyArray<0 | 1>
  /** It fails whenever its hash leaves this rest. */
  readonly failsAt: number | null
  readonly yields: number
}

export const shapesOf = ({ stages }: Pick<Sketch, "stages">): ReadonlyArray<Shape> => {
  const shapes: Array<Shape> = []
  for (const [index, sketch] of stages.entries()) {
    const over = ([[], ["a"], [], ["b"], ["a"], ["a", "b"]] as const)[sketch.over % 6]!
    const knows = (of: Shape) => of.over.every((list) => (over as ReadonlyArray<List>).includes(list))
    const ports = (index === 0 ? [] : sketch.ports).map((pick, port) => {
      const of = shapes[pick % index]!
      const isLenient = (sketch.fans >> (port + 3)) % 2 === 0
      const fan = knows(of) ? (isLenient ? "either" : "one") : isLenient ? "settled" : "all"
      return { name: `p${port}`, of, fan } as const
    })
    const tables = shapes.filter((shape) => (shape.form === "table" || shape.form === "each") && knows(shape))
    const form = (["document", "each", "table", "each", "text", "bytes", "each", "table"] as const)[sketch.form % 8]!
    const isEach = form === "each" && tables.length > 0
    shapes.push({
      name: `s${index}`,
      form: form === "each" && !isEach ? "table" : form,
      over,
      ports,
      rows: isEach ? tables[sketch.form % tables.length]! : null,
      knob: sketch.knob % 3 === 0 ? null : sketch.knob % knobs,
      asks: ([[], [0], [], [1], [0, 1]] as const)[sketch.asks % 5]!,
      failsAt: sketch.fails % 4 === 0 ? sketch.fails % 7 : null,
      yields: sketch.yields % 4
    })
  }
  return shapes
}

const knobs = 4

export interface State {
  /** How many of the shapes are in the graph. */
  readonly size: number
  readonly lists: Readonly<Record<List, { readonly [id: string]: number }>>
  readonly knobs: ReadonlyArray<number>
  /** Per capability, by scope: what it answers, and a part of its fingerprint that changes nothing. */
  readonly answers: ReadonlyArray<{ readonly [scope: string]: { readonly answer: number; readonly nonce: number } }>
  readonly codes: ReadonlyArray<{ readonly version: number; readonly behaviour: number }>
  /** Nodes that fail at present, for no reason their key knows. */
  readonly failing: ReadonlyArray<string>
}

export const initial = (shapes: ReadonlyArray<Shape>): State => ({
  size: shapes.length,
  lists: { a: { p: 0, q: 1 }, b: { q: 0, r: 1, s: 2 } },
  knobs: Array.from({ length: knobs }, () => 0),
  answers: [{}, {}],
  codes: shapes.map(() => ({ version: 0, behaviour: 0 })),
  failing: []
})

/** What an edit does to the world, or to the store. */
export type Effect_ =
  | { readonly kind: "state"; readonly name: string; readonly state: State }
  | { readonly kind: "drop"; readonly what: "action" | "blob" | "hints"; readonly at: number }

let versions = 0

export const edit = (shapes: ReadonlyArray<Shape>, history: ReadonlyArray<State>, { value, what, where }: Edit): Effect_ => {
  const state = history.at(-1)!
  const now = (name: string, changed: Partial<State>): Effect_ => ({ kind: "state", name, state: { ...state, ...changed } })
  const stage = where % shapes.length
  const list: List = where % 2 === 0 ? "a" : "b"
  const ids = Object.keys(state.lists[list])
  const withList = (name: string, changed: { readonly [id: string]: number }) => now(name, { lists: { ...state.lists, [list]: changed } })
  const scope = ["", "p", "q", "r", "s", "t"][(where >> 1) % 6]!
  const cap = value % 2
  const asked = state.answers[cap]![scope] ?? { answer: 0, nonce: 0 }
  const withAnswer = (name: string, changed: typeof asked) => now(name, { answers: state.answers.with(cap, { ...state.answers[cap], [scope]: changed }) })
  const code = state.codes[stage]!
  switch (what % 16) {
    case 0:
      return now("knob", { knobs: state.knobs.with(where % knobs, value % 3) })
    case 1:
      return ids.length === 0 ? now("nothing", {}) : withList("item", { ...state.lists[list], [ids[(where >> 1) % ids.length]!]: value % 3 })
    case 2:
      return withList("add", { [["p", "q", "r", "s", "t", "10", "9"][(where >> 1) % 7]!]: value % 3, ...state.lists[list] })
    case 3: {
      const gone = ids[(where >> 1) % Math.max(1, ids.length)]
      return withList("remove", Object.fromEntries(Object.entries(state.lists[list]).filter(([id]) => id !== gone)))
    }
    case 4:
    case 5:
      return now("code", { codes: state.codes.with(stage, { version: ++versions, behaviour: code.behaviour }) })
    case 6:
    case 7:
      return now("behaviour", { codes: state.codes.with(stage, { version: ++versions, behaviour: value % 5 }) })
    case 8:
      return withAnswer("answer", { ...asked, answer: (value >> 1) % 3 })
    case 9:
      return withAnswer("nonce", { ...asked, nonce: (value >> 1) % 3 })
    case 10: {
      const { name, over } = shapes[stage]!
      const scopes = scopesOf(over, state).map(scopeText)
      if (scopes.length === 0) return now("nothing", {})
      const node = Graph.nodeId(name, scopes[value % scopes.length]!)
      return now("flip", { failing: state.failing.includes(node) ? state.failing.filter((one) => one !== node) : [...state.failing, node] })
    }
    case 11:
      return now("revert", history[where % history.length]!)
    case 12:
      return { kind: "drop", what: "action", at: where * 64 + value }
    case 13:
      return { kind: "drop", what: "blob", at: where * 64 + value }
    case 14:
      return { kind: "drop", what: "hints", at: 0 }
    default:
      return now("size", { size: 1 + (where % shapes.length) })
  }
}

/** The keys of a node, by list. */
export type Scope = { readonly [L in List]?: string }

/** Every choice of one key from each list, in the order of the keys. */
export const scopesOf = (over: ReadonlyArray<List>, state: State): ReadonlyArray<Scope> =>
  over.reduce<ReadonlyArray<Scope>>(
    (chosen, list) => chosen.flatMap((scope) => Object.keys(state.lists[list]).sort((a, b) => (a < b ? -1 : 1)).map((key) => ({ ...scope, [list]: key }))),
    [{}]
  )

export const scopeText = (scope: Scope): string | null => (Object.keys(scope).length === 0 ? null : Object.values(scope).join())

/** Text that is equal for equal values, written without the engine's canonical form. */
export const stable = (value: unknown): string => {
  if (value instanceof Uint8Array) return `bytes(${[...value].join()})`
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined"
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${stable((value as any)[key])}`).join()}}`
}

const hash = (text: string): number => {
  let h = 0x811c9dc5
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193) >>> 0
  return h >>> 8
}

export type Answer = { readonly value: unknown } | { readonly code: number }

/** Whether no other node gives what this one gives, apart from empty tables. The other half give values that many give. */
export const isUnlike = (node: string): boolean => Number(/^s(\d+)/.exec(node)![1]) % 2 === 0

/** Everything a program may look at. */
export interface Given {
  readonly inputs: { readonly [port: string]: unknown }
  /** By list. */
  readonly items: { readonly [L in List]?: unknown }
  readonly config: unknown
  readonly answers: ReadonlyArray<number>
}

export interface Row {
  readonly key: string
  readonly v: number
  readonly of: string
}

/** The program of a stage that is not over rows. Values are few, so that different causes often give equal ones. */
export const compute = (shape: Shape, node: string, behaviour: number, given: Given): Answer => {
  const h = hash(`${behaviour} ${stable(given)}`)
  if (shape.failsAt === h % 7) return { code: h % 2 }
  const of = isUnlike(node) ? node : "any"
  switch (shape.form) {
    case "text":
      return { value: `${h % 3} ${of}` }
    case "bytes":
      return { value: new TextEncoder().encode(`${h % 2} ${of}`) }
    case "table":
      // Tables that differ differ in a row or two.
      if (h % 13 === 0) return { value: [] }
      return { value: ["b", "a", "B", "10", "9"].flatMap((key, at): ReadonlyArray<Row> => (h % 6 === at ? [] : [{ key, v: (h >> 4) % 6 === at ? 1 : 0, of }])) }
    default:
      return { value: { of, v: h % 3 } }
  }
}

export const computeRow = (shape: Shape, node: string, behaviour: number, row: Row, given: Given): Answer => {
  const h = hash(`${behaviour} ${stable(given)} ${stable(row)}`)
  return shape.failsAt === h % 7 ? { code: h % 2 } : { value: { key: row.key, v: h % 3, of: isUnlike(node) ? node : "any" } }
}

/** Its sentence is the same whatever its code. */
export class Nope extends Schema.TaggedError<Nope>()("Nope", { code: Schema.Int }) {
  override get message() {
    return "it does not want to"
  }
}

interface Ask extends Capability.Shape {
  readonly ask: Effect.Effect<number>
}
export class Ask0 extends Context.Service<Ask0, Ask>()("test/Ask0") {}
export class Ask1 extends Context.Service<Ask1, Ask>()("test/Ask1") {}
const asking = [Ask0, Ask1] as const
export const askName = (at: 0 | 1): string => asking[at].key

export const answerOf = (state: State, at: 0 | 1, scope: string | null): { readonly answer: number; readonly fingerprint: string } => {
  const { answer, nonce } = state.answers[at]![scope ?? ""] ?? { answer: 0, nonce: 0 }
  return { answer, fingerprint: `${answer}.${nonce}` }
}

const Item = Schema.Struct({ id: Schema.String, value: Schema.Int })
const lists = { a: Setting.make("a", Schema.Array(Item)), b: Setting.make("b", Schema.Array(Item)) }
const partitions = {
  a: Partition.make("a", { over: lists.a, key: ({ id }) => id }),
  b: Partition.make("b", { over: lists.b, key: ({ id }) => id })
}
const both = Partition.product(partitions.a, partitions.b)
const partitionOf = (over: ReadonlyArray<List>): Partition.Any => (over.length === 2 ? both : partitions[over[0]!])
const arriving = { one: (stage: Stage.Any) => stage, either: Stage.either, all: Stage.all, settled: Stage.settled, rows: (stage: Stage.Any) => Stage.rows(stage as never) }
const knobFile = Setting.make("knobs", Schema.Record(Schema.String, Schema.Int))
const settings = Array.from({ length: knobs }, (_, at) => Setting.part(knobFile, (all) => all[`k${at}`]!))

const TableRow = Schema.Struct({ key: Schema.String, v: Schema.Int, of: Schema.String })
const outputs = {
  document: Schema.Struct({ of: Schema.String, v: Schema.Int }),
  table: Output.table(TableRow, ({ key }) => key),
  each: Output.table(TableRow, ({ key }) => key),
  text: Output.text("text/plain"),
  bytes: Output.bytes("application/octet-stream")
}

/** Real stages for the shapes. `world` is asked whenever a program runs. */
export const graph = (shapes: ReadonlyArray<Shape>, world: () => State, onRun: (node: string) => void = () => {}): Graph.Graph => {
  const stages = new Map<Shape, Stage.Any>()
  const stageOf = (shape: Shape): Stage.Any => stages.get(shape)!
  for (const [index, shape] of shapes.entries()) {
    const body = (row: Row | undefined) => function*(inputs: any, config: unknown): Generator<any, any, any> {
      const { a, b, ...ports } = inputs
      const items = { ...(a !== undefined && { a }), ...(b !== undefined && { b }) }
      const node = Graph.nodeId(shape.name, scopeText({ ...(a !== undefined && { a: a.id }), ...(b !== undefined && { b: b.id }) }))
      onRun(node)
      for (let n = 0; n < shape.yields; n++) yield* Effect.yieldNow
      const answers: Array<number> = []
      for (const at of shape.asks) answers.push(yield* (yield* asking[at]).ask)
      if (world().failing.includes(node)) return yield* Effect.fail(new Nope({ code: 9 }))
      const given: Given = { inputs: ports, items, config: config ?? null, answers }
      const { behaviour } = world().codes[index]!
      const answer = row === undefined ? compute(shape, node, behaviour, given) : computeRow(shape, node, behaviour, row, given)
      return "code" in answer ? yield* Effect.fail(new Nope({ code: answer.code })) : answer.value
    }
    const options = {
      ...(shape.over.length === 0 ? {} : { over: partitionOf(shape.over) }),
      inputs: Object.fromEntries(shape.ports.map(({ fan, name, of }) => [name, arriving[fan](stageOf(of))])),
      ...(shape.knob === null ? {} : { config: settings[shape.knob] }),
      uses: shape.asks.map((at) => asking[at]),
      fails: [Nope],
      output: outputs[shape.form]
    }
    stages.set(shape, shape.rows === null
      ? Stage.make(shape.name, { ...options, run: body(undefined) } as any) as Stage.Any
      : Stage.each(shape.name, { ...options, rows: stageOf(shape.rows), run: (row: Row, inputs: any, config: unknown) => body(row)(inputs, config) } as any) as Stage.Any)
  }
  const all = [...stages.values()]
  return Graph.make("random", { stages: all, targets: all })
}

export const worldOf = (state: State): Rig.World<any> => ({
  settings: {
    a: itemsOf(state, "a").toReversed(),
    b: itemsOf(state, "b"),
    knobs: Object.fromEntries(state.knobs.map((knob, at) => [`k${at}`, knob]))
  },
  codes: Object.fromEntries(state.codes.map(({ version }, at) => [`s${at}`, String(version)])),
  capabilities: Capability.merge(...([0, 1] as const).map((at) =>
    Capability.bind(asking[at] as Context.Key<unknown, Ask>, (scope) => {
      const { answer, fingerprint } = answerOf(state, at, scope)
      return { service: { fingerprint, ask: Effect.succeed(answer) }, pin: Effect.succeed({ document: answer, blobs: [] }) }
    })))
})

export const itemsOf = (state: State, list: List): ReadonlyArray<typeof Item.Type> =>
  Object.entries(state.lists[list]).map(([id, value]) => ({ id, value }))

/** Numbers that look random, from a seed. */
export const dice = (seed: number): ((sides: number) => number) => {
  let state = (seed * 2654435761 + 12345) >>> 0
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}
