/**
 * What a posting says for or against a candidate: offers of points, each with its rule and its evidence, and what is not stated.
 *
 * Excerpts are of fields that may be shown; of the advertisement's text there are stretches only. Unknown is not no: what a
 * posting does not state is listed as missing and offers nothing.
 */
import type { Posting } from "../../schemas/Posting.ts"
import type { Contribution, Evidence, Missing } from "../../schemas/Score.ts"
import type { Family } from "../../schemas/Scoring.ts"
import type { Span } from "../../schemas/Span.ts"
import * as Pay from "./Pay.ts"

/** What a family found, before its bounds. */
export interface Signals {
  readonly offers: ReadonlyArray<Contribution>
  readonly missing: ReadonlyArray<Missing>
}

export const none: Signals = { offers: [], missing: [] }
export const found = (...offers: ReadonlyArray<Contribution>): Signals => ({ offers, missing: [] })
export const lacking = (family: Family, signal: string): Signals => ({ offers: [], missing: [{ family, signal }] })
export const all = (signals: ReadonlyArray<Signals>): Signals =>
  ({ offers: signals.flatMap(({ offers }) => offers), missing: signals.flatMap(({ missing }) => missing) })

/** `rule` is the number's name within the family. */
export const offer = (family: Family, signal: string, points: number, rule: string, evidence: ReadonlyArray<Evidence> = []): Contribution =>
  ({ family, signal, points, rule: `${family}.${rule}`, evidence })

/** More stretches than these convince nobody. */
const most = 3

export const seen = (spans: ReadonlyArray<Span>, posting: Posting): ReadonlyArray<Evidence> =>
  (spans.length > most ? spans.slice(0, most) : spans).map((span) => ({ field: span.field, value: excerpt(span, posting), span }))

/** A field that says something as a whole. */
export const stated = (field: Evidence["field"], value: string): Evidence => ({ field, value: short(value), span: null })

const excerpt = ({ end, field, item, start }: Span, posting: Posting): string | null => {
  if (field === "text") return null
  const whole = wholeOf(field, item, posting)
  return whole === undefined ? null : short(end > start ? whole.slice(start, end) : whole)
}

const wholeOf = (field: Exclude<Span["field"], "text">, item: number, posting: Posting): string | undefined => {
  switch (field) {
    case "title":
      return posting.title
    case "departments":
      return posting.departments[item]
    case "places":
      return posting.places[item]?.text
    case "work_mode":
    case "employment_type":
      return posting[field] ?? undefined
    case "compensation":
      return posting.compensation === null ? undefined : Pay.line(posting.compensation)
  }
}

/** At most 200 UTF-16 units, never half a character. */
const short = (value: string): string => (value.length <= 200 ? value : value.slice(0, 200)).replace(/[\uD800-\uDBFF]$/, "")
