/**
 * Explains one posting's score from what a run published. Nothing is computed anew.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Catalogue from "../../artifacts/Catalogue.ts"
import * as Disk from "../../platform/Disk.ts"
import type * as RunRepository from "../../runs/RunRepository.ts"
import * as PostingReference from "../PostingReference.ts"
import * as Published from "../Published.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ExplainView from "../views/ExplainView.ts"

export interface Input {
  readonly posting: string
  readonly run: string
  readonly candidate: Option.Option<string>
}

export const explain = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const runs: RunRepository.RunRepository = { disk: yield* Disk.Disk, folder: home.runs }
  const entry = yield* Published.ended(runs, input.run, Catalogue.explanation.name)
  const { candidate, content } = yield* Published.document(runs, entry, Catalogue.explanation, input.candidate, home)
  const job = yield* PostingReference.resolve(entry.id, content.jobs, input.posting)
  const ranking = yield* Published.document(runs, entry, Catalogue.rankedJobs, Option.fromNullishOr(candidate), home)
  // The ranked list names of an excluded posting neither place nor link.
  const postings = job.excluded === null ? [] : (yield* Published.document(runs, entry, Catalogue.postings, Option.none(), home)).content.postings
  const explained = ExplainView.of(entry.id, content, job, ranking.content, postings)
  if (json) Terminal.json(ExplainView.document(explained))
  else Terminal.result(ExplainView.render(explained, Terminal.inkFor(process.stdout), process.stdout.columns ?? 80))
})
