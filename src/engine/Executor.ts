/**
 * The one seam through which nodes run: a job of digests goes in, the output's digest comes out.
 *
 * At least once is enough, because a key always gives the same bytes; the order of work is not decided here.
 */
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import type * as Digest from "../platform/Digest.ts"
import type { Failure } from "./Failure.ts"
import type { Action } from "./Key.ts"
import type { ActionKey, StoreUnwritable } from "./Store.ts"

export interface Job {
  readonly key: ActionKey
  readonly stage: string
  readonly partition: string | null
  /** The action record: what to compute, in digests alone. */
  readonly spec: Action
}

export interface Done {
  readonly output: Digest.Digest
  readonly bytes: number
  readonly rows: { readonly total: number; readonly computed: number } | null
}

/** The node failed: typed, named and told whether to try again. */
export class JobFailed extends Schema.TaggedError<JobFailed>()("JobFailed", { failure: Schema.Any }) {
  declare readonly failure: Failure
}

/** An input that was there when the job was made is gone. Its producer has to run again. */
export class InputLost extends Schema.TaggedError<InputLost>()("InputLost", { digest: Schema.String }) {}

export type JobError = JobFailed | InputLost | StoreUnwritable

export class Executor extends Context.Service<Executor, {
  readonly submit: (job: Job) => Effect.Effect<Done, JobError>
}>()("signalcraft/engine/Executor") {}

/** Jobs with one key that are in flight together run once. */
export const singleFlight = (executor: Executor["Service"]): Executor["Service"] => {
  const flights = new Map<ActionKey, Deferred.Deferred<Done, JobError>>()
  const fly = (job: Job, flight: Deferred.Deferred<Done, JobError>) =>
    Effect.onExit(executor.submit(job), (exit) => {
      flights.delete(job.key)
      // An interrupted leader lands nobody: those who wait take off again by themselves.
      return Exit.hasInterrupts(exit) ? Deferred.interrupt(flight) : Deferred.done(flight, exit)
    })
  const submit = (job: Job): Effect.Effect<Done, JobError> =>
    Effect.suspend(() => {
      const flight = flights.get(job.key)
      if (flight === undefined) {
        const own = Deferred.makeUnsafe<Done, JobError>()
        flights.set(job.key, own)
        return fly(job, own)
      }
      return Effect.exit(Deferred.await(flight)).pipe(
        Effect.flatMap((exit) => (Exit.hasInterrupts(exit) ? submit(job) : exit))
      )
    })
  return { submit }
}
