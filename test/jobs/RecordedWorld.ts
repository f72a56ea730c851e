/**
 * The recorded boards as the slow count takes them: which postings the raw answers have on each day, and what each says, understood one at a time.
 */
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Clusters from "../../src/jobs/Clusters.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Traits from "../../src/jobs/Traits.ts"
import * as Understand from "../../src/jobs/Understand.ts"
import type { Posting } from "../../schemas/Posting.ts"
import type { Traits as TraitsDocument } from "../../schemas/PostingHistory.ts"
import type { Board, Seen, Served, World } from "./HistoryOracle.ts"
import * as RealHistory from "./RealHistory.ts"

/** Absent on so many days in a row, a posting is closed: `docs/history.md`. */
const patience = 2

const understood = new WeakMap<Posting, UnderstoodPosting>()

const understand = (posting: Posting): UnderstoodPosting => {
  const known = understood.get(posting) ?? Understand.posting({ ...posting, text: null }, tables)
  understood.set(posting, known)
  return known
}

/** Each posting is understood once: equal ones of different days are one object. */
export const traits = (posting: Posting): TraitsDocument => Traits.of(understand(posting))

/** An answer without a posting is nothing taken in. */
export const read = (): World => ({
  boards: RealHistory.providers.map((provider): Board => ({
    provider: provider.id,
    board: `${provider.system}/${provider.board}`,
    patience,
    days: RealHistory.boardDays(provider).map(({ postings, raw }): Served => {
      const byId = new Map(postings.map((posting) => [posting.id, posting]))
      return raw.length === 0 ? null : new Map(raw.map(({ id }) => [id, seenOf(byId.get(RealHistory.idOf(provider, id))!)]))
    })
  })),
  first: RealHistory.days[0]!,
  last: RealHistory.days.length - 1
})

const seen = new WeakMap<Posting, Seen>()

const seenOf = (posting: Posting): Seen => {
  const known = seen.get(posting) ?? { title: posting.title, job: Clusters.titleKey(posting.title, tables.places), traits: traits(posting) }
  seen.set(posting, known)
  return known
}
