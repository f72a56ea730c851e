/**
 * What became of one provider's board today: read, or failed at a stage. The engine's settled fan-in has this shape; said here
 * again so that the domain knows nothing of the engine.
 *
 * A reading says itself whether it is the whole board.
 */
export type Settled<A> =
  /** `key` is the provider's id. */
  | { readonly _tag: "ok"; readonly key: string; readonly value: A }
  | { readonly _tag: "failed"; readonly key: string; readonly stage: string; readonly error: { readonly _tag: string }; readonly message: string }

/** A provider without an entry was not attempted. */
export type Results<A> = ReadonlyArray<Settled<A>>

export const byProvider = <A>(results: Results<A>): ReadonlyMap<string, Settled<A>> => new Map(results.map((result) => [result.key, result]))

/** Of those that were read. */
export const values = <A>(results: Results<A>): ReadonlyArray<A> => results.flatMap((result) => (result._tag === "ok" ? [result.value] : []))

/** The rows of every table that there is, as often as they are gone through. */
export const rows = <A>(results: Results<Iterable<A>>): Iterable<A> => ({
  *[Symbol.iterator]() {
    for (const table of values(results)) yield* table
  }
})
