/**
 * One part of the evaluation: what was measured, the figures, the least they should be, and what simpler ways reach.
 */
import type { Data } from "./Data.ts"

/** Name → share between 0 and 1, or a count. */
export type Figures = Readonly<Record<string, number>>

export interface Section {
  /** As `domain`: the name of its file. */
  readonly name: string
  /** One sentence: what is measured against what. */
  readonly about: string
  readonly figures: Figures
  /** The least that each of these figures should be. */
  readonly targets: Figures
  /** Name of a simpler way → the same figures. */
  readonly baselines: Readonly<Record<string, Figures>>
  /** Sentences without which the figures mislead: what was left out, and how much. */
  readonly notes: ReadonlyArray<string>
  /** Whatever else a program may want: JSON. */
  readonly detail: unknown
  /** Whatever else a person may want: lines of text, the confusions among them. */
  readonly text: string
}

export type Measure = (data: Data) => Section

/** A section that found nothing to measure. */
export const absent = (name: string, about: string, reason: string): Section =>
  ({ name, about, figures: {}, targets: {}, baselines: {}, notes: [reason], detail: null, text: "" })
