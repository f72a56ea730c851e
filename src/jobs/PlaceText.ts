/**
 * The places that a text names, as boards write them: `San Francisco, CA | New York City, NY`, `Remote - US`, `TX-Houston`.
 *
 * A place between two hard separators is read by itself (`PlaceGroup`); of several readings that remain, only what they agree
 * about is known.
 */
import type { Compiled, Cue, Reading } from "./Gazetteer.ts"
import type { Named } from "./PlaceGroup.ts"
import * as PlaceGroup from "./PlaceGroup.ts"
import * as PlaceItems from "./PlaceItems.ts"
import * as Words from "./Words.ts"

export interface CueAt {
  readonly cue: Cue
  readonly start: number
  readonly end: number
}

export interface PlaceText {
  readonly places: ReadonlyArray<Named>
  readonly cues: ReadonlyArray<CueAt>
  /** Nothing in the text is unknown: places, ways to work, and words that say nothing. */
  readonly whole: boolean
}

export const read = (compiled: Compiled, text: string): PlaceText => {
  const parts = PlaceItems.of(compiled, text)
  const places: Array<Named> = []
  let before: ReadonlyArray<Named> = []
  for (const items of PlaceItems.groups(parts)) {
    before = PlaceGroup.read(compiled, text, items, isOffer(before))
    places.push(...before)
  }
  return {
    places,
    cues: parts.flatMap(({ cue, start, end }) => (cue === null ? [] : [{ cue, start, end }])),
    whole: parts.every((part) => part.readings.length > 0 || part.cue !== null || part.silent || part.joiner)
  }
}

/** Areas in which one may work remotely: those that follow are of the same offer, as in `Remote - US or Canada`. */
const isOffer = (places: ReadonlyArray<Named>): boolean =>
  places.length > 0 && places.every(({ remote, readings }) => remote && readings.length > 0 && readings.every(({ city }) => city === null))

/** What is known of a place: that about which its readings agree. */
export const agreed = ({ readings }: Pick<Named, "readings">): Omit<Reading, "kind" | "eminent" | "guarded"> => {
  const same = (field: "country" | "region" | "city" | "zone"): string | null => {
    const [first = null, ...others] = readings.map((reading) => reading[field])
    return others.every((other) => other === first) ? first : null
  }
  const country = same("country")
  return { country, region: country === null ? null : same("region"), city: same("city"), zone: same("zone") }
}

/** The readings of a whole text as one name. */
export const names = (compiled: Compiled, text: string): ReadonlyArray<Reading> => {
  const [only, ...others] = Words.read(compiled.names, text)
  return only?.meaning === undefined || only.meaning.cue !== null || others.length > 0 ? [] : only.meaning.readings
}
