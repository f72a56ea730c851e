/**
 * Sketches of texts by which nearly equal ones are found without comparing all pairs (Broder 1997: the share of equal
 * minima estimates the share of common shingles), by one hash and as many bins as there are minima (Shrivastava and Li 2014).
 *
 * A shingle is five words on end, whatever their case, accents and punctuation. Seeds are fixed, so a text has one sketch, on
 * every machine. Texts of fewer words than a shingle have one shingle of all of them; without a word there is no sketch.
 */
import * as Hash from "./Hash.ts"
import * as Words from "./Words.ts"

/** `rows` by `bands` minima, unsigned. */
export type Sketch = ReadonlyArray<number>

const width = 5
const rows = 4
const bands = 24
const size = rows * bands

export const sketch = (text: string): Sketch | undefined => {
  const words = Words.hashes(text)
  if (words.length === 0) return undefined
  const minima = new Float64Array(size).fill(Infinity)
  for (let at = 0; at <= Math.max(0, words.length - width); at++) {
    let shingle: number = Hash.seed
    for (let index = at; index < Math.min(at + width, words.length); index++) shingle = mix(shingle ^ words[index]!)
    const [bin, value] = [shingle % size, mix(shingle ^ Hash.seed)]
    if (value < minima[bin]!) minima[bin] = value
  }
  return Array.from(minima, (minimum, bin) => (minimum === Infinity ? borrowed(minima, bin) : minimum))
}

/** An empty bin takes the next one's minimum, changed by how far away it is. */
const borrowed = (minima: Float64Array, bin: number): number => {
  let distance = 1
  while (minima[(bin + distance) % size] === Infinity) distance++
  return mix(minima[(bin + distance) % size]! ^ Math.imul(distance, Hash.seed))
}

/** Eight hexadecimal digits a minimum. */
export const write = (sketch: Sketch | undefined): string | null => (sketch === undefined ? null : sketch.map(hexadecimal).join(""))

const hexadecimal = (value: number): string => octets[value >>> 24]! + octets[(value >>> 16) & 255]! + octets[(value >>> 8) & 255]! + octets[value & 255]!

const octets: ReadonlyArray<string> = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, "0"))

export const read = (text: string): Sketch => Array.from({ length: text.length >> 3 }, (_, at) => Number.parseInt(text.slice(at * 8, at * 8 + 8), 16))

/** The estimated share of common shingles, in thousandths. */
export const similarity = (a: Sketch, b: Sketch): number => {
  let equal = 0
  for (let index = 0; index < size; index++) if (a[index] === b[index]) equal++
  return Math.round((equal * 1000) / size)
}

/** Sketches that share a key may be alike; those that share none hardly are (one in a hundred at 0.65, none in ten thousand at 0.8). */
export const keys = (sketch: Sketch): ReadonlyArray<string> =>
  Array.from({ length: bands }, (_, band) => `${band}:${sketch.slice(band * rows, (band + 1) * rows).join(".")}`)

// The finalizer of MurmurHash3: https://github.com/aappleby/smhasher
const mix = (value: number): number => {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
