/**
 * Runs jobs in this process: reads the inputs, runs the sealed program, checks the output and stores it.
 *
 * The output is checked against its schema before the record is written, so a bad answer is never remembered.
 */
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import type * as Capability from "./Capability.ts"
import * as Crew from "./Crew.ts"
import type { Event } from "./Event.ts"
import * as Executor from "./Executor.ts"
import * as Failure from "./Failure.ts"
import * as Frozen from "./Frozen.ts"
import * as Gather from "./Gather.ts"
import * as Graph from "./Graph.ts"
import type { Action, InputDigest } from "./Key.ts"
import * as Output from "./Output.ts"
import * as Rows from "./Rows.ts"
import * as Seal from "./Seal.ts"
import * as Stage from "./Stage.ts"
import type { Store } from "./Store.ts"

export interface Options {
  readonly nodes: Graph.Nodes
  readonly store: Store["Service"]
  readonly capabilities: Capability.Bound<never>
  readonly emit: (event: Event) => void
  /** Whether rows that were computed before are taken from memory. */
  readonly rowMemory: boolean
  /** Who computes what is pure and large; nobody but this thread, if not given. */
  readonly crew: Crew.Crew | undefined
  /** Given, every program runs a second time inside it, and both outputs must be the same bytes. */
  readonly perturbed: (<A, E>(program: Effect.Effect<A, E>) => Effect.Effect<A, E>) | undefined
}

export const make = (options: Options): Executor.Executor["Service"] => Executor.singleFlight({ submit: (job) => submit(options, job) })

const submit = Effect.fnUntraced(function*(options: Options, job: Executor.Job) {
  const { store, emit } = options
  const node = options.nodes.byId.get(Graph.nodeId(job.stage, job.partition))!
  const granted = node.stage.uses.map((capability) =>
    [capability, options.capabilities.grants.get(capability.key)!(node.scope).service] as const)
  // Read anew for every attempt: a program that spoils its inputs spoils nobody else's.
  const here = (read: Contents | undefined) =>
    Effect.flatMap(readInputs(store, node, job.spec, read), (inputs): Effect.Effect<Rows.Made, unknown, unknown> =>
      node.stage.gathers ? Gather.program(node, inputs)
        : node.stage.rows === undefined ? whole(node, inputs)
        : Rows.program(store, node, job.spec, Frozen.deep(inputs), options.rowMemory, options.crew))
  const sealed = Effect.flatMap(elsewhere(options, node, job.spec), ({ made, read }): Effect.Effect<Rows.Made, unknown, unknown> => made === undefined ? here(read) : Effect.succeed(made)).pipe(
    Seal.seal(granted),
    limited(node.stage)
  )

  let attempt = 1
  const first = sealed.pipe(
    Effect.mapError((error) => error instanceof Executor.InputLost ? error : new Executor.JobFailed({ failure: failureOf(node, error) })),
    Effect.catchDefect((defect) => Effect.fail(new Executor.JobFailed({ failure: brokenBy(node, defect) }))),
    Effect.catchCause((cause) =>
      Cause.hasInterruptsOnly(cause) ? Effect.fail(new Executor.JobFailed({ failure: brokenBy(node, "it interrupted itself") })) : Effect.failCause(cause))
  )
  const { retry } = node.stage
  const made = yield* retry === undefined ? first : first.pipe(
    Effect.tapError((error) =>
      Effect.sync(() => {
        if (mayRetry(error) && attempt <= retry.times) emit({ type: "node-retrying", node: node.id, attempt: attempt++, failure: error.failure })
      })),
    Effect.retry({ times: retry.times, schedule: retry.schedule, while: mayRetry })
  )
  const output = yield* store.write(made.content)

  if (options.perturbed !== undefined) {
    const again = yield* Effect.exit(options.perturbed(sealed))
    const found = Exit.isSuccess(again) ? Digest.of(again.value.content) : "a failure"
    if (found !== output) return yield* nonDeterministic(node, job, output, found)
  }
  const conflict = yield* store.record({ key: job.key, action: job.spec as unknown as Canonical.Json, output })
  if (conflict !== undefined) {
    emit({ type: "non-deterministic", node: node.id, key: job.key, known: conflict.known, found: output })
    return yield* nonDeterministic(node, job, conflict.known, output)
  }
  if (made.lane !== undefined) yield* store.remember(made.lane, job.key)
  return { output, bytes: made.content.length, rows: made.rows }
})

/** By port. */
type Contents = Readonly<Record<string, Uint8Array>>

/** What the crew makes of a stage that is not over rows, if it does, and the inputs that were read for it. */
const elsewhere = Effect.fnUntraced(function*({ crew, store }: Options, node: Graph.Node, spec: Action) {
  if (crew === undefined || node.stage.rows !== undefined || !Crew.isPortable(node.stage)) return { made: undefined, read: undefined }
  const read: Record<string, Uint8Array> = {}
  for (const { name } of node.stage.ports) read[name] = yield* content(store, spec.inputs[name] as string)
  const made = yield* crew.perform({ stage: node.stage.name, items: Crew.itemsOf(node), config: node.setting?.value, inputs: read })
  return { made: made === undefined ? undefined : { content: made, rows: null, lane: undefined } satisfies Rows.Made, read }
})

const mayRetry = (error: Executor.JobFailed | Executor.InputLost): error is Executor.JobFailed =>
  error._tag === "JobFailed" && error.failure.retryable

const whole = (node: Graph.Node, inputs: object): Effect.Effect<Rows.Made, unknown, unknown> =>
  Effect.suspend(() => node.stage.run(inputs as never, node.setting?.value as never)).pipe(
    Effect.flatMap((value) => {
      const encoded = node.stage.codec.encode(value)
      return Result.isSuccess(encoded)
        ? Effect.succeed({ content: encoded.success, rows: null, lane: undefined })
        : Effect.die(new Error(`its output does not fit: ${encoded.failure}`))
    })
  )

const limited = (stage: Stage.Any) => <A, E>(program: Effect.Effect<A, E>): Effect.Effect<A, E | Failure.TimedOut> =>
  stage.timeout === undefined ? program : Effect.timeoutOrElse(program, {
    duration: stage.timeout,
    orElse: () => Effect.fail(new Failure.TimedOut({ stage: stage.name, after: Duration.toMillis(stage.timeout!) }))
  })

const nonDeterministic = (node: Graph.Node, job: Executor.Job, expected: string, found: string) =>
  Effect.fail(new Executor.JobFailed({
    failure: encoded(node, new Failure.NonDeterministic({ stage: node.stage.name, key: job.key, expected, found }), Failure.NonDeterministic)
  }))

const readInputs = Effect.fnUntraced(function*(store: Store["Service"], node: Graph.Node, spec: Action, read: Contents | undefined) {
  const inputs: Record<string, unknown> = { ...Crew.itemsOf(node) }
  for (const port of node.stage.ports) {
    if (port.name === Stage.rowsPort) continue
    const digest: InputDigest = spec.inputs[port.name]!
    if (typeof digest === "string") {
      inputs[port.name] = port.fan === "either"
        ? yield* settled(store, node, port, node.edges.find((edge) => edge.port === port.name)!.from[0]!.node.scope ?? "", digest)
        : port.stage.codec.decodeUnsafe(read === undefined ? yield* content(store, digest) : read[port.name]!)
      continue
    }
    const parts: Array<unknown> = []
    for (const key of Object.keys(digest).sort(Canonical.compare)) {
      const part = digest[key]!
      parts.push(port.fan === "all"
        ? { key, value: port.stage.codec.decodeUnsafe(yield* content(store, part)) }
        : yield* settled(store, node, port, key, part))
    }
    inputs[port.name] = parts
  }
  return inputs
})

const settled = Effect.fnUntraced(function*(store: Store["Service"], node: Graph.Node, port: Stage.Port, key: string, digest: string) {
  if (digest.startsWith("failed:")) {
    const failure = JSON.parse(new TextDecoder().decode(yield* content(store, digest.slice(7))))
    return { _tag: "failed", key, ...failure }
  }
  const bytes = yield* content(store, digest)
  return { _tag: "ok", key, value: node.stage.gathers ? bytes : port.fan === "rows" ? Output.rows(bytes) : port.stage.codec.decodeUnsafe(bytes) }
})

const content = (store: Store["Service"], digest: string): Effect.Effect<Uint8Array, Executor.InputLost> =>
  Effect.flatMap(store.read(digest as Digest.Digest), (bytes) =>
    bytes === undefined ? Effect.fail(new Executor.InputLost({ digest })) : Effect.succeed(bytes))

const failureOf = (node: Graph.Node, error: unknown): Failure.Failure => {
  if (error instanceof Failure.TimedOut) return encoded(node, error, Failure.TimedOut)
  const schema = node.stage.fails.find((schema) => Schema.is(schema)(error))
  return schema === undefined ? brokenBy(node, error) : encoded(node, error as Error, schema)
}

const brokenBy = (node: Graph.Node, defect: unknown): Failure.Failure =>
  encoded(node, new Failure.BrokenStage({ stage: node.stage.name, defect: sentence(defect) }), Failure.BrokenStage)

const sentence = (defect: unknown): string => {
  const text = defect instanceof Error ? (defect.name === "Error" ? defect.message : `${defect.name}: ${defect.message}`) : String(defect)
  // What an error quotes may be a stranger's text, and failures are shown.
  return text.split("\n")[0]!.toWellFormed().replaceAll(/"[^"]{20,}("|$)/g, "\"…\"").slice(0, 300)
}

const encoded = (node: Graph.Node, error: Error, schema: Schema.ConstraintCodec<any, any>): Failure.Failure => ({
  node: node.id,
  stage: node.stage.name,
  partition: node.scope,
  error: Schema.encodeUnknownSync(Schema.toCodecJson(schema as Schema.Codec<any, any>))(error) as Failure.ErrorJson,
  message: error.message,
  retryable: (error as { readonly retryable?: unknown }).retryable === true
})

