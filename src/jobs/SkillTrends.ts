/**
 * Skills that jobs opened lately name more often, or less often, than those opened before them.
 *
 * Compares two periods of equal length on boards that were followed over both. What counts is a job, one title of one employer: ten
 * cities of one advertisement are one voice. A skill is listed only where chance is an unlikely explanation, counted against the
 * number of skills looked at; what is not listed may still have moved.
 */
import type { SkillShift, SkillShifts } from "../../schemas/Analytics.ts"
import type { SkillId } from "../../schemas/Skills.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Clusters from "./Clusters.ts"
import * as FisherExact from "./FisherExact.ts"
import type { Period } from "./Flows.ts"
import * as Flows from "./Flows.ts"
import type { Spell } from "./Spells.ts"
import type { Tables } from "./Taxonomy.ts"

/** Jobs of both periods that must name a skill, and employers where it is the more frequent. */
const least = { jobs: 10, employers: 2 }
/** One in so many of what is listed may be chance. */
const tolerated = 20
/** At most so many jobs of a period are compared: those whose names have the smallest digests, which is as good as drawn. */
const most = 2_000

interface Job {
  readonly provider: string
  readonly skills: ReadonlySet<SkillId>
}

interface Compared {
  readonly rises: boolean
  readonly shift: SkillShift
}

/** @param spells of boards that were steady over both periods */
export const of = (spells: ReadonlyArray<Spell>, now: Period, before: Period, { places }: Pick<Tables, "places">): SkillShifts => {
  const [jobs, jobs_before] = [now, before].map((period) => jobsOf(spells.filter(({ began, from }) => began === "opened" && Flows.holds(period, from)), places)) as [ReadonlyArray<Job>, ReadonlyArray<Job>]
  const [counts, countsBefore] = [naming(jobs), naming(jobs_before)]
  const shifts = [...new Set([...counts.keys(), ...countsBefore.keys()])].flatMap((skill): ReadonlyArray<Compared> => {
    const [named, namedBefore] = [counts.get(skill) ?? none, countsBefore.get(skill) ?? none]
    const rises = named.jobs * jobs_before.length > namedBefore.jobs * jobs.length
    const { employers } = rises ? named : namedBefore
    if (named.jobs + namedBefore.jobs < least.jobs || employers.size < least.employers) return []
    const chance_millionths = FisherExact.chance({ size: jobs.length, having: named.jobs }, { size: jobs_before.length, having: namedBefore.jobs })
    return [{ rises, shift: { skill, jobs: named.jobs, jobs_before: namedBefore.jobs, employers: employers.size, chance_millionths } }]
  })
  const significant = unlikely(shifts)
  const listed = (rising: boolean) => significant.filter(({ rises }) => rises === rising).map(({ shift }) => shift)
  return { jobs: jobs.length, jobs_before: jobs_before.length, tested: shifts.length, rising: listed(true), falling: listed(false) }
}

/** Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995): up to the last whose chance is at most its share of the level. */
const unlikely = (shifts: ReadonlyArray<Compared>): ReadonlyArray<Compared> => {
  const sorted = shifts.toSorted(({ shift: a }, { shift: b }) => a.chance_millionths - b.chance_millionths || Canonical.compare(a.skill, b.skill))
  const last = sorted.findLastIndex(({ shift: { chance_millionths } }, index) => chance_millionths * shifts.length * tolerated <= (index + 1) * FisherExact.millionths)
  return sorted.slice(0, last + 1)
}

const none: { readonly jobs: number; readonly employers: ReadonlySet<string> } = { jobs: 0, employers: new Set() }

const naming = (jobs: ReadonlyArray<Job>): ReadonlyMap<SkillId, typeof none> => {
  const counts = new Map<SkillId, { jobs: number; readonly employers: Set<string> }>()
  for (const { provider, skills } of jobs) {
    for (const skill of skills) {
      const count = counts.get(skill) ?? { jobs: 0, employers: new Set() }
      counts.set(skill, count)
      count.jobs++
      count.employers.add(provider)
    }
  }
  return counts
}

const jobsOf = (spells: ReadonlyArray<Spell>, places: Tables["places"]): ReadonlyArray<Job> => {
  const jobs = Map.groupBy(spells, ({ row: { facts: { title }, provider } }) => `${provider}\n${Clusters.titleKey(title, places)}`)
  const names = [...jobs.keys()]
  const chosen = names.length <= most ? names : names.map((name) => ({ name, digest: Canonical.digestUnsafe(name) })).sort((a, b) => Canonical.compare(a.digest, b.digest)).slice(0, most).map(({ name }) => name)
  return chosen.map((name) => {
    const group = jobs.get(name)!
    return { provider: group[0]!.row.provider, skills: new Set(group.flatMap(({ row }) => row.traits.skills)) }
  })
}
