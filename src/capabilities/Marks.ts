/**
 * What a candidate said of postings, as one candidate's stages may know it: which are saved, applied for, dismissed.
 *
 * Notes and times stay in the journal. Taken once, at the door; a mark re-scores nothing, for only lists read it.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { Mark } from "../../schemas/Marks.ts"
import * as Capability from "../engine/Capability.ts"
import * as Canonical from "../platform/Canonical.ts"

export interface Marked {
  readonly posting: string
  readonly mark: Mark
}

export class Marks extends Context.Service<Marks, Capability.Shape & {
  /** Sorted by posting. */
  readonly marked: ReadonlyArray<Marked>
}>()("signalcraft/capabilities/Marks") {}

export const from = (of: (candidate: string) => ReadonlyArray<Marked>): Capability.Bound<Marks> =>
  Capability.bind(Marks, (scope) => {
    const marked = scope === null ? [] : of(scope)
    return {
      service: Marks.of({ fingerprint: marked.length === 0 ? "none" : Canonical.digestUnsafe(marked), marked }),
      pin: Effect.succeed({ document: marked as unknown as Canonical.Json, blobs: [] })
    }
  })
