/**
 * What a posting pays: its fields as they are, else its one-line summary, else the sentences of its text that speak of pay.
 *
 * An amount without an interval is a year's or an hour's where its size leaves no other; `$` is a dollar of the posting's
 * country, else of the United States. In a text an amount is pay only beside a word for pay: what was raised, saved or paid
 * once is not.
 */
import type { PayTerms } from "../../schemas/PayTerms.ts"
import type { Compensation, PayRange } from "../../schemas/Posting.ts"
import type { PayBand, Salary } from "../../schemas/Salary.ts"
import type { Span } from "../../schemas/Span.ts"
import * as Money from "./Money.ts"
import * as Once from "./Once.ts"
import * as Pay from "./Pay.ts"
import * as Sentences from "./Sentences.ts"
import * as Stretch from "./Stretch.ts"
import * as Words from "./Words.ts"

/** What a line of the text says of pay, if it does. */
export interface Said {
  readonly figures: ReadonlyArray<Figure>
  readonly offers: ReadonlyArray<Stretch.Stretch>
}

/** @param found by each line of the text; `country` is the only one of the posting's places, if it has one */
export const of = (compensation: Compensation | null, found: ReadonlyArray<Stretch.There<Said>>, country: string | null, terms: PayTerms): Salary => {
  const summary = compensation?.summary ?? null
  const fields = distinct((compensation?.ranges ?? []).flatMap((range, item) => fieldBand(range, item, terms)))
  const inSummary = summary === null ? [] : line(summary, country, terms)
  const inText = fields.length > 0 || inSummary.length > 0 ? [] : bandsOf(found, country, terms)
  const [source, bands] = fields.length > 0 ? ["field", fields] as const
    : inSummary.length > 0 ? ["summary", inSummary] as const
    : inText.length > 0 ? ["text", inText] as const
    : [null, []] as const
  const offers = [
    ...firsts(summary === null ? [] : offersIn(summary, terms).map((stretch): Span => ({ field: "compensation", item: 0, ...stretch })), ruleOf),
    ...firsts(found.flatMap(({ at, said }) => said.offers.map((stretch) => Stretch.span(at, stretch))), ruleOf)
  ]
  const offered = (rule: string): true | null => (offers.some((span) => span.rule === rule) ? true : null)
  const equity = compensation?.offers_equity ?? offered("pay.equity")
  return { bands, evidence: offers, offers_bonus: offered("pay.bonus"), offers_equity: equity, source }
}

/** The bands of a line that is about pay and nothing else. */
export const line = (text: string, country: string | null, terms: PayTerms): ReadonlyArray<PayBand> =>
  distinct(rangesIn(text, terms).filter(isFigure).flatMap((range) => figure(text, range, terms)).map((figure) => band(figure, { field: "compensation", item: 0 }, 0, country, terms)))

/** In a text about a whole job. */
export const inLine = (line: string, terms: PayTerms): ReadonlyArray<Said> => {
  const figures = rangesIn(line, terms).filter((range) => isPay(line, range, terms)).flatMap((range) => figure(line, range, terms))
  const offers = offersIn(line, terms)
  return figures.length === 0 && offers.length === 0 ? [] : [{ figures, offers }]
}

const bandsOf = (found: ReadonlyArray<Stretch.There<Said>>, country: string | null, terms: PayTerms): ReadonlyArray<PayBand> =>
  distinct(found.flatMap(({ at, said }) => said.figures.map((figure) => band(figure, { field: "text", item: 0 }, at, country, terms))))

/** A band as a line that reads back as the same band. */
export const print = ({ minimum, maximum, currency, interval }: Pick<PayBand, "minimum" | "maximum" | "currency" | "interval">): string => {
  const amount = minimum === null ? `up to ${maximum}` : maximum === null ? `from ${minimum}` : minimum === maximum ? `${minimum}` : `${minimum} - ${maximum}`
  return [currency === null ? null : amount.replace(/\d/, `${currency} $&`), currency === null ? amount : null, interval === null ? null : `per ${interval}`].filter((part) => part !== null).join(" ")
}

/** In a line about pay, any amount with a currency is pay, and any that is a range or large. */
const isFigure = ({ low, high }: Range): boolean => (high ?? low).sign !== null || low.sign !== null || high !== null || Money.value(low) >= 1000

interface Range {
  readonly low: Money.Amount
  readonly high: Money.Amount | null
  readonly start: number
  readonly end: number
  /** What stands between the two amounts may say the interval. */
  readonly between: string
  /** Where the amounts before it end, and those after it begin. */
  readonly after: number
  readonly before: number
}

const connector = /^[ \t]{2,}$|^\s*(?:-{1,2}|‐|‑|–|—|−|~|～|〜|to|and|bis|à|a|y|até|al|do|tot|til|till|から|and up to|[\u0000-\u001f\u0080-\u009f])\s*$/iu

const rangesIn = (text: string, terms: PayTerms): ReadonlyArray<Range> => {
  const amounts = Money.find(text, terms)
  const ranges: Array<Range> = []
  for (let at = 0; at < amounts.length; at++) {
    const low = amounts[at]!
    const next = amounts[at + 1]
    const between = next === undefined ? "" : text.slice(low.end, next.start)
    const pair = next === undefined || between.length > 24 || !connector.test(withoutInterval(between, terms)) ? undefined : rangeOf(low, next)
    const high = pair === undefined ? null : next!
    const before = amounts[at - 1]?.end ?? 0
    if (pair !== undefined) at++
    ranges.push({ low: pair ?? low, high, start: low.start, end: (high ?? low).end, between, before, after: amounts[at + 1]?.start ?? text.length })
  }
  return ranges
}

/** The lower amount as it is meant, `80` of `80-100k`; `undefined` where the two are no range. */
const rangeOf = (low: Money.Amount, high: Money.Amount | null): Money.Amount | undefined => {
  if (high === null || (low.sign !== null && high.sign !== null && low.sign.toLowerCase() !== high.sign.toLowerCase() && !low.sign.includes("$") && !high.sign.includes("$"))) return undefined
  const meant = low.multiple === 1 && high.multiple > 1 && low.figure < 1000 ? { ...low, multiple: high.multiple } : low
  const [least, most] = [Money.value(meant), Money.value(high)]
  return least > 0 && least <= most && most <= 5 * least ? meant : undefined
}

const withoutInterval = (between: string, terms: PayTerms): string => {
  const words = Words.find(lexiconOf(terms).intervals, between)
  const said = words.filter(({ meaning }) => meaning !== undefined && meaning !== "filler")
  return said.length === 0 ? between : between.slice(words.findLast(({ meaning }) => meaning !== undefined)!.end).replace(/^[\s.)]+/, " ")
}

/** One or two amounts as they are meant, whatever `$` is. */
interface Figure extends Pick<Stretch.Stretch, "start" | "end"> {
  readonly minimum: number | null
  readonly maximum: number | null
  readonly sign: string | null
  /** As written. */
  readonly interval: Interval | undefined
}

const figure = (text: string, { low, high, start, end, between }: Range, terms: PayTerms): ReadonlyArray<Figure> => {
  const amounts = high === null ? [low] : [low, high]
  const sign = (amounts.findLast(({ sign }) => sign !== null && !sign.includes("$")) ?? amounts.findLast(({ sign }) => sign !== null && sign !== "$") ?? amounts.find(({ sign }) => sign !== null))?.sign ?? null
  const [least, most] = [Money.value(low), high === null ? null : Money.value(high)]
  if (least <= 0) return []
  const after = intervalAfter(text, end, terms)
  const interval = after?.interval ?? intervalIn(between, terms) ?? intervalBefore(text, start, terms)
  const limit = high === null ? limitBefore(text, start, terms) : undefined
  const bounds = high !== null ? { minimum: least, maximum: most } : limit === "most" ? { minimum: null, maximum: least } : limit === "least" || low.open ? { minimum: least, maximum: null } : { minimum: least, maximum: least }
  return [{ ...bounds, sign, interval, start, end: Math.max(end, after?.end ?? end) }]
}

const band = ({ end, interval: written, maximum, minimum, sign, start }: Figure, where: Pick<Span, "field" | "item">, at: number, country: string | null, terms: PayTerms): PayBand => {
  const currency = sign === null ? null : Money.currency(sign, country, terms)
  const least = (minimum ?? maximum)!
  const interval = written ?? sized(least, maximum ?? least, currency, terms)
  const rule = written === undefined && interval !== null ? "pay.text_by_size" : "pay.text"
  return annualised({ minimum, maximum, currency, interval }, { end: at + end, ...where, rule, start: at + start }, terms)
}

const fieldBand = ({ minimum, maximum, currency, interval }: PayRange, item: number, terms: PayTerms): ReadonlyArray<PayBand> => {
  const amount = minimum ?? maximum
  if (amount === null) return []
  const code = currency === null ? null : Money.currency(currency.trim(), null, terms) ?? (/^[A-Z]{3}$/.test(currency.trim()) ? currency.trim() : null)
  const known = interval ?? sized(amount, maximum ?? amount, code, terms)
  const rule = interval === null && known !== null ? "pay.field_by_size" : "pay.field"
  return [annualised({ minimum, maximum, currency: code, interval: known }, { field: "compensation", item, start: 0, end: 0, rule }, terms)]
}

const annualised = (band: Pick<PayBand, "minimum" | "maximum" | "currency" | "interval">, evidence: Span, terms: PayTerms): PayBand => {
  const digits = band.currency === null ? undefined : terms.currencies[band.currency]?.digits ?? 2
  const yearly = (amount: number | null): number | null => {
    if (amount === null || digits === undefined || band.interval === null) return null
    const minor = Pay.minorOf(amount, digits) * Pay.factors[band.interval]
    return minor >= 0 && Number.isSafeInteger(minor) ? minor : null
  }
  const { currency, interval, maximum, minimum } = band
  return { currency, evidence, interval, maximum, minimum, yearly_maximum: yearly(maximum), yearly_minimum: yearly(minimum) }
}

/** The interval that an amount's size leaves, where none is written. */
const sized = (least: number, most: number, currency: string | null, { currencies }: PayTerms): PayBand["interval"] => {
  const { year_from = null, hour_below = null } = currency === null ? {} : currencies[currency] ?? {}
  if (year_from !== null && least >= year_from) return "year"
  return hour_below !== null && most < hour_below && least >= 5 ? "hour" : null
}

type Interval = NonNullable<PayBand["interval"]>

const lexiconOf = Once.of((terms: PayTerms) => ({
  intervals: Words.phrases([
    ...(["year", "month", "week", "day", "hour"] as const).flatMap((interval) => terms.intervals[interval].map((phrase) => [phrase, interval] as const)),
    ...terms.fillers.map((phrase) => [phrase, "filler"] as const)
  ], (a): Interval | "filler" => a),
  limits: Words.phrases([...terms.least.map((phrase) => [phrase, "least"] as const), ...terms.most.map((phrase) => [phrase, "most"] as const)], (a): "least" | "most" => a),
  topics: Words.phrases([
    ...terms.cues.map((phrase) => [phrase, "cue"] as const),
    ...terms.decoys.map((phrase) => [phrase, "decoy"] as const),
    ...terms.strong_cues.map((phrase) => [phrase, "strong"] as const)
  ], (_, b): "cue" | "decoy" | "strong" => b),
  offers: Words.phrases([...terms.equity.map((phrase) => [phrase, "pay.equity"] as const), ...terms.bonus.map((phrase) => [phrase, "pay.bonus"] as const)], (a): "pay.equity" | "pay.bonus" => a)
}))

/** `/hr`, `per year`, `brut annuel`: the first words after an amount, over words that fill. */
const intervalAfter = (text: string, end: number, terms: PayTerms): { readonly interval: Interval; readonly end: number } | undefined => {
  const rest = /^[^\n.;•|]*/.exec(text.slice(end, end + 40))![0]
  for (const [index, { meaning, start, end: to }] of Words.read(lexiconOf(terms).intervals, rest).entries()) {
    if (meaning === undefined || index > 4 || /[,:]/.test(rest.slice(0, start))) return undefined
    if (meaning !== "filler") return { interval: meaning, end: end + to }
  }
  return undefined
}

const intervalIn = (between: string, terms: PayTerms): Interval | undefined =>
  Words.find(lexiconOf(terms).intervals, between.slice(0, 24)).map(({ meaning }) => meaning).find((meaning) => meaning !== undefined && meaning !== "filler") as Interval | undefined

/** `annual base salary of`, `hourly rate:`: words in front that are an interval by themselves. */
const intervalBefore = (text: string, start: number, terms: PayTerms): Interval | undefined => {
  const { start: from } = Sentences.around(text, start, start)
  const before = text.slice(Math.max(from, start - 90), start)
  return Words.find(lexiconOf(terms).intervals, before).findLast(({ meaning, start: at, end }) => meaning !== undefined && meaning !== "filler" && adverb.test(before.slice(at, end)))?.meaning as Interval | undefined
}
const adverb = /^(?:annual|annually|annuali[sz]ed|yearly|annum|monthly|weekly|daily|hourly|jährlich|jahresgehalt|monatlich|stündlich|annuel(?:le)?|mensuel(?:le)?|horaire|anual|mensual|mensal|por hora|tagessatz|tjm|ral|年収|月給|時給|月薪|年薪|연봉)$/iu

const limitBefore = (text: string, start: number, terms: PayTerms): "least" | "most" | undefined => {
  const before = text.slice(Math.max(0, start - 24), start)
  const last = Words.find(lexiconOf(terms).limits, before).at(-1)
  return last !== undefined && /^[\s:.]*$/.test(before.slice(last.end)) ? last.meaning : undefined
}

/** A range needs no more than a currency where nothing speaks against it; a single amount needs a word for pay, or an interval and a currency. */
const isPay = (text: string, { low, high, start, end, before, after, between }: Range, terms: PayTerms): boolean => {
  const marked = low.sign !== null || high?.sign !== null && high !== null
  const large = Math.max(low.multiple, high?.multiple ?? 1) >= 1_000_000
  if (large && !/^(?:₹|rs|inr|lpa)/i.test(low.sign ?? high?.sign ?? "")) return false
  const sentence = Sentences.around(text, start, end)
  const front = Words.find(lexiconOf(terms).topics, text.slice(Math.max(sentence.start, before, start - 160), start)).flatMap(({ meaning }) => meaning ?? [])
  const whole = Words.find(lexiconOf(terms).topics, text.slice(sentence.start, start)).flatMap(({ meaning }) => meaning ?? [])
  const back = Words.find(lexiconOf(terms).topics, tailOf(text.slice(end, Math.min(sentence.end, after, end + 60)))).flatMap(({ meaning }) => meaning ?? [])
  if (back[0] === "decoy") return false
  const nearest = front.at(-1)
  const interval = intervalAfter(text, end, terms) !== undefined || intervalIn(between, terms) !== undefined
  const size = Math.max(Money.value(low), high === null ? 0 : Money.value(high))
  if (high !== null) {
    if (nearest === "decoy" && !whole.includes("strong")) return false
    if (!marked) return (nearest === "strong" || nearest === "cue") && (high.multiple > 1 || size >= 10_000)
    return nearest !== undefined && nearest !== "decoy" || whole.includes("strong") || interval || size >= 10_000
  }
  if (nearest === "decoy") return false
  if (nearest !== undefined) return marked ? size >= 1000 || interval || nearest === "strong" : low.multiple === 1000
  return marked && interval && (whole.includes("strong") || whole.length === 0 && size >= 8)
}

/** As far as it speaks of the amount before it: `plus`, `and` and a comma begin something else. */
const tailOf = (tail: string): string => tail.split(/\bplus\b|\band\b|\bwith\b|\bund\b|\bet\b|\by\b|[,;+(]/i, 1)[0] ?? ""

const offersIn = (text: string, terms: PayTerms): ReadonlyArray<Stretch.Stretch> =>
  Words.find(lexiconOf(terms).offers, text).flatMap(({ start, end, meaning }) => (Sentences.negates(text, start, terms.negations) ? [] : [{ start, end, rule: meaning }]))

const ruleOf = ({ rule }: Stretch.Stretch): string => rule

/** The first of each key. */
const firsts = <A>(items: ReadonlyArray<A>, keyOf: (item: A) => string): ReadonlyArray<A> => {
  const keys = new Set<string>()
  return items.filter((item) => {
    const key = keyOf(item)
    return keys.has(key) ? false : keys.add(key)
  })
}

const distinct = (bands: ReadonlyArray<PayBand>): ReadonlyArray<PayBand> =>
  firsts(bands, ({ minimum, maximum, currency, interval }) => `${minimum} ${maximum} ${currency} ${interval}`)
