/**
 * Sketches of texts by which nearly equal ones are found without comparing all pairs (Broder 1997: the share of equal
 * minima estimates the share of common shingles), by one hash and as many bins as there are minima (Shrivastava and Li 2014).
 *
 * A shingle is five words on end, whatever their case, accents and punctuation. Seeds are fixed, so a text has one sketch, on
 * every machine. Texts of fewer words than a shingle have one shingle of all of them; without a word there is no sketch.
 */
import * as Hash from "./Hash.ts"
import * as Words from "./Words.ts"

/** `rows` by `bands` minima of 16 bits. */
export type Sketch = ReadonlyArray<number>

const width = 5
const rows = 4
const bands = 24
const size = rows * bands

export const sketch = (text: string): Sketch | undefined => {
  const words = Words.hashes(text)
  if (words.length === 0) return undefined
  const minima = Array.from({ length: size }, () => empty)
  const first = Math.min(width, words.length) - 1
  let shingle = 0
  for (let at = 0; at < words.length; at++) {
    shingle = (Math.imul(shingle, base) + words[at]!) | 0
    if (at >= width) shingle = (shingle - Math.imul(words[at - width]!, past)) | 0
    if (at < first) continue
    const value = mix(shingle)
    const bin = ((value >>> 16) * size) >>> 16
    if ((value & 0xffff) < minima[bin]!) minima[bin] = value & 0xffff
  }
  return minima.map((minimum, bin) => (minimum === empty ? borrowed(minima, bin) : minimum))
}

/** More than any minimum. */
const empty = 0x10000

/** A shingle is a polynomial of its words at this place, so that the next one is reckoned from it; the word that leaves it was at the place to the power of its width. */
const base = 0x01000193
const past = Math.imul(Math.imul(Math.imul(base, base), Math.imul(base, base)), base)

/** An empty bin takes the next one's minimum, changed by how far away it is. */
const borrowed = (minima: Sketch, bin: number): number => {
  let distance = 1
  while (minima[(bin + distance) % size] === empty) distance++
  return mix(minima[(bin + distance) % size]! ^ Math.imul(distance, Hash.seed)) & 0xffff
}

/** Four hexadecimal digits a minimum. */
export const write = (sketch: Sketch | undefined): string | null => {
  if (sketch === undefined) return null
  let written = ""
  for (const minimum of sketch) written += octets[minimum >>> 8]! + octets[minimum & 255]!
  return written
}

const octets: ReadonlyArray<string> = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, "0"))

export const read = (text: string): Sketch => Array.from({ length: text.length >> 2 }, (_, at) => Number.parseInt(text.slice(at * 4, at * 4 + 4), 16))

/** The estimated share of common shingles, in thousandths. */
export const similarity = (a: Sketch, b: Sketch): number => {
  let equal = 0
  for (let index = 0; index < size; index++) if (a[index] === b[index]) equal++
  return Math.round((equal * 1000) / size)
}

/** Band by band: sketches with an equal key at one place may be alike; those without hardly are (one in a hundred at 0.65, none in ten thousand at 0.8). */
export const keys = (sketch: Sketch): ReadonlyArray<string> =>
  Array.from({ length: bands }, (_, band) => String.fromCharCode(...sketch.slice(band * rows, (band + 1) * rows)))

// The finalizer of MurmurHash3: https://github.com/aappleby/smhasher
const mix = (value: number): number => {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
