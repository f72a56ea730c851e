/**
 * FNV-1a over the UTF-16 units of a word: http://www.isthe.com/chongo/tech/comp/fnv/. Signed, 32 bits.
 *
 * The seed is fixed, so a word has one hash, on every machine. Whoever finds equal hashes compares the words.
 */
export const seed = 0x811c9dc5 | 0

export const next = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193)

export const of = (word: string): number => {
  let hash = seed
  for (let at = 0; at < word.length; at++) hash = next(hash, word.charCodeAt(at))
  return hash
}

const octets: ReadonlyArray<string> = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, "0"))

/** The lowest 8, 16 and 32 bits of a number as hexadecimal digits: two, four and eight of them. */
export const hex8 = (value: number): string => octets[value & 255]!
export const hex16 = (value: number): string => octets[(value >>> 8) & 255]! + octets[value & 255]!
export const hex32 = (value: number): string => hex16(value >>> 16) + hex16(value)

/** What a hexadecimal digit stands for, by its UTF-16 unit: `0` to `9` are 48 to 57, `a` to `f` 97 to 102. */
export const digit = (unit: number): number => (unit & 15) + 9 * (unit >> 6)
