/**
 * Runs a graph, shows how it goes, and prints what it found.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as DiskStore from "../../store/DiskStore.ts"
import * as DailyRun from "../DailyRun.ts"
import * as Exit from "../Exit.ts"
import * as Perturbation from "../Perturbation.ts"
import * as Progress from "../Progress.ts"
import * as RequestOf from "../RequestOf.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as RunSummaryView from "../views/RunSummaryView.ts"

export interface Input extends RequestOf.Flags {
  readonly concurrency: number
  readonly refresh: boolean
  readonly check: boolean
  readonly failOn: Option.Option<"degraded">
  readonly triggeredBy: Option.Option<string>
  readonly progress: Option.Option<Progress.Mode>
}

/** Not interrupted itself: the run stops its work when told to, and what it found is still shown. */
export const run = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const request = yield* RequestOf.read(home, input)
  if (input.check) Perturbation.steady()
  const progress = yield* Progress.start(Option.getOrUndefined(input.progress))
  const finished = yield* DailyRun.run({
    ...request,
    concurrency: input.concurrency,
    refresh: input.refresh,
    ...(Option.isSome(input.triggeredBy) && { triggeredBy: input.triggeredBy.value }),
    perturbed: input.check ? Perturbation.perturbed : undefined,
    onEvent: progress.onEvent
  }).pipe(Effect.provide(DiskStore.layer({ folder: home.cache })), Effect.ensuring(Effect.sync(progress.end)))
  if (json) Terminal.json(RunSummaryView.document(finished))
  else Terminal.result(RunSummaryView.render(finished, Terminal.inkFor(process.stdout)))
  process.exitCode = Exit.ofRun(finished.record, Option.isSome(input.failOn))
}, Effect.uninterruptible)
