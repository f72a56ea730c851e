/**
 * Where a line of an advertisement says something, and where in the text that is.
 *
 * A line is read by itself, so what it says is the same wherever it stands; only the text knows where.
 */
import type { Span } from "../../schemas/Span.ts"

/** In UTF-16 units of its line. */
export interface Stretch {
  readonly start: number
  readonly end: number
  readonly rule: string
}

/** Something a line says, and where the line begins in the text. */
export interface There<out A> {
  readonly at: number
  readonly said: A
}

export const span = (at: number, { end, rule, start }: Stretch): Span => ({ end: at + end, field: "text", item: 0, rule, start: at + start })
