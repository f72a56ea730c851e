/**
 * Pay parsed from a posting's own words, against the same posting's pay in fields.
 *
 * Of recorded boards whose postings have both. A band is right where minimum, maximum, currency and yearly amounts are those of
 * the field. Where a board has only a summary line, how many lines give a band is said apart: that has no gold.
 */
import type { FullPosting } from "../../../schemas/Posting.ts"
import type { PayBand } from "../../../schemas/Salary.ts"
import * as Salary from "../../../src/jobs/Salary.ts"
import * as Lines from "../../jobs/Lines.ts"
import * as Shipped from "../../jobs/Shipped.ts"
import * as Overlap from "../Overlap.ts"
import * as Recorded from "../Recorded.ts"
import * as Section from "../Section.ts"

const about = "pay parsed from summaries and texts, against the fields of the same posting"

export const measure: Section.Measure = ({ recordings }) => {
  if (recordings === null) return Section.absent("salary", about, "No recorded boards: set SIGNALCRAFT_REAL_DATA to their folder")
  const postings = Recorded.boards(recordings, ["ashby", "lever", "greenhouse", "recruitee"]).flatMap(({ postings }) => postings)
  const summaries = items(postings, ({ compensation }) => compensation?.summary ?? null, (line) => Salary.line(line, null, Shipped.pay))
  const texts = items(postings, ({ text }) => text === null ? null : Recorded.plain(text), (text) => advertised(text))
  const overlap = Overlap.of([...summaries, ...texts])
  const keyword = Overlap.of([
    ...items(postings, ({ compensation }) => compensation?.summary ?? null, firstAmounts),
    ...items(postings, ({ text }) => text === null ? null : Recorded.plain(text), firstAmounts)
  ])
  const lines = postings.flatMap(({ compensation }) => compensation?.summary ?? []).filter((line) => /\d/.test(line))
  const read = lines.filter((line) => Salary.line(line, null, Shipped.pay).length > 0)
  const bodies = Recorded.fullTexts(recordings).map(({ description }) => description)
  const paid = bodies.filter((text) => advertised(text).length > 0)
  return {
    name: "salary",
    about,
    figures: { precision: overlap.precision, recall: overlap.recall, f1: overlap.micro_f1 },
    targets: {},
    baselines: { "first two amounts": { precision: keyword.precision, recall: keyword.recall, f1: keyword.micro_f1 } },
    notes: [
      `${overlap.items} summaries and texts that name money, of postings with pay in fields: few recorded boards have both`,
      `${read.length} of ${lines.length} summary lines with a figure give a band; no fields to compare with`,
      `${paid.length} of ${bodies.length} whole texts give a band; no fields to compare with`
    ],
    detail: { overlap, summaries, texts },
    text: ""
  }
}

const advertised = (text: string): ReadonlyArray<PayBand> => Salary.of(null, Lines.each(text, (line) => Salary.inLine(line, Shipped.pay)), null, Shipped.pay).bands

const items = (postings: ReadonlyArray<FullPosting>, words: (posting: FullPosting) => string | null, parse: (text: string) => ReadonlyArray<PayBand>): ReadonlyArray<Overlap.Sets> =>
  postings.flatMap((posting) => {
    const text = words(posting)
    if (text === null || !money.test(text) || posting.compensation === null || posting.compensation.ranges.length === 0) return []
    const fields = Salary.of({ ...posting.compensation, summary: null }, [], null, Shipped.pay).bands
    return [{ expected: fields.map(key), predicted: parse(text).map(key) }]
  })

/** Names an amount of money, told without the code that is measured. */
const money = /(?:[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|CAD)\b)\s?\d|\d\s?(?:[€£]|EUR\b|USD\b)/i

const key = ({ currency, yearly_minimum, yearly_maximum }: PayBand): string => `${currency} ${yearly_minimum} ${yearly_maximum}`

const firstAmounts = (text: string): ReadonlyArray<PayBand> => {
  const [first, second = first] = Array.from(text.matchAll(/[$€£]\s?(\d[\d,.]*)(k?)/gi), ([, figure, k]) => Number(figure!.replace(/,/g, "")) * (k === "" ? 1 : 1000))
  if (first === undefined || second === undefined || !Number.isFinite(first + second)) return []
  const [yearly_minimum, yearly_maximum] = [first * 100, second * 100]
  return [{ minimum: first, maximum: second, currency: "USD", interval: "year", yearly_minimum, yearly_maximum, evidence: { field: "text", item: 0, start: 0, end: 0, rule: "baseline" } }]
}
