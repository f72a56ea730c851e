/**
 * A keyed list that a stage is split over: one node for each item, named by the item's key.
 *
 * The list is known when a run is planned, because it is a setting. A key is a word of the domain (`openai`), never a
 * position: adding an item must not rename the others. A product of lists has one node for each combination.
 */
import type * as Setting from "./Setting.ts"
import * as Canonical from "../platform/Canonical.ts"

export interface Partition<out Name extends string, out Given extends { readonly [K in Name]: unknown }> {
  /** For people: `candidate`, or `candidate and provider`. */
  readonly name: string
  /** The lists it is made of; one, unless it is a product. */
  readonly factors: ReadonlyArray<Factor>
  readonly "~types"?: { readonly name: Name; readonly given: Given }
}

export type Any = Partition<string, any>

export type Names<P> = P extends Partition<infer Name, any> ? Name : never
export type Given<P> = P extends Partition<any, infer Given> ? Given : {}

/** One list of a partition. */
export interface Factor {
  /** What `run` gets the item under. */
  readonly name: string
  readonly setting: Setting.Setting<ReadonlyArray<unknown>>
  readonly key: (item: never) => string
  /** The factor this one only names: its stages get the key and not the item (see `keys`). */
  readonly of?: Factor
}

/** An item of a list, with its key. */
export interface Keyed<out Item> {
  readonly key: string
  readonly item: Item
}

export const make = <const Name extends string, Item>(
  name: Name,
  options: { readonly over: Setting.Setting<ReadonlyArray<Item>>; readonly key: (item: Item) => string }
): Partition<Name, { readonly [K in Name]: Item }> => ({ name, factors: [{ name, setting: options.over, key: options.key }] })

/**
 * The same partition for a stage that needs to know which item it is about and nothing of it: `run` gets the key, and a
 * changed item does not re-run it.
 */
export const keys = <const Name extends string>(partition: Partition<Name, any>): Partition<Name, { readonly [K in Name]: string }> => ({
  name: partition.name,
  factors: partition.factors.map((factor) => ({ ...factor, of: factor }))
})

/** One node for each combination of the items of two partitions that share no list. Its key is theirs, joined by a comma. */
export const product = <A extends string, G extends { readonly [K in A]: unknown }, B extends string, H extends { readonly [K in B]: unknown }>(
  first: Partition<A, G>,
  second: Partition<B, H>
): Partition<A | B, G & H> => ({ name: `${first.name} and ${second.name}`, factors: [...first.factors, ...second.factors] })

/** Whether two factors are of one list. */
export const same = (a: Factor, b: Factor): boolean => (a.of ?? a) === (b.of ?? b)

/** Whether a stage split by the second knows which part of one split by the first it is about. */
export const within = (part: Any, whole: Any | undefined): boolean => part.factors.every((factor) => whole?.factors.some((other) => same(factor, other)) === true)

/** A key of a product is longer than its parts, and sorts as they do: no key has a sign before the comma. */
export const joined = (keys: ReadonlyArray<string>): string => keys.join(",")

/** The keys that were joined. */
export const parts = (key: string): ReadonlyArray<string> => key.split(",")

const keyForm = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/** The items in the order of their keys, or what is wrong with the keys. */
export const keyed = (factor: Factor, items: ReadonlyArray<unknown>): ReadonlyArray<Keyed<unknown>> | string => {
  const list = items.map((item) => ({ key: factor.key(item as never), item }))
  list.sort((a, b) => Canonical.compare(a.key, b.key))
  for (const [index, { key }] of list.entries()) {
    if (!keyForm.test(key)) return `the ${factor.name} key ${JSON.stringify(key)} is not a plain word (letters, digits, dot, dash, underscore)`
    if (list[index - 1]?.key === key) return `two items have the ${factor.name} key ${key}`
  }
  return list
}
