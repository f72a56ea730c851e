/**
 * Sketches of texts by which nearly equal ones are found without comparing all pairs (Broder 1997: the share of equal
 * minima estimates the share of common shingles), by one hash and as many bins as there are minima (Shrivastava and Li 2014).
 *
 * A shingle is five words on end in a line, whatever their case, accents and punctuation. Seeds are fixed, so a text has one sketch,
 * on every machine. A line of fewer words than a shingle has one shingle of all of them; without a word there is no sketch.
 */
import * as Hash from "./Hash.ts"
import * as Words from "./Words.ts"

/** `rows` by `bands` minima of 16 bits, each as four hexadecimal digits. */
export type Sketch = string

/** The same as numbers. */
export type Minima = Uint16Array

const width = 5
const rows = 4
const bands = 24
const size = rows * bands

/** What a line puts into a sketch: each shingle's bin, and its value in the lowest 16 bits. */
export const inLine = (line: string): ReadonlyArray<number> => {
  const words = Words.hashes(line)
  const values: Array<number> = []
  const first = Math.min(width, words.length) - 1
  let shingle = 0
  for (let at = 0; at < words.length; at++) {
    shingle = (Math.imul(shingle, base) + words[at]!) | 0
    if (at >= width) shingle = (shingle - Math.imul(words[at - width]!, past)) | 0
    if (at < first) continue
    const value = mix(shingle)
    const bin = ((value >>> 16) * size) >>> 16
    values.push((bin << 16) | (value & 0xffff))
  }
  return values
}

/** @param lines of a text, as `inLine` gives them */
export const sketch = (lines: Iterable<ReadonlyArray<number>>): Sketch | null => {
  const minima = new Array<number>(size).fill(empty)
  let least: number = empty
  for (const line of lines) {
    for (const value of line) {
      const [bin, minimum] = [value >>> 16, value & 0xffff]
      if (minimum < minima[bin]!) minima[bin] = minimum
      if (minimum < least) least = minimum
    }
  }
  if (least === empty) return null
  let written = ""
  for (const [bin, minimum] of minima.entries()) {
    written += Hash.hex16(minimum === empty ? borrowed(minima, bin) : minimum)
  }
  return written
}

/** More than any minimum. */
const empty = 0x10000

/** A shingle is a polynomial of its words at this place, so that the next one is reckoned from it; the word that leaves it was at the place to the power of its width. */
const base = 0x01000193
const past = Math.imul(Math.imul(Math.imul(base, base), Math.imul(base, base)), base)

/** An empty bin takes the next one's minimum, changed by how far away it is. */
const borrowed = (minima: ReadonlyArray<number>, bin: number): number => {
  let distance = 1
  while (minima[(bin + distance) % size] === empty) distance++
  return mix(minima[(bin + distance) % size]! ^ Math.imul(distance, Hash.seed)) & 0xffff
}

/** The minima of a sketch as numbers: what is compared with many others is read once. */
export const minima = (sketch: Sketch): Minima => {
  const read = new Uint16Array(size)
  for (let bin = 0, at = 0; bin < size; bin++) {
    let value = 0
    for (const end = at + digits; at < end; at++) value = (value << 4) | Hash.digit(sketch.charCodeAt(at))
    read[bin] = value
  }
  return read
}

const digits = 4

/** The estimated share of common shingles, in thousandths; 0 where it is less than `least`, which is known sooner. */
export const similarity = (a: Minima, b: Minima, least = 0): number => {
  const allowed = (2001 - 2 * least) * size
  let different = 0
  for (let bin = 0; bin < size; bin++) if (a[bin] !== b[bin] && 2000 * ++different > allowed) return 0
  return Math.round(((size - different) * 1000) / size)
}

/**
 * A number for each band: sketches that have one in common may be alike; those without hardly are (one in a hundred at 0.65, none in ten
 * thousand at 0.8). Of 30 bits, so that none becomes an object.
 */
export const keys = (minima: Minima): ReadonlyArray<number> => {
  const found: Array<number> = []
  for (let bin = 0; bin < size;) {
    let hash = Hash.seed
    for (const end = bin + rows; bin < end; bin++) hash = Hash.next(hash, minima[bin]!)
    found.push(mix(hash) >>> 2)
  }
  return found
}

// The finalizer of MurmurHash3: https://github.com/aappleby/smhasher
const mix = (value: number): number => {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
