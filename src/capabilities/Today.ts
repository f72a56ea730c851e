/**
 * The day a run is about. Taken once, at the door, in UTC: no stage asks a clock.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { Day } from "../../schemas/Day.ts"
import * as Capability from "../engine/Capability.ts"

export class Today extends Context.Service<Today, Capability.Shape & { readonly day: Day }>()("signalcraft/capabilities/Today") {}

export const on = (day: Day): Capability.Bound<Today> =>
  Capability.bind(Today, () => ({
    service: Today.of({ fingerprint: day, day }),
    pin: Effect.succeed({ document: day, blobs: [] })
  }))
