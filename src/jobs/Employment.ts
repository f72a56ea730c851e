/**
 * How someone is employed: as the board's field says, else the title, else a sentence of the text about this job.
 *
 * The title's narrowest word counts: an internship in part time is an internship. A text that says two kinds says neither.
 */
import type { Employment } from "../../schemas/Engagement.ts"
import type { EmploymentType, Posting } from "../../schemas/Posting.ts"
import type { Span } from "../../schemas/Span.ts"
import type { WorkTerms } from "../../schemas/WorkTerms.ts"
import * as Once from "./Once.ts"
import * as Stretch from "./Stretch.ts"
import * as Sentences from "./Sentences.ts"
import * as Words from "./Words.ts"

/** @param found what each line of the text says of it */
export const of = ({ title, employment_type }: Pick<Posting, "title" | "employment_type">, found: ReadonlyArray<Stretch.There<Kind>>, terms: WorkTerms): Employment => {
  if (employment_type !== null) {
    return { evidence: [{ end: employment_type.length, field: "employment_type", item: 0, rule: "employment.field", start: 0 }], source: "field", type: employment_type }
  }
  const titled = find(phrasesOf(terms).inTitle, title).map(({ type, ...stretch }): Found => ({ type, span: { field: "title", item: 0, ...stretch } }))
  const narrowest = narrow.find((type) => titled.some((one) => one.type === type))
  if (narrowest !== undefined) return { evidence: evidenceOf(titled, narrowest), source: "title", type: narrowest }
  const stated = found.map(({ at, said: { type, ...stretch } }): Found => ({ type, span: Stretch.span(at, stretch) }))
  const types = new Set(stated.map(({ type }) => type))
  const [type] = types
  return type === undefined || types.size > 1 ? nothing : { evidence: evidenceOf(stated, type), source: "text", type }
}

export interface Kind extends Stretch.Stretch {
  readonly type: EmploymentType
}

export const inLine = (line: string, terms: WorkTerms): ReadonlyArray<Kind> =>
  find(phrasesOf(terms).inText, line).filter(({ start }) => !Sentences.negates(line, start, terms.negations))

const nothing: Employment = { evidence: [], source: null, type: null }
const narrow = ["intern", "temporary", "contract", "part_time", "full_time"] as const

interface Found {
  readonly type: EmploymentType
  readonly span: Span
}

const evidenceOf = (found: ReadonlyArray<Found>, type: EmploymentType): ReadonlyArray<Span> => found.filter((one) => one.type === type).map(({ span }) => span)

const find = (phrases: Words.Phrases<EmploymentType | null>, text: string): ReadonlyArray<Kind> =>
  Words.find(phrases, text).flatMap(({ start, end, meaning }) => (meaning === null ? [] : [{ type: meaning, start, end, rule: `employment.${meaning}` }]))

const phrasesOf = Once.of(({ employment }: WorkTerms) => ({
  inTitle: Words.phrases([...table(employment.title), ...employment.decoys.map((phrase) => [phrase, null] as const)], (a) => a),
  inText: Words.phrases(table(employment.text), (a) => a)
}))

const table = (types: WorkTerms["employment"]["title"]): ReadonlyArray<readonly [string, EmploymentType | null]> =>
  narrow.flatMap((type) => (types[type] ?? []).map((phrase) => [phrase, type] as const))
