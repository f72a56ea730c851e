/**
 * A keyed list that a stage is split over: one node for each item, named by the item's key.
 *
 * The list is known when a run is planned, because it is a setting. A key is a word of the domain (`openai`), never a
 * position: adding an item must not rename the others.
 */
import type * as Setting from "./Setting.ts"
import * as Canonical from "../platform/Canonical.ts"

export interface Partition<out Name extends string, out Item> {
  readonly name: Name
  readonly setting: Setting.Setting<ReadonlyArray<Item>>
  readonly key: (item: never) => string
  /** The partition this one only names: its stages get the key and not the item (see `keys`). */
  readonly of?: Partition<Name, any>
}

export type Any = Partition<string, any>

/** An item of a partition, with its key. */
export interface Keyed<out Item> {
  readonly key: string
  readonly item: Item
}

export const make = <const Name extends string, Item>(
  name: Name,
  options: { readonly over: Setting.Setting<ReadonlyArray<Item>>; readonly key: (item: Item) => string }
): Partition<Name, Item> => ({ name, setting: options.over, key: options.key })

/**
 * The same partition for a stage that needs to know which item it is about and nothing of it: `run` gets the key, and a
 * changed item does not re-run it.
 */
export const keys = <const Name extends string>(partition: Partition<Name, any>): Partition<Name, string> => ({ ...partition, of: partition })

/** Whether two stages are split the same way. */
export const aligned = (a: Any | undefined, b: Any | undefined): boolean => (a?.of ?? a) === (b?.of ?? b)

const keyForm = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/** The items in the order of their keys, or what is wrong with the keys. */
export const keyed = (partition: Any, items: ReadonlyArray<unknown>): ReadonlyArray<Keyed<unknown>> | string => {
  const list = items.map((item) => ({ key: partition.key(item as never), item }))
  list.sort((a, b) => Canonical.compare(a.key, b.key))
  for (const [index, { key }] of list.entries()) {
    if (!keyForm.test(key)) return `the ${partition.name} key ${JSON.stringify(key)} is not a plain word (letters, digits, dot, dash, underscore)`
    if (list[index - 1]?.key === key) return `two items have the ${partition.name} key ${key}`
  }
  return list
}
