/**
 * What one provider's board answered in a run: recorded answers, or why there are none. With it the run replays offline.
 */
import * as Schema from "effect/Schema"
import { Stale } from "./Board.ts"
import { Refused } from "./PolicyLog.ts"
import { Exchange } from "./SnapshotSet.ts"

export const NetworkPin = Schema.Struct({
  exchanges: Schema.Array(Exchange),
  /** Every question fails so. */
  refused: Schema.NullOr(Refused),
  /** The answers are of an earlier day, and why. */
  stale: Schema.NullOr(Stale)
}).annotate({ identifier: "NetworkPin" })
export interface NetworkPin extends Schema.Schema.Type<typeof NetworkPin> {}

export const recorded = (exchanges: ReadonlyArray<Exchange>): NetworkPin => ({ exchanges, refused: null, stale: null })

export const none: NetworkPin = recorded([])
