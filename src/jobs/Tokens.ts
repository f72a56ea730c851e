/**
 * The words of long texts as numbers: where each stands, and a hash of its lower-case form, all in one pass over the text.
 *
 * A word is as in `Terms`: letters and digits with the signs that make another word of it (`C++`, `C#`, `.NET`); ideographs
 * are no part of the Latin word they touch. Equal words have equal hashes; whoever finds equal hashes compares the words.
 */
import * as Hash from "./Hash.ts"

export interface Tokens {
  readonly text: string
  readonly count: number
  readonly starts: ReadonlyArray<number>
  readonly ends: ReadonlyArray<number>
  readonly hashes: ReadonlyArray<number>
  /** Hashes of the first six letters: `engineer` and `engineering` have one stem. */
  readonly stems: ReadonlyArray<number>
}

const stemLength = 6

const [plus, hash, dot] = [0x2b, 0x23, 0x2e]

export const of = (text: string): Tokens => {
  const { length } = text
  const [starts, ends, hashes, stems]: readonly [Array<number>, Array<number>, Array<number>, Array<number>] = [[], [], [], []]
  for (let at = 0; at < length;) {
    let code = text.charCodeAt(at)
    let kind = kindOf(code)
    const start = at
    let value: number = Hash.seed
    if (kind === 0) {
      at++
      if (code !== dot || at === length || kindOf(text.charCodeAt(at - 2)) !== 0 || !isNet(text, at)) continue
      value = Hash.next(value, dot)
      code = text.charCodeAt(at)
      kind = kindOf(code)
    }
    let ascii = true
    let stem = 0
    const first = kind
    let letters = 0
    while (kind === first) {
      if (code > 0x7f) ascii = false
      value = Hash.next(value, lowered(code))
      if (++letters === stemLength) stem = value
      if (++at === length) break
      code = text.charCodeAt(at)
      kind = kindOf(code)
    }
    if (at < length && ascii) {
      if (code === plus && text.charCodeAt(at + 1) === plus) {
        value = Hash.next(Hash.next(value, plus), plus)
        at += 2
      } else if (code === hash) {
        value = Hash.next(value, hash)
        at++
      }
    }
    const wide = ascii ? "" : normal(text.slice(start, at))
    starts.push(start)
    ends.push(at)
    hashes.push(ascii ? value : Hash.of(wide))
    stems.push(!ascii ? Hash.of(wide.slice(0, stemLength)) : letters < stemLength ? value : stem)
  }
  return { text, count: starts.length, starts, ends, hashes, stems }
}

/** The form in which words are compared. */
export const normal = (word: string): string => word.normalize("NFKC").toLowerCase()

export const word = ({ ends, starts, text }: Tokens, index: number): string => normal(text.slice(starts[index], ends[index]))

/** Whether `word` is the form of the one that stands there. */
export const is = (tokens: Tokens, index: number, form: string): boolean => {
  const [start, end] = [tokens.starts[index]!, tokens.ends[index]!]
  for (let at = start; at < end; at++) {
    const code = tokens.text.charCodeAt(at)
    if (code > 0x7f) return word(tokens, index) === form
    if (lowered(code) !== form.charCodeAt(at - start)) return false
  }
  return form.length === end - start
}

const lowered = (code: number): number => (code >= 0x41 && code <= 0x5a ? code | 0x20 : code)

/** 0: no part of a word; 1: of a word of an alphabet; 2: of a word of a script written without spaces, or of syllables. */
const kindOf = (code: number): number => (code < 0x80 ? asciiKinds[code]! : (kinds[code] ||= wideKind(code)) - 1)

const asciiKinds = Uint8Array.from({ length: 0x80 }, (_, code) => (/[a-z0-9]/i.test(String.fromCharCode(code)) ? 1 : 0))

/** One more than the kind; 0 where it was not asked for yet. */
const kinds = new Uint8Array(0x10000)

const wideKind = (code: number): number => {
  if (Number.isNaN(code)) return 1
  const character = String.fromCharCode(code)
  if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return 1
  return /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}]/u.test(character) ? 3 : 2
}

const isNet = (text: string, at: number): boolean =>
  (text.charCodeAt(at) | 0x20) === 0x6e && (text.charCodeAt(at + 1) | 0x20) === 0x65 && (text.charCodeAt(at + 2) | 0x20) === 0x74 && kindOf(text.charCodeAt(at + 3)) === 0
