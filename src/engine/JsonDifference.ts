/**
 * Where two JSON values differ, as JSON pointers (RFC 6901), in document order.
 */
import * as Canonical from "../platform/Canonical.ts"

export interface Difference {
  readonly pointer: string
  /** Absent (`undefined`) where that side has nothing at the pointer. */
  readonly left: unknown
  readonly right: unknown
}

/** The first `limit` differences. Objects are walked in key order, arrays by position. */
export const first = (left: unknown, right: unknown, limit: number): ReadonlyArray<Difference> => {
  const found: Array<Difference> = []
  walk(left, right, "", limit, found)
  return found
}

const walk = (left: unknown, right: unknown, pointer: string, limit: number, found: Array<Difference>): void => {
  if (found.length >= limit || Object.is(left, right)) return
  if (!isContainer(left) || !isContainer(right) || Array.isArray(left) !== Array.isArray(right)) {
    found.push({ pointer, left, right })
    return
  }
  const keys = Array.isArray(left)
    ? Array.from({ length: Math.max(left.length, (right as ReadonlyArray<unknown>).length) }, (_, index) => String(index))
    : [...new Set([...Object.keys(left), ...Object.keys(right)])].sort(Canonical.compare)
  for (const key of keys) {
    walk((left as Keyed)[key], (right as Keyed)[key], `${pointer}/${Canonical.escapePointer(key)}`, limit, found)
    if (found.length >= limit) return
  }
}

type Keyed = { readonly [key: string]: unknown }

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null
