/**
 * Sentences of a plain text, roughly: the stretch between two full stops, lines or bullets in which words belong together.
 *
 * A full stop ends a sentence only before white space, so `$120.5k` and `U.S.` inside a line do not always hold it together
 * and never cut a number. Knows no language.
 */
import * as Once from "./Once.ts"
import * as Words from "./Words.ts"

export interface Sentence {
  readonly start: number
  readonly end: number
}

const stops = /[.!?;。！？](?=\s+[\p{Lu}\p{Lo}("“]|\s*$)|[\n\r•·●▪|]/u
const reach = 240

/** The sentence around a stretch, at most 240 units to either side. */
export const around = (text: string, start: number, end: number): Sentence => {
  const from = Math.max(0, start - reach)
  const before = text.slice(from, start)
  let cut = 0
  for (const { index, 0: stop } of before.matchAll(everyStop)) cut = index + stop.length
  const after = stops.exec(text.slice(end, end + reach))
  return { start: from + cut, end: end + (after === null ? Math.min(reach, text.length - end) : after.index) }
}

const everyStop = new RegExp(stops.source, "gu")

/** Whether a word right before it says that it is not so. */
export const negates = (text: string, start: number, negations: ReadonlyArray<string>): boolean => {
  const { start: from } = around(text, start, start)
  const before = Words.of(text.slice(Math.max(from, start - 40), start)).slice(-4).map(({ word }) => word)
  return before.some((word) => negationsOf(negations).has(word))
}

const negationsOf = Once.of((negations: ReadonlyArray<string>) => new Set(negations.map(Words.fold)))
