/**
 * Shows what happened between two runs: as the later published it, or compared anew where another run is named.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Catalogue from "../../artifacts/Catalogue.ts"
import * as Differences from "../../jobs/Changes.ts"
import * as Disk from "../../platform/Disk.ts"
import type * as RunRepository from "../../runs/RunRepository.ts"
import { BadUsage } from "../BadUsage.ts"
import type { Home } from "../Home.ts"
import * as HistoryOf from "../HistoryOf.ts"
import * as Published from "../Published.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ChangesView from "../views/ChangesView.ts"

export interface Input {
  readonly run: string
  readonly since: Option.Option<string>
}

export const changes = Effect.fnUntraced(function*({ run, since }: Input) {
  const { home, json } = yield* shared
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const entry = yield* Published.ended(runs, run, Catalogue.changes.name)
  const found = Option.isNone(since)
    ? (yield* Published.document(runs, entry, Catalogue.changes, Option.none(), home)).content
    : yield* between(runs, yield* Published.ended(runs, since.value, Catalogue.ledger.name), entry, home)
  if (json) Terminal.json({ run: entry.id, ...found })
  else Terminal.result(ChangesView.render(entry.id, found, Terminal.inkFor(process.stdout), process.stdout.columns ?? 80))
})

const between = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, earlier: Published.Committed, later: Published.Committed, home: Home) {
  if (earlier.record.as_of > later.record.as_of) {
    return yield* new BadUsage({ flag: "--since", given: earlier.id, expected: `a run about ${later.record.as_of} or a day before it, not about ${earlier.record.as_of}` })
  }
  const [before, after] = [yield* HistoryOf.read(runs, earlier, home), yield* HistoryOf.read(runs, later, home)]
  const { current, known } = Differences.viewOf(before.ledger.boards, after.ledger.boards)
  return Differences.join(before.ledger, after.ledger, [Differences.ofPostings(before.rows, after.rows, known, current)])
})
