/**
 * An object of a board's answer, read key by key and checked on the way.
 *
 * The first value that is not of the documented type is remembered as a `Problem` with its JSON pointer, and reading goes
 * on with `null`: whoever asked for the object decides what a problem costs. Keys and words that nobody declared are drift.
 * Written by hand, not decoded by a schema: one wrong value costs its row and not the answer, unknown keys are reported and
 * not refused, and both come out of one pass.
 */
import * as Canonical from "../platform/Canonical.ts"
import * as Line from "./Line.ts"

/** What an object may hold. `path` names it in drift, as `jobs[].location`. */
export interface Shape {
  readonly path: string
  /** Keys that the adapter reads. */
  readonly read: ReadonlySet<string>
  /** Keys that it knows and leaves. */
  readonly ignored?: ReadonlySet<string>
}

export interface Problem {
  readonly at: string
  readonly reason: string
}

/** Words of a vendor and what they mean here; `null` for a word that is known to say nothing. */
export type Vocabulary<A> = ReadonlyMap<string, A | null>

/** What was noticed while reading, shared by the objects of one answer. */
export class Journal {
  readonly drift = new Set<string>()
  private first: Problem | undefined

  problem(at: string, reason: string): void {
    this.first ??= { at, reason }
  }

  /** The first problem since the last call. */
  take(): Problem | undefined {
    const problem = this.first
    this.first = undefined
    return problem
  }

  /** Every distinct drift, sorted and cut to what a report can hold. */
  drifted(): Array<string> {
    const all = [...this.drift].sort(Canonical.compare)
    return all.length <= maxDrift ? all : [...all.slice(0, maxDrift), `~ and ${all.length - maxDrift} more`].sort(Canonical.compare)
  }
}

const maxDrift = 200

const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `a ${typeof value}`

type Plain = Readonly<Record<string, unknown>>

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value)

export class Fields {
  private readonly value: Plain
  private readonly journal: Journal
  readonly at: string

  private constructor(value: Plain, shape: Shape, at: string, journal: Journal) {
    this.value = value
    this.at = at
    this.journal = journal
    for (const key in value) {
      if (!shape.read.has(key) && shape.ignored?.has(key) !== true) journal.drift.add(`${shape.path === "" ? "" : `${shape.path}.`}${Line.excerpt(key, 60)}`)
    }
  }

  /** The object as fields, or `null` and a problem. */
  static of(value: unknown, shape: Shape, at: string, journal: Journal): Fields | null {
    if (isPlain(value)) return new Fields(value, shape, at, journal)
    journal.problem(at, `${kindOf(value)} where an object is due`)
    return null
  }

  /** `null` for a key that is absent. */
  raw(key: string): unknown {
    return this.value[key] ?? null
  }

  problem(key: string, reason: string): null {
    this.journal.problem(`${this.at}/${Canonical.escapePointer(key)}`, reason)
    return null
  }

  drift(what: string): void {
    this.journal.drift.add(what)
  }

  private due(key: string, value: unknown, kind: string): null {
    return value === null ? null : this.problem(key, `${kindOf(value)} where ${kind} is due`)
  }

  /** Text exactly as served, but for halves of surrogate pairs. */
  text(key: string): string | null {
    const value = this.raw(key)
    return typeof value === "string" ? value.toWellFormed() : this.due(key, value, "a string")
  }

  /** A tidied line; an empty one is `null`. */
  line(key: string): string | null {
    const value = this.raw(key)
    if (typeof value !== "string") return this.due(key, value, "a string")
    const line = Line.tidy(value)
    return line === "" ? null : line
  }

  flag(key: string): boolean | null {
    const value = this.raw(key)
    return typeof value === "boolean" ? value : this.due(key, value, "a boolean")
  }

  amount(key: string): number | null {
    const value = this.raw(key)
    if (typeof value !== "number") return this.due(key, value, "a number")
    return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value + 0 : this.problem(key, "a number too large to be an amount")
  }

  /** An id, written as a string or as an integer. */
  identifier(key: string): string | null {
    const value = this.raw(key)
    if (typeof value === "string") return this.line(key)
    if (Number.isSafeInteger(value)) return String(value)
    return this.due(key, value, "a string or an integer")
  }

  /** An amount that may be written as a string of digits, as `"75.00"`. */
  figure(key: string): number | null {
    const value = this.raw(key)
    if (typeof value !== "string") return this.amount(key)
    const line = Line.tidy(value)
    if (line === "") return null
    return /^\d{1,15}(\.\d+)?$/.test(line) ? Number(line) : this.problem(key, "text that is not an amount")
  }

  /**
   * An ISO 8601 date or time as given, or as `reform` makes it one where the vendor writes another. Anything else is drift and
   * `null`: a date is worth less than its posting.
   */
  time(key: string, reform: (line: string) => string = (line) => line): string | null {
    const line = this.line(key)
    if (line === null) return null
    const time = reform(line)
    if (iso8601.test(time)) return time
    this.drift(`${key}=${Line.excerpt(line, 60)}`)
    return null
  }

  /** A word of the vendor's; one that is not in the vocabulary is drift. */
  word<A>(key: string, vocabulary: Vocabulary<A>): A | null {
    const line = this.line(key)
    if (line === null) return null
    const meaning = vocabulary.get(line)
    if (meaning === undefined) this.drift(`${key}=${Line.excerpt(line, 60)}`)
    return meaning ?? null
  }

  object(key: string, shape: Shape): Fields | null {
    const value = this.raw(key)
    return value === null ? null : Fields.of(value, shape, `${this.at}/${key}`, this.journal)
  }

  /** A line, or several, where the format leaves that open. */
  lines(key: string): Array<string> {
    const value = this.raw(key)
    const all = Array.isArray(value) ? value : value === null ? [] : [value]
    return Line.distinct(all.map((line) => (typeof line === "string" ? Line.tidy(line) : this.due(key, line, "a string"))))
  }

  list(key: string): ReadonlyArray<unknown> {
    const value = this.raw(key)
    if (Array.isArray(value)) return value
    this.due(key, value, "an array")
    return []
  }

  objects(key: string, shape: Shape): Array<Fields> {
    return this.each(key, this.list(key), shape)
  }

  /** The objects of a list, or the one that stands in its place. */
  oneOrMore(key: string, shape: Shape): Array<Fields> {
    const value = this.raw(key)
    return this.each(key, value === null ? [] : Array.isArray(value) ? value : [value], shape)
  }

  private each(key: string, list: ReadonlyArray<unknown>, shape: Shape): Array<Fields> {
    const objects: Array<Fields> = []
    for (let index = 0; index < list.length; index++) {
      const fields = Fields.of(list[index], shape, `${this.at}/${key}/${index}`, this.journal)
      if (fields !== null) objects.push(fields)
    }
    return objects
  }
}

const iso8601 = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/
