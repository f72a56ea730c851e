/**
 * Which of a candidate's skills a posting asks for, by their weight, and which languages.
 *
 * Skills are those of the dictionary, found in the title and the text. A word that is in no dictionary counts where the title
 * has it. A posting without a text is not held against anybody.
 */
import type { FoundSkill } from "../../schemas/Skills.ts"
import type { Contribution, Evidence } from "../../schemas/Score.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { Span } from "../../schemas/Span.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Signals from "./Signals.ts"
import type { Skill, Target } from "./Target.ts"
import * as Terms from "./Terms.ts"

export const skills = (posting: UnderstoodPosting, target: Target, { points: { skills: points } }: Scoring): Signals.Signals => {
  const named = namedIn(posting, target)
  const offers: Array<Contribution> = []
  for (const skill of target.skills) {
    const seen = named(skill)
    if (seen !== undefined) offers.push(Signals.offer("skills", skill.word, points[seen.rule] * skill.weight, seen.rule, seen.evidence()))
  }
  const missing: Array<Signals.Signals["missing"][number]> = []
  for (const must of target.mustHaves) {
    const seen = named(must)
    if (seen === undefined) missing.push({ family: "skills", signal: must.word })
    else offers.push(Signals.offer("skills", must.word, points.must_have, "must_have", seen.evidence()))
  }
  if (target.skills.length > 0 && posting.understanding.sketch === null) missing.push({ family: "skills", signal: "text" })
  const languages = foreign(posting, target, points.foreign_language)
  return { offers: [...offers, ...languages.offers], missing: [...missing, ...languages.missing] }
}

/** The must-haves that are nowhere to be seen and whose absence excludes. */
export const lacks = (posting: UnderstoodPosting, target: Target): ReadonlyArray<Skill> => {
  const excluding = target.mustHaves.filter(({ excludes }) => excludes)
  if (excluding.length === 0) return excluding
  const named = namedIn(posting, target)
  return excluding.filter((must) => named(must) === undefined)
}

interface Seen {
  readonly rule: "required" | "preferred" | "mentioned" | "title_word"
  readonly evidence: () => ReadonlyArray<Evidence>
}

const namedIn = (posting: UnderstoodPosting, { mustHaves, phrases, skills }: Target): (skill: Skill) => Seen | undefined => {
  if (skills.length === 0 && mustHaves.length === 0) return () => undefined
  const found = new Map<string, FoundSkill>()
  for (const skill of posting.understanding.skills) found.set(skill.skill, skill)
  const words = phrases === undefined ? [] : Terms.find(phrases, posting.title)
  return ({ id, word }) => {
    if (id === undefined) {
      const match = words.find(({ key }) => key === word)
      return match === undefined ? undefined : { rule: "title_word", evidence: () => [Signals.stated("title", match.excerpt)] }
    }
    const skill = found.get(id)
    return skill === undefined ? undefined : { rule: skill.importance, evidence: () => Signals.seen(spans(skill), posting) }
  }
}

/** The language it is written in, and those it requires. */
const foreign = (posting: UnderstoodPosting, { languages, spoken }: Target, points: number): Signals.Signals => {
  if (languages.size === 0) return Signals.none
  const { language: { language }, skills } = posting.understanding
  const asked = new Map<string, ReadonlyArray<Evidence>>()
  if (language !== "unknown" && !languages.has(language)) asked.set(language, [])
  for (const found of skills) {
    const code = found.importance === "required" ? spoken.get(found.skill) : undefined
    if (code !== undefined && !languages.has(code)) asked.set(code, Signals.seen(spans(found), posting))
  }
  return {
    offers: Array.from(asked, ([code, evidence]) => Signals.offer("skills", code, points, "foreign_language", evidence)),
    missing: language === "unknown" ? [{ family: "skills", signal: "language" }] : []
  }
}

const spans = ({ skill, text = [], title = [] }: FoundSkill): ReadonlyArray<Span> => [...placed("title", title, skill), ...placed("text", text, skill)]

const placed = (field: "title" | "text", places: ReadonlyArray<number>, skill: string): ReadonlyArray<Span> =>
  places.flatMap((start, at) => (at % 2 === 0 ? [{ field, item: 0, start, end: places[at + 1]!, rule: `skills.${skill}` }] : []))
