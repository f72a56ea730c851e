/**
 * Explains one posting's score from what a run published, or, far down a long list, from what the cache kept of it.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { RankedJobs } from "../../../schemas/RankedJobs.ts"
import * as Catalogue from "../../artifacts/Catalogue.ts"
import { Store } from "../../engine/Store.ts"
import * as Disk from "../../platform/Disk.ts"
import type * as RunRepository from "../../runs/RunRepository.ts"
import * as DiskStore from "../../store/DiskStore.ts"
import type { Home } from "../Home.ts"
import * as PostingReference from "../PostingReference.ts"
import * as Published from "../Published.ts"
import * as RankedRun from "../RankedRun.ts"
import { shared } from "../Root.ts"
import * as RunSource from "../RunSource.ts"
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
  const ranking = yield* Published.document(runs, entry, Catalogue.rankedJobs, Option.fromNullishOr(candidate), home)
  const { also, excluded, ranked } = ranking.content.counts
  const jobs = content.jobs.length === ranked + also + excluded ? content.jobs : yield* everything(home, entry.id, ranking.content)
  const job = yield* PostingReference.resolve(entry.id, jobs, input.posting)
  const isListed = ranking.content.jobs.some(({ id }) => id === (job.shown_with ?? job.id))
  // The ranked list names of a posting that is excluded or far down neither place nor link.
  const postings = isListed ? [] : (yield* Published.document(runs, entry, Catalogue.postings, Option.none(), home)).content.postings
  const explained = ExplainView.of(entry.id, content, job, ranking.content, postings)
  if (json) Terminal.json(ExplainView.document(explained))
  else Terminal.result(ExplainView.render(explained, Terminal.inkFor(process.stdout), process.stdout.columns ?? 80))
})

const everything = (home: Home, run: string, ranking: RankedJobs) =>
  Effect.scoped(Effect.gen(function*() {
    return yield* RankedRun.explained(yield* RunSource.open(home, run), yield* Store, ranking)
  })).pipe(Effect.provide(DiskStore.layer({ folder: home.cache })))
