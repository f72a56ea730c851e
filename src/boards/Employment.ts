/**
 * Words by which employers say how someone is employed, for fields that they fill by hand.
 */
import type { EmploymentType } from "../../schemas/Posting.ts"
import type { Fields } from "./Fields.ts"
import * as Line from "./Line.ts"

const words: ReadonlyMap<string, EmploymentType | null> = new Map([
  ["full time", "full_time"],
  ["fulltime", "full_time"],
  ["full time permanent", "full_time"],
  ["permanent full time", "full_time"],
  ["full time employee", "full_time"],
  ["regular full time", "full_time"],
  ["permanent", null],
  ["regular", null],
  ["employee", null],
  ["part time", "part_time"],
  ["parttime", "part_time"],
  ["permanent part time", "part_time"],
  ["contract", "contract"],
  ["contractor", "contract"],
  ["freelance", "contract"],
  ["freelancer", "contract"],
  ["temporary", "temporary"],
  ["fixed term", "temporary"],
  ["seasonal", "temporary"],
  ["intern", "intern"],
  ["internship", "intern"],
  ["volunteer", null],
  ["per diem", null],
  ["other", null]
])

/** `null` for words known to say nothing, `undefined` for those that are not known. */
export const of = (text: string): EmploymentType | null | undefined => words.get(text.toLowerCase().replace(joints, " "))

const joints = /[-_ ]+/g

/** The meaning of a field's line; a line that is not known is drift. */
export const read = (fields: Fields, key: string): EmploymentType | null => {
  const line = fields.line(key)
  if (line === null) return null
  const meaning = of(line)
  if (meaning === undefined) fields.drift(`${key}=${Line.excerpt(line, 60)}`)
  return meaning ?? null
}
