/**
 * Amounts of money in a text, where they stand: `$255K`, `€60.000`, `CHF 120'000`, `₹12L`, `180 000 kr`.
 *
 * Reads the figures of every convention: three digits after a point, a comma, an apostrophe or a space are thousands, one or
 * two after the last point or comma are decimals. Knows nothing of pay.
 */
import type { PayTerms } from "../../schemas/PayTerms.ts"
import * as Once from "./Once.ts"

export interface Amount {
  /** In the currency's major unit, its multiple not yet counted. */
  readonly figure: number
  /** 1 where none is written. */
  readonly multiple: number
  /** As written: a code or a sign. */
  readonly sign: string | null
  readonly start: number
  readonly end: number
  /** More may be paid, as `$120k+` says. */
  readonly open: boolean
}

export const value = ({ figure, multiple }: Pick<Amount, "figure" | "multiple">): number => Math.round(figure * multiple * 100) / 100

export const find = (text: string, terms: PayTerms): ReadonlyArray<Amount> => {
  const { before, after } = patternsOf(terms)
  const found: Array<Amount> = []
  let reached = 0
  for (const { 0: number, index } of text.matchAll(numbers)) {
    const front = text.slice(Math.max(reached, index - longest), index)
    const sign = before.exec(front)
    if (index < reached || (sign === null && isPart.test(front))) continue
    after.lastIndex = index + number.length
    const tail = after.exec(text)
    const { multiple, code, open } = tail?.groups ?? {}
    const amount = figure(number)
    const end = index + number.length + (tail?.[0].length ?? 0)
    if (amount === undefined || pension.test(text.slice(index, end))) continue
    reached = end
    found.push({
      figure: amount,
      multiple: multiple === undefined ? 1 : terms.multiples[multiple.toLowerCase()] ?? 1,
      sign: code ?? sign?.groups?.["sign"] ?? terms.multiple_currencies[multiple?.toLowerCase() ?? ""] ?? null,
      start: index - (sign === null ? 0 : front.length - sign.index),
      end,
      open: open !== undefined
    })
  }
  return found
}

/** The currency of a sign, in a country if that is known; `null` where the sign has several and none is usual. */
export const currency = (sign: string, country: string | null, { currencies, shared_signs }: PayTerms): string | null => {
  const code = sign.toUpperCase()
  if (currencies[code] !== undefined) return code
  const shared = shared_signs[sign] ?? shared_signs[sign.toLowerCase()]
  if (shared === undefined) return Object.keys(currencies).find((one) => currencies[one]!.signs.some((own) => own.toLowerCase() === sign.toLowerCase())) ?? null
  return shared.of.find((one) => country !== null && currencies[one]?.countries.includes(country)) ?? shared.usual
}

/** The retirement plan, not an amount. */
const pension = /^401k$/i

const grouped = /^(\d{1,3}(?:([.,'’\s])\d{3})(?:\2\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})(?:[.,](\d{1,2}))?$/
const simple = /^(\d+)(?:[.,](\d{1,2}))?$/

const figure = (written: string): number | undefined => {
  const match = grouped.exec(written)
  const [whole, decimals] = match !== null ? [match[1]!.replace(/\D/g, ""), match[3]] : [simple.exec(written)?.[1], simple.exec(written)?.[2]]
  if (whole === undefined || whole.length > 12 || (match !== null && whole.startsWith("0"))) return undefined
  return Number(decimals === undefined ? whole : `${whole}.${decimals}`)
}

/** A number, its thousands grouped in any way. */
const numbers = /\d{1,3}(?:[.,'’]\d{3}|[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)/g
/** A sign is no longer than this, with the space after it. */
const longest = 16
/** The end of a word or of a longer number. */
const isPart = /[\p{Script=Latin}\p{Script=Cyrillic}\p{N}.,]$/u

const patternsOf = Once.of((terms: PayTerms) => {
  const own = Object.values(terms.currencies).flatMap(({ signs }) => signs)
  const all = alternatives([...own, ...Object.keys(terms.currencies), ...Object.keys(terms.shared_signs)])
  return {
    before: new RegExp(`(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}.,])(?<sign>${all})[\\s:]{0,2}$`, "iu"),
    after: new RegExp(
      `(?:(?:\\s(?=\\p{L}{2}|[k万만]))?(?!(?:${all})(?!\\p{L}))(?<multiple>${alternatives(Object.keys(terms.multiples))})(?=(?:${all})(?!\\p{L})|\\P{L}|$))?` +
        `(?:\\s?(?<code>${all})(?![\\p{L}\\p{N}]|\\s?\\p{N}))?(?<open>\\+)?`,
      "iuy"
    )
  }
})

/** The longest first. */
const alternatives = (words: ReadonlyArray<string>): string =>
  words.toSorted((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|")
