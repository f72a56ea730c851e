/**
 * Programs run elsewhere: by other threads today.
 *
 * A stage without capabilities is a function of its inputs' bytes, its item and its configuration, so whoever has the code may compute
 * it. A crew does not fail: what it does not finish is computed here, where a failure is told as what it is.
 */
import type * as Effect from "effect/Effect"
import type * as Graph from "./Graph.ts"
import type * as Stage from "./Stage.ts"

export interface Work {
  readonly stage: string
  /** The partition's items, by name. */
  readonly items: Readonly<Record<string, unknown>>
  readonly config: unknown
  /** By port; of a stage over rows, the lines of some. */
  readonly inputs: Readonly<Record<string, Uint8Array>>
}

export interface Crew {
  /** The output's bytes, or those of the first rows' answers, as far as it went; nothing where it came to nothing. */
  readonly perform: (work: Work) => Effect.Effect<Uint8Array | undefined>
}

/** In bytes. */
export const sizeOf = ({ inputs }: Work): number => Object.values(inputs).reduce((sum, { length }) => sum + length, 0)

/** Whether a stage's program may run elsewhere. */
export const isPortable = ({ gathers, ports, rows, uses }: Stage.Any): boolean =>
  uses.length === 0 && !gathers && ports.every(({ fan }) => fan === "one") && (rows === undefined || ports.length === 1)

export const itemsOf = ({ parts }: Graph.Node): Work["items"] =>
  Object.fromEntries(parts.map(({ factor, item, key }) => [factor.name, item === undefined ? key : item.value]))
