/**
 * Programs run elsewhere: by other threads today.
 *
 * A stage over rows without capabilities makes of a row's line, its item and its configuration another line, so whoever has the code may
 * compute it. A crew does not fail: what it does not finish is computed here, where a failure is told as what it is.
 */
import type * as Effect from "effect/Effect"
import type * as Graph from "./Graph.ts"
import type * as Stage from "./Stage.ts"

export interface Work {
  readonly stage: string
  /** The partition's items, by name. */
  readonly items: Readonly<Record<string, unknown>>
  readonly config: unknown
  /** Lines of a table. Whoever performs the work may keep them. */
  readonly rows: Uint8Array
}

export interface Crew {
  /** The lines of the first rows' answers, as far as it went. */
  readonly perform: (work: Work) => Effect.Effect<Uint8Array>
}

/** Whether a stage's program may run elsewhere. */
export const isPortable = ({ ports, rows, uses }: Stage.Any): boolean => rows !== undefined && uses.length === 0 && ports.length === 1

export const itemsOf = ({ parts }: Graph.Node): Work["items"] =>
  Object.fromEntries(parts.map(({ factor, item, key }) => [factor.name, item === undefined ? key : item.value]))
