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
  /** By port; without the rows. */
  readonly inputs: Readonly<Record<string, Uint8Array>>
  /** Rows of a stage over rows, as their lines. */
  readonly rows: ReadonlyArray<string> | null
}

export interface Crew {
  /** The output's bytes, or those of the first rows' lines, as far as it went; `undefined` where it came to nothing. */
  readonly perform: (work: Work) => Effect.Effect<Uint8Array | undefined>
}

/** In bytes, and near enough. */
export const sizeOf = ({ inputs, rows }: Work): number =>
  Object.values(inputs).reduce((sum, { length }) => sum + length, (rows ?? []).reduce((sum, { length }) => sum + length, 0))

/** Whether a stage's program may run elsewhere. */
export const isPortable = ({ gathers, ports, uses }: Stage.Any): boolean => uses.length === 0 && !gathers && ports.every(({ fan }) => fan === "one")

export const itemsOf = ({ parts }: Graph.Node): Work["items"] =>
  Object.fromEntries(parts.map(({ factor, item, key }) => [factor.name, item === undefined ? key : item.value]))
