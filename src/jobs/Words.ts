/**
 * Words of a text where they stand in it, in a form in which letter case, accents and apostrophes do not matter, and the
 * phrases of a table among them.
 *
 * Positions are UTF-16 units of the text as given, so that they can be shown in it. Knows no language; texts without spaces
 * between words are taken apart by the phrases known.
 */
export interface Word {
  readonly word: string
  readonly start: number
  readonly end: number
}

const marks = /\p{M}/gu
const apostrophes = /['’ʼ`´]/g
const letters: ReadonlyMap<string, string> = new Map([["ß", "ss"], ["ø", "o"], ["ł", "l"], ["đ", "d"], ["ı", "i"], ["æ", "ae"], ["œ", "oe"], ["þ", "th"], ["ð", "d"]])
const special = /[ßøłđıæœþð]/g
const plain = /^[a-z0-9]*$/
const capitals = /^[A-Za-z0-9]*$/

export const fold = (word: string): string => {
  if (plain.test(word)) return word
  if (capitals.test(word)) return word.toLowerCase()
  return word.toLowerCase().normalize("NFKD").replace(marks, "").replace(apostrophes, "").replace(special, (letter) => letters.get(letter) ?? letter)
}

const pattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ]*/guy

/** The words of the last long text: an advertisement is asked for several times on end, with short stretches of it between. */
let last: { readonly text: string; readonly words: ReadonlyArray<Word> } = { text: "", words: [] }
const long = 300

export const of = (text: string): ReadonlyArray<Word> => {
  if (text.length < long) return take(text)
  if (text !== last.text) last = { text, words: take(text) }
  return last.words
}

/** Letters and digits of ASCII are most of a text, and are told apart without an expression. */
const take = (text: string): ReadonlyArray<Word> => {
  const words: Array<Word> = []
  const length = text.length
  for (let at = 0; at < length;) {
    const unit = text.charCodeAt(at)
    if (unit < 128 && kinds[unit] === other) {
      at++
      continue
    }
    let [end, raised] = [at, false]
    let kind = unit < 128 ? kinds[unit] : foreign
    while (kind === lower || kind === upper) {
      raised ||= kind === upper
      end++
      if (end === length) break
      const next = text.charCodeAt(end)
      kind = next < 128 ? kinds[next] : foreign
    }
    if (end < length && (kind === foreign || kind === apostrophe)) {
      pattern.lastIndex = at
      const match = pattern.exec(text)?.[0]
      if (match === undefined) {
        at = Math.max(end, at + 1)
        continue
      }
      words.push({ word: fold(match), start: at, end: at + match.length })
      at += match.length
      continue
    }
    const word = text.slice(at, end)
    words.push({ word: raised ? word.toLowerCase() : word, start: at, end })
    at = end
  }
  return words
}

const [other, lower, upper, apostrophe, foreign] = [0, 1, 2, 3, 4]
const kinds = Uint8Array.from({ length: 128 }, (_, unit) => {
  const sign = String.fromCharCode(unit)
  return /[a-z0-9]/.test(sign) ? lower : /[A-Z]/.test(sign) ? upper : sign === "'" ? apostrophe : other
})

/** Phrases by their first word, the longest first. */
export interface Phrases<A> {
  readonly byFirst: ReadonlyMap<string, ReadonlyArray<Phrase<A>>>
}
interface Phrase<A> {
  readonly words: ReadonlyArray<string>
  readonly meaning: A
}

/** Meanings of one phrase are joined by `merge`. */
export const phrases = <A>(table: Iterable<readonly [phrase: string, meaning: A]>, merge: (a: A, b: A) => A): Phrases<A> => {
  const meanings = new Map<string, A>()
  for (const [phrase, meaning] of table) {
    const key = of(phrase).map(({ word }) => word).join(" ")
    const known = meanings.get(key)
    if (key !== "") meanings.set(key, known === undefined ? meaning : merge(known, meaning))
  }
  const byFirst = new Map<string, Array<Phrase<A>>>()
  for (const [key, meaning] of meanings) {
    const words = key.split(" ")
    const entry = byFirst.get(words[0]!)
    if (entry === undefined) byFirst.set(words[0]!, [{ words, meaning }])
    else entry.push({ words, meaning })
  }
  for (const entry of byFirst.values()) entry.sort((a, b) => b.words.length - a.words.length)
  return { byFirst }
}

/** What stands between two words of one phrase; of a list, commas and semicolons do. */
const joint = /^[\s.:\-‐-―&'’%/]{0,4}$/

/** A stretch of the text: with a meaning where a phrase is known, without where the word is not. */
export interface Stretch<A> {
  readonly start: number
  readonly end: number
  readonly meaning: A | undefined
}

const unspaced = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/

/** Every word of the text, taken into the longest phrase at each place. */
export const read = <A>({ byFirst }: Phrases<A>, text: string): Array<Stretch<A>> => {
  const words = of(text)
  const stretches: Array<Stretch<A>> = []
  for (let at = 0; at < words.length;) {
    const first = words[at]!
    const found = longest(byFirst.get(first.word), words, at, text)
    if (found !== undefined) {
      stretches.push({ start: first.start, end: words[at + found.words.length - 1]!.end, meaning: found.meaning })
      at += found.words.length
      continue
    }
    if (unspaced.test(first.word)) stretches.push(...apart(byFirst, text, first))
    else stretches.push({ start: first.start, end: first.end, meaning: undefined })
    at++
  }
  return stretches
}

/** The known phrases of a text, without what is between them. */
export const find = <A>({ byFirst }: Phrases<A>, text: string): Array<Stretch<A> & { readonly meaning: A }> => {
  const words = of(text)
  const found: Array<Stretch<A> & { readonly meaning: A }> = []
  for (let at = 0; at < words.length; at++) {
    const first = words[at]!
    const entries = byFirst.get(first.word)
    const phrase = entries === undefined ? undefined : longest(entries, words, at, text)
    if (phrase !== undefined) {
      at += phrase.words.length - 1
      found.push({ start: first.start, end: words[at]!.end, meaning: phrase.meaning })
    } else if (first.word.charCodeAt(first.word.length - 1) > 0xdff && unspaced.test(first.word)) {
      for (const { start, end, meaning } of apart(byFirst, text, first)) if (meaning !== undefined) found.push({ start, end, meaning })
    }
  }
  return found
}

const longest = <A>(phrases: ReadonlyArray<Phrase<A>> | undefined, words: ReadonlyArray<Word>, at: number, text: string): Phrase<A> | undefined => {
  if (phrases !== undefined) for (const phrase of phrases) if (stands(phrase.words, words, at, text)) return phrase
  return undefined
}

const stands = (parts: ReadonlyArray<string>, words: ReadonlyArray<Word>, at: number, text: string): boolean => {
  for (let index = 1; index < parts.length; index++) {
    const word = words[at + index]
    if (word?.word !== parts[index] || !joint.test(text.slice(words[at + index - 1]!.end, word!.start))) return false
  }
  return true
}

/** Known words inside a run of letters that no space divides. */
const apart = <A>(byFirst: Phrases<A>["byFirst"], text: string, { start, end }: Word): Array<Stretch<A>> => {
  const stretches: Array<Stretch<A>> = []
  let rest = start
  while (rest < end) {
    let taken = 0
    for (let length = Math.min(end - rest, 12); length > 1; length--) {
      const word = fold(text.slice(rest, rest + length))
      const found = byFirst.get(word)?.find(({ words: parts }) => parts.length === 1)
      if (found === undefined) continue
      stretches.push({ start: rest, end: rest + length, meaning: found.meaning })
      taken = length
      break
    }
    rest += taken || 1
  }
  return stretches.length > 0 ? stretches : [{ start, end, meaning: undefined }]
}
