/**
 * One JSON value, one byte string: the JSON Canonicalization Scheme (RFC 8785), or a refusal.
 *
 * Keys are ordered by UTF-16 code unit and numbers take ECMAScript's shortest form. What JSON cannot carry
 * (NaN, Infinity, undefined, holes, Map, Set, bytes, dates, functions, integers past 2^53 - 1, lone surrogates) is
 * refused, never coerced: each coercion is two values with one digest.
 */
import * as Digest from "./Digest.ts"

export type Json = null | boolean | number | string | ReadonlyArray<Json> | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/** A value without a canonical form. `pointer` is the JSON pointer (RFC 6901) of the offending part. */
export class NotCanonical extends Error {
  readonly pointer: string
  readonly reason: string
  constructor(pointer: string, reason: string) {
    super(`${pointer === "" ? "the value" : pointer} has no canonical JSON form: ${reason}; encode it through its schema first`)
    this.name = "NotCanonical"
    this.pointer = pointer
    this.reason = reason
  }
}

/** Nesting deeper than this is refused: real documents stay under twenty, and recursion must end before the stack does. */
export const maxDepth = 64

/**
 * The canonical text.
 *
 * @throws {NotCanonical} naming the part that JSON cannot carry
 */
export const stringifyUnsafe = (value: unknown): string => write(value, 0, root)

/** The digest of the canonical text. */
export const digestUnsafe = (value: unknown): Digest.Digest => Digest.of(stringifyUnsafe(value))

/** Order of canonical keys and of every list this program sorts: by UTF-16 code unit, whatever the locale. */
export const compare = (a: string, b: string): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0)

/** One step of `a/0/b`; appending `/key` (RFC 6901). */
export const escapePointer = (key: string | number): string => String(key).replaceAll("~", "~0").replaceAll("/", "~1")

interface Trail {
  readonly up: Trail | undefined
  readonly key: string | number
}

const root: Trail = { up: undefined, key: "" }

const pointerOf = (trail: Trail): string => (trail.up === undefined ? "" : `${pointerOf(trail.up)}/${escapePointer(trail.key)}`)

const write = (value: unknown, depth: number, trail: Trail): string => {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw new NotCanonical(pointerOf(trail), "a string holds a lone surrogate")
      return JSON.stringify(value)
    case "boolean":
      return value ? "true" : "false"
    case "number":
      return writeNumber(value, trail)
    case "object":
      if (value === null) return "null"
      if (depth >= maxDepth) throw new NotCanonical(pointerOf(trail), `it nests deeper than ${maxDepth}`)
      return Array.isArray(value) ? writeArray(value, depth + 1, trail) : writeObject(value, depth + 1, trail)
    default:
      throw new NotCanonical(pointerOf(trail), `${typeof value} is not JSON`)
  }
}

const writeNumber = (value: number, trail: Trail): string => {
  if (!Number.isFinite(value)) throw new NotCanonical(pointerOf(trail), `${value} is not a JSON number`)
  // Past 2^53 - 1 neighbouring integers share one double; from 1e21 on the text says so itself by its exponent.
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
    throw new NotCanonical(pointerOf(trail), `${value} is an integer past 2^53 - 1, which a double cannot tell from its neighbour`)
  }
  return JSON.stringify(value)
}

const writeArray = (value: ReadonlyArray<unknown>, depth: number, trail: Trail): string => {
  let text = "["
  for (let index = 0; index < value.length; index++) {
    if (index > 0) text += ","
    text += write(value[index], depth, { up: trail, key: index })
  }
  return text + "]"
}

const writeObject = (value: object, depth: number, trail: Trail): string => {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotCanonical(pointerOf(trail), `${prototype?.constructor?.name ?? "an object with a prototype"} is not a plain object`)
  }
  let text = "{"
  for (const key of Object.keys(value).sort(compare)) {
    if (!key.isWellFormed()) throw new NotCanonical(pointerOf(trail), "a key holds a lone surrogate")
    if (text.length > 1) text += ","
    text += `${JSON.stringify(key)}:${write((value as Record<string, unknown>)[key], depth, { up: trail, key })}`
  }
  return text + "}"
}
