/**
 * Postings taken for one requisition, against the requisition numbers that their boards share: pairs of postings.
 *
 * Measured with every number hidden, where only title, department and places are left, and with the numbers, as the product
 * has them. Employers that open a requisition for each city make the hidden case ambiguous: the same title in two places may be
 * one number or two.
 */
import type { FullPosting } from "../../../schemas/Posting.ts"
import * as Clusters from "../../../src/jobs/Clusters.ts"
import * as Shipped from "../../jobs/Shipped.ts"
import * as Overlap from "../Overlap.ts"
import * as Recorded from "../Recorded.ts"
import * as Section from "../Section.ts"
import * as Table from "../Table.ts"

const about = "pairs of postings taken for one requisition, against shared requisition numbers"

export const measure: Section.Measure = ({ recordings }) => {
  if (recordings === null) return Section.absent("clusters", about, "No recorded boards: set SIGNALCRAFT_REAL_DATA to their folder")
  const boards = [...Recorded.boards(recordings, ["greenhouse", "ashby"]), ...Recorded.lastDays(recordings)].filter(({ postings }) => gold(postings).length > 0)
  const of = (predict: (postings: ReadonlyArray<FullPosting>) => ReadonlyArray<string>) =>
    boards.map(({ postings }) => ({ expected: gold(postings), predicted: predict(postings) }))
  const hidden = of(byTitle)
  const [without, known, titles] = [Overlap.of(hidden), Overlap.of(of(byNumber)), Overlap.of(of(sameTitle))]
  return {
    name: "clusters",
    about,
    figures: { precision: without.precision, recall: without.recall, f1: without.micro_f1, f1_with_numbers: known.micro_f1 },
    targets: { f1_with_numbers: 1 },
    baselines: { "equal titles": { precision: titles.precision, recall: titles.recall, f1: titles.micro_f1 } },
    notes: [`${boards.length} boards, ${without.right + without.missed} pairs share a number; precision, recall and F1 with the numbers hidden`],
    detail: { without, known, titles },
    text: Table.text(["board", "pairs", "precision", "recall"], boards.map(({ name }, index) => {
      const { precision, recall, right, missed } = Overlap.of([hidden[index]!])
      return [name, String(right + missed), Table.share(precision), Table.share(recall)]
    }))
  }
}

const byNumber = (postings: ReadonlyArray<FullPosting>) => pairsOf(Clusters.requisitions(postings, Shipped.gazetteer).filter(({ rule }) => rule === "requisition").map(({ postings }) => postings))
const byTitle = (postings: ReadonlyArray<FullPosting>) =>
  pairsOf(Clusters.requisitions(postings.map((posting) => ({ ...posting, requisition: null })), Shipped.gazetteer).map(({ postings }) => postings))

const gold = (postings: ReadonlyArray<FullPosting>) => pairsBy(postings, ({ requisition }) => requisition)
const sameTitle = (postings: ReadonlyArray<FullPosting>) => pairsBy(postings, ({ title }) => title)

const pairsBy = (postings: ReadonlyArray<FullPosting>, key: (posting: FullPosting) => string | null): ReadonlyArray<string> =>
  pairsOf([...Map.groupBy(postings.filter((posting) => key(posting) !== null), key).values()].map((group) => group.map(({ id }) => id)))

const pairsOf = (groups: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> =>
  groups.flatMap((group) => group.toSorted().flatMap((a, index, all) => all.slice(index + 1).map((b) => `${a} ${b}`)))
