/**
 * Words by which employers say where the work is done.
 *
 * For fields that employers fill by hand: a vendor's own enumeration has its vocabulary in the vendor's adapter.
 */
import type { WorkMode } from "../../schemas/Posting.ts"

const words: ReadonlyMap<string, WorkMode> = new Map([
  ["on site", "on_site"],
  ["onsite", "on_site"],
  ["in office", "on_site"],
  ["in person", "on_site"],
  ["office", "on_site"],
  ["hybrid", "hybrid"],
  ["hybrid remote", "hybrid"],
  ["remote", "remote"],
  ["fully remote", "remote"],
  ["100% remote", "remote"]
])

const aside = /\s*\([^()]*\)\s*$/

/** The mode that a whole text states, as `Hybrid (Travel-Required)` does. `Remote-Friendly` states none: it is an offer, not the rule. */
export const whole = (text: string): WorkMode | null =>
  possible.test(text) ? (words.get(text.replace(aside, "").toLowerCase().replace(joints, " ")) ?? null) : null

const possible = /^(on|in|office|hybrid|remote|fully|100%)/i
const joints = /[-_ ]+/g

const leading = /^(remote|hybrid|on-?site)(?= *$| *[,:(]| +[-–—] )/i

/** The mode a place begins with, as `Remote - United States` and `Remote (Canada)` do. */
export const of = (place: string): WorkMode | null => {
  const word = leading.exec(place)?.[1]
  return word === undefined ? null : whole(word)
}
