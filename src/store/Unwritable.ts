/**
 * A failure of the disk, as the engine hears of it.
 */
import * as Effect from "effect/Effect"
import { StoreUnwritable } from "../engine/Store.ts"
import * as Disk from "../platform/Disk.ts"

export const of = ({ code, operation, path, reason }: Disk.DiskError): StoreUnwritable =>
  new StoreUnwritable({ reason, path, detail: `${operation}: ${code}` })

/** Runs primitives of the disk; a `DiskError` becomes `StoreUnwritable`. */
export const attempt = <A>(body: () => A): Effect.Effect<A, StoreUnwritable> => Effect.mapError(Disk.attempt(body), of)
