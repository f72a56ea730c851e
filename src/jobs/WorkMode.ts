/**
 * How a posting's work is done, and from where it may be done remotely.
 *
 * A field of the board wins; then its places, its title, and sentences of its text that speak of this job. `Remote-friendly` is
 * an offer beside the rule, and states no mode. What contradicts itself says nothing.
 */
import type { Gazetteer as Table } from "../../schemas/Gazetteer.ts"
import type { Posting, WorkMode } from "../../schemas/Posting.ts"
import type { Span } from "../../schemas/Span.ts"
import type { Whereabout, Workplace } from "../../schemas/Whereabout.ts"
import type { WorkTerms } from "../../schemas/WorkTerms.ts"
import * as Once from "./Once.ts"
import * as Stretch from "./Stretch.ts"
import type { CueAt } from "./PlaceText.ts"
import * as Sentences from "./Sentences.ts"
import * as Whereabouts from "./Whereabouts.ts"
import * as Words from "./Words.ts"

/** @param found what each line of the text says of it */
export const of = ({ title, places, work_mode }: Pick<Posting, "title" | "places" | "work_mode">, found: ReadonlyArray<Stretch.There<CueAt>>, gazetteer: Table): Workplace => {
  const inPlaces = places.flatMap((place, item) => Whereabouts.text(place.text, gazetteer).cues.map((cue) => evidence("places", item, cue)))
  const inTitle = titleCues(title, gazetteer).map((cue) => evidence("title", 0, cue))
  const inText = found.map(({ at, said: { cue, end, start } }): Evidence => ({ cue, span: Stretch.span(at, { start, end, rule: `modes.${cue}` }) }))
  const all = [...inPlaces, ...inTitle, ...inText]
  const possible = all.filter(({ cue }) => cue === "remote_possible")
  const stated = work_mode === null ? undefined : { mode: work_mode, source: "field" as const, evidence: fieldEvidence(work_mode) }
  const agreed = stated ?? agreedIn("places", inPlaces) ?? agreedIn("title", inTitle) ?? agreedIn("text", inText)
  const mode = agreed?.mode ?? null
  const remote_possible = mode !== "remote" && (possible.length > 0 || (mode !== null && all.some(({ cue }) => cue === "remote")))
  return {
    evidence: [...(agreed?.evidence ?? []), ...(remote_possible ? possible.map(({ span }) => span) : [])],
    mode,
    remote_possible,
    scope: mode === "remote" || remote_possible ? scope(Whereabouts.of(places, gazetteer), mode) : [],
    source: agreed?.source ?? null
  }
}

type Cue = CueAt["cue"]
interface Evidence {
  readonly cue: Cue
  readonly span: Span
}

const evidence = (field: Span["field"], item: number, { cue, start, end }: CueAt): Evidence => ({ cue, span: { end, field, item, rule: `modes.${cue}`, start } })

const fieldEvidence = (mode: WorkMode): ReadonlyArray<Span> => [{ field: "work_mode", item: 0, start: 0, end: mode.length, rule: "work_mode.field" }]

/** Hybrid beside remote is hybrid, as in `Hybrid Remote`; any other two contradict each other. */
const agreedIn = (source: "places" | "title" | "text", cues: ReadonlyArray<Evidence>) => {
  const modes = new Set(cues.map(({ cue }) => cue).filter((cue) => cue !== "remote_possible"))
  const mode = modes.has("hybrid") && !modes.has("on_site") ? "hybrid" : modes.size === 1 ? [...modes][0]! : undefined
  return mode === undefined ? undefined : { mode, source, evidence: cues.filter(({ cue }) => cue === mode).map(({ span }) => span) }
}

/** A word in a title states a mode only apart from the job's name: `Remote Sensing Engineer` is none. */
const titleCues = (title: string, gazetteer: Table): ReadonlyArray<CueAt> =>
  !separator.test(title) ? [] : Array.from(title.matchAll(aside)).flatMap(({ 0: part, index }) => {
    const { whole, cues } = Whereabouts.text(part, gazetteer)
    return whole ? cues.map(({ cue, start, end }) => ({ cue, start: index + start, end: index + end })) : []
  })

/** What stands in brackets, or after a dash, a comma or a bar. */
const aside = /(?<=[([|,/:–—-]\s*)[^()[\]|,/:–—]+?(?=\s*(?:[()[\]|,/:–—]|\s-\s|$))|^[^()[\]|,/:–—]+(?=\s*[|:–—]|\s-\s)/g

const separator = /[([|,/:–—-]/

export const inLine = (line: string, terms: WorkTerms): ReadonlyArray<CueAt> =>
  Words.find(phrasesOf(terms), line).flatMap(({ start, end, meaning: cue }) => (Sentences.negates(line, start, terms.negations) ? [] : [{ cue, start, end }]))

const phrasesOf = Once.of(({ modes }: WorkTerms) =>
  Words.phrases((["remote", "hybrid", "on_site", "remote_possible"] as const).flatMap((cue) => modes[cue].map((phrase) => [phrase, cue] as const)), (a) => a))

/** Areas said to be open to remote work; where none is, the countries of the places. */
export const scope = (whereabouts: ReadonlyArray<Whereabout>, mode: WorkMode | null): ReadonlyArray<Whereabout> => {
  const said = whereabouts.filter((one) => one.remote && Whereabouts.isKnown(one))
  if (said.length > 0 || mode !== "remote") return said
  const areas = new Map(whereabouts.filter(Whereabouts.isKnown).map((one) => [`${one.country} ${one.zone}`, { ...one, region: null, city: null, remote: true }]))
  return [...areas.values()].filter(Whereabouts.isKnown)
}
