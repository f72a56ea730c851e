/**
 * Sketches of texts by which nearly equal ones are found without comparing all pairs (Broder 1997: the share of equal
 * minima estimates the share of common shingles).
 *
 * A shingle is five words on end, whatever their case, accents and punctuation. Seeds are fixed, so a text has one sketch, on
 * every machine. Texts of fewer words than a shingle have one shingle of all of them; without a word there is no sketch.
 */
import * as Words from "./Words.ts"

/** `rows × bands` minima, unsigned. */
export type Sketch = ReadonlyArray<number>

const width = 5
const rows = 4
const bands = 24
const size = rows * bands

export const sketch = (text: string): Sketch | undefined => {
  const words = Words.of(text).map(({ word }) => hash(word))
  if (words.length === 0) return undefined
  const minima = new Uint32Array(size).fill(0xffffffff)
  for (let at = 0; at <= Math.max(0, words.length - width); at++) {
    let shingle = 0x811c9dc5
    for (let index = at; index < Math.min(at + width, words.length); index++) shingle = mix(shingle ^ words[index]!)
    for (let index = 0; index < size; index++) {
      const value = mix(shingle ^ seeds[index]!)
      if (value < minima[index]!) minima[index] = value
    }
  }
  return [...minima]
}

/** The estimated share of common shingles, in thousandths. */
export const similarity = (a: Sketch, b: Sketch): number => {
  let equal = 0
  for (let index = 0; index < size; index++) if (a[index] === b[index]) equal++
  return Math.round((equal * 1000) / size)
}

/** Sketches that share a key may be alike; those that share none hardly are (one in a hundred at 0.65, none in ten thousand at 0.8). */
export const keys = (sketch: Sketch): ReadonlyArray<string> =>
  Array.from({ length: bands }, (_, band) => `${band}:${sketch.slice(band * rows, (band + 1) * rows).join(".")}`)

// FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
const hash = (word: string): number => {
  let value = 0x811c9dc5
  for (let index = 0; index < word.length; index++) value = Math.imul(value ^ word.charCodeAt(index), 0x01000193)
  return value >>> 0
}

// The finalizer of MurmurHash3: https://github.com/aappleby/smhasher
const mix = (value: number): number => {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const seeds = Uint32Array.from({ length: size }, (_, index) => mix(Math.imul(index + 1, 0x9e3779b9)))
