/**
 * A stage: one typed step of the graph.
 *
 * It yields `A`, may fail with `E`, and reaches outside its inputs only through the capabilities `R`. Its inputs are the
 * upstream stages themselves, so a cycle cannot be written and a rename is checked by the compiler. A stage may be split
 * over a `Partition` (one node per key) or map over the rows of an upstream table (`each`).
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Schedule from "effect/Schedule"
import type * as Schema from "effect/Schema"
import type * as Capability from "./Capability.ts"
import type { BrokenStage, TimedOut } from "./Failure.ts"
import * as Output from "./Output.ts"
import * as Partition from "./Partition.ts"
import type * as Setting from "./Setting.ts"
import * as Wire from "./Wire.ts"

export interface Stage<
  out Name extends string = string,
  out A = unknown,
  out E = unknown,
  out R = unknown,
  /** The name of the partition it is split over, or `never`. */
  out P extends string = string,
  /** Everything a missing answer can be explained by, encoded: its own failures and those upstream. */
  out L = unknown
> {
  readonly name: Name
  readonly over: Partition.Any | undefined
  /** The table it maps over, row by row. */
  readonly rows: Any | undefined
  /** Its output is the tables of its one port, put together. */
  readonly gathers: boolean
  readonly ports: ReadonlyArray<Port>
  readonly setting: Setting.Setting<unknown> | undefined
  readonly output: Output.Output
  readonly codec: Output.Codec
  readonly fails: ReadonlyArray<Errors[number]>
  readonly uses: ReadonlyArray<Capability.Any>
  readonly timeout: Duration.Input | undefined
  readonly retry: Retry | undefined
  /** Called with (inputs, config), or with (row, inputs, config) where it maps over rows. */
  readonly run: (...args: ReadonlyArray<never>) => Effect.Effect<unknown, E, R>
  readonly "~types"?: { readonly answer: A; readonly partition: P; readonly loss: L }
}

export type Any = Stage<string, any, any, any, any, any>

export type Answer<S> = S extends Stage<any, infer A, any, any, any, any> ? A : never
export type Fails<S> = S extends Stage<any, any, infer E, any, any, any> ? E : never
export type Uses<S> = S extends Stage<any, any, any, infer R, any, any> ? R : never
export type Loss<S> = S extends Stage<any, any, any, any, any, infer L> ? L : never
type Over<S> = S extends Stage<any, any, any, any, infer P, any> ? P : never

/** A failed stage is data, narrowed by the stage that failed. */
export type FailedStage<S> = S extends Stage<infer Name, any, infer E, any, any, any>
  ? { readonly stage: Name; readonly error: E | BrokenStage | TimedOut }
  : never

/** How often and when a retryable failure is tried again. */
export interface Retry {
  readonly times: number
  readonly schedule: Schedule.Schedule<unknown>
}

/** One input of a stage: an upstream stage, and how its partitions arrive. */
export interface Port {
  readonly name: string
  readonly stage: Any
  readonly fan: "one" | "either" | "all" | "settled" | "rows"
}

/** An upstream stage that arrives otherwise than as its bare answer: the partitions its reader is not split by at once, or an answer that may be missing. */
export interface Fan<out S extends Any, out How extends Exclude<Port["fan"], "one">> {
  readonly stage: S
  readonly fan: How
}

/** One partition of an `all` fan-in. */
export interface Part<out A> {
  readonly key: string
  readonly value: A
}

/** One partition of a `settled` fan-in, or what arrives as `either`: a dead board is a value. */
export type Settled<A, L = unknown> =
  | { readonly _tag: "ok"; readonly key: string; readonly value: A }
  | {
    readonly _tag: "failed"
    readonly key: string
    /** The node that failed: this partition's own, or one upstream of it. */
    readonly node: string
    readonly stage: string
    readonly error: L
    readonly message: string
  }

/** Waits for every partition; if one is missing, the stage is skipped. */
export const all = <S extends Any>(stage: S): Fan<S, "all"> => ({ stage, fan: "all" })

/** Waits for every partition and takes what there is. */
export const settled = <S extends Any>(stage: S): Fan<S, "settled"> => ({ stage, fan: "settled" })

/** As `settled`, of tables: rows are decoded while they are gone through, anew each time, so that a million of them need no room at once. */
export const rows = <S extends TableStage<any>>(stage: S): Fan<S, "rows"> => ({ stage, fan: "rows" })

/** What an aligned stage gave, or why it gave nothing: its failure reaches the reader instead of skipping it. */
export const either = <S extends Any>(stage: S): Fan<S, "either"> => ({ stage, fan: "either" })

type Input = Any | Fan<Any, "either" | "all" | "settled" | "rows">
type Inputs = Readonly<Record<string, Input>>
type Errors = ReadonlyArray<Schema.ConstraintCodec<any, any>>

type Value<I> = I extends Fan<infer S, "all"> ? ReadonlyArray<Part<Answer<S>>>
  : I extends Fan<infer S, "settled"> ? ReadonlyArray<Settled<Answer<S>, Loss<S>>>
  : I extends Fan<infer S, "rows"> ? ReadonlyArray<Settled<Answer<S> extends ReadonlyArray<infer Row> ? Iterable<Row> : never, Loss<S>>>
  : I extends Fan<infer S, "either"> ? Settled<Answer<S>, Loss<S>>
  : Answer<I>

type InputLoss<I> = I extends Fan<infer S, "all"> ? Loss<S> : I extends Fan<any, "either" | "settled" | "rows"> ? never : Loss<I>

/** A partitioned stage arrives alone only where its reader is split the same way, and as many where it is split further. */
type Aligned<I extends Inputs, P extends string> = {
  readonly [K in keyof I]: I[K] extends Fan<infer S, "all" | "settled" | "rows"> ? [Over<S>] extends [P] ? "its reader is split the same way: take it as it is or with Stage.either" : I[K]
    : [Over<Single<I[K]>>] extends [P] ? I[K]
    : `split by ${Over<Single<I[K]>>}: take it with Stage.all or Stage.settled`
}

type Single<I> = I extends Fan<infer S, "either"> ? S : I

type Item<O> = Partition.Given<O>
type Split<O> = Partition.Names<O>

type Answered<O> = O extends Output.Table<infer Row> ? ReadonlyArray<Row>
  : O extends Output.Document<infer A> ? A
  : O extends Output.Raw<infer A> ? A
  : O extends Schema.ConstraintCodec<infer A, any> ? A
  : never

type EngineLoss = (typeof BrokenStage)["Encoded"] | (typeof TimedOut)["Encoded"]

/** Either form of a program: an effect, or the generator body of one. */
export type Program<A, E, R> = Effect.Effect<A, E, R> | Generator<Effect.Effect<any, E, R>, A, never>

interface Common<Over, I, C, F, U> {
  readonly over?: Over
  readonly inputs?: I
  readonly config?: Setting.Setting<C>
  /** The errors the program may fail with. An error whose `retryable` is true may be tried again. */
  readonly fails?: F
  readonly uses?: U
  readonly timeout?: Duration.Input
  readonly retry?: Retry
}

/**
 * Declares a stage. `output` is a schema for a document, or `Output.table`, `Output.text`, `Output.bytes`.
 *
 * `run` gets its inputs by port name, the partition's item under the partition's name, and its configuration.
 */
export const make = <
  const Name extends string,
  O extends Output.Output | Wire.Wire,
  const I extends Inputs = {},
  C = undefined,
  const F extends Errors = readonly [],
  const U extends ReadonlyArray<Capability.Any> = readonly [],
  Over extends Partition.Any | undefined = undefined
>(
  name: Name,
  options: Common<Over, I & Aligned<I, Split<Over>>, C, F, U> & {
    readonly output: O
    readonly run: (
      inputs: { readonly [K in keyof I]: Value<I[K]> } & Item<Over>,
      config: C
    ) => Program<Answered<O>, F[number]["Type"], Capability.Identifier<U>>
  }
): Stage<Name, Answered<O>, F[number]["Type"], Capability.Identifier<U>, Split<Over>, Lost<I, F>> =>
  declare(name, undefined, options)

type Lost<I extends Inputs, F extends Errors> = F[number]["Encoded"] | EngineLoss | InputLoss<I[keyof I]>

type TableStage<Row> = Stage<string, ReadonlyArray<Row>, any, any, any, any>

/**
 * Declares a stage that maps over the rows of an upstream table. Each row is remembered by itself: of a million rows
 * only the changed ones are computed again.
 *
 * `run` gets one row, the inputs by port name, and the configuration, and gives one row with the same key. The table is
 * never split differently from the stage that reads it.
 */
export const each = <
  const Name extends string,
  S extends TableStage<any>,
  Row,
  const I extends Inputs = {},
  C = undefined,
  const F extends Errors = readonly [],
  const U extends ReadonlyArray<Capability.Any> = readonly [],
  Over extends Partition.Any | undefined = undefined
>(
  name: Name,
  options: Common<Over, I & Aligned<I, Split<Over>>, C, F, U> & {
    readonly rows: S & Aligned<{ readonly rows: S }, Split<Over>>["rows"]
    readonly output: Output.Table<Row>
    readonly run: (
      row: Answer<S> extends ReadonlyArray<infer R> ? R : never,
      inputs: { readonly [K in keyof I]: Value<I[K]> } & Item<Over>,
      config: C
    ) => Program<NoInfer<Row>, F[number]["Type"], Capability.Identifier<U>> | NoInfer<Row>
  }
): Stage<Name, ReadonlyArray<Row>, F[number]["Type"], Capability.Identifier<U>, Split<Over>, Lost<I, F> | Loss<S>> => {
  if (options.rows.output.kind !== "table") throw new Error(`${name}: ${options.rows.name} does not give a table`)
  return declare(name, options.rows, options as never)
}

/**
 * Declares a stage that gathers the tables of all partitions that have one, row for row, in key order: as one table, or as a list
 * in a document.
 *
 * `run` gets the port by its name, every part without its rows, and says whether that is enough.
 */
export const gather = <
  const Name extends string,
  S extends TableStage<any>,
  const Port extends string,
  A = Answer<S>,
  const F extends Errors = readonly []
>(
  name: Name,
  options: {
    readonly inputs: { readonly [K in Port]: Fan<S, "settled"> }
    readonly into?: Output.Frame<A> & Framing<A, Answer<S>>
    readonly fails?: F
    readonly run: (inputs: { readonly [K in Port]: ReadonlyArray<Settled<null, Loss<S>>> }) => Program<void, F[number]["Type"], never>
  }
): Stage<Name, A, F[number]["Type"], never, never, F[number]["Encoded"] | EngineLoss> => {
  const { into, ...rest } = options
  const [source, ...others] = Object.values<Fan<S, "settled">>(options.inputs)
  if (source?.stage.output.kind !== "table" || others.length > 0) throw new Error(`${name}: it does not gather one table`)
  return declare(name, undefined, { ...rest, output: into === undefined ? source.stage.output : Output.framed(into) }, true) as Stage<any, any, any, never, never, any>
}

/** The list of a document that holds the rows of a table. */
type Framing<A, Rows> = { readonly rows: { [K in keyof A]: A[K] extends Rows ? (Rows extends A[K] ? K : never) : never }[keyof A] }

/** The port an `each` stage reads its rows from. No declared port can have this name. */
export const rowsPort = "~rows"

const stageName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

const declare = (
  name: string,
  rows: Any | undefined,
  options: Common<Partition.Any | undefined, Inputs, unknown, Errors, ReadonlyArray<Capability.Any>> & {
    readonly output: Output.Output | Wire.Wire
    readonly run: (...args: ReadonlyArray<never>) => unknown
  },
  gathers = false
): Stage<any, any, any, any, any, any> => {
  if (!stageName.test(name)) throw new Error(`${JSON.stringify(name)} is not a stage name: lower-case words joined by dashes`)
  const output: Output.Output = "kind" in options.output ? options.output : Output.document(options.output)
  if ("schema" in output) Wire.assertUnsafe(output.schema, `the output of ${name}`)
  const ports = Object.entries(options.inputs ?? {}).map(([port, input]): Port =>
    "fan" in input ? { name: port, stage: input.stage, fan: input.fan } : { name: port, stage: input, fan: "one" })
  if (rows !== undefined) ports.push({ name: rowsPort, stage: rows, fan: "one" })
  for (const { name: port, stage, fan } of ports) {
    if (options.over?.factors.some((factor) => factor.name === port) === true) throw new Error(`${name}.${port}: a port cannot have the name of the partition, whose item arrives under it`)
    const within = stage.over === undefined || Partition.within(stage.over, options.over)
    if (isAligned(fan) && !within) throw new Error(`${name}.${port}: ${stage.name} is split by ${stage.over!.name}; take it with Stage.all or Stage.settled`)
    if (!isAligned(fan) && within) throw new Error(`${name}.${port}: ${stage.name} is not split further than its reader`)
    if (fan === "rows" && stage.output.kind !== "table") throw new Error(`${name}.${port}: ${stage.name} does not give a table`)
  }
  return {
    name,
    over: options.over,
    rows,
    gathers,
    ports,
    setting: options.config,
    output,
    codec: Output.codec(output),
    fails: options.fails ?? [],
    uses: options.uses ?? [],
    timeout: options.timeout,
    retry: options.retry,
    run: (...args: ReadonlyArray<never>) => Effect.suspend(() => program(options.run(...args)))
  }
}

/** Whether a port reads one node: the only one, or that of its reader's own part. */
export const isAligned = (fan: Port["fan"]): fan is "one" | "either" => fan === "one" || fan === "either"

const program = (result: unknown): Effect.Effect<unknown, any, any> => {
  if (Effect.isEffect(result)) return result as Effect.Effect<unknown, any, any>
  return isGenerator(result) ? Effect.gen(() => result) : Effect.succeed(result)
}

const isGenerator = (value: unknown): value is Generator<any, any, never> =>
  typeof value === "object" && value !== null && Object.prototype.toString.call(value) === "[object Generator]"
