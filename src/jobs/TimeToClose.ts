/**
 * How old postings get before they close for the first time, over the last days.
 *
 * A posting's age counts the days from the first it was served to the last, both included. It is watched while it is served: one
 * that is open, missing, or on a board that cannot be read, has an age so far and no end. One that opened before the period enters
 * with the age it had when the period began. The age of one that was there when its board was first read is not known to anybody:
 * it is counted and left out. What came back after it was closed is not counted again.
 */
import type { Analytics, TimeToClose } from "../../schemas/Analytics.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import type { FamilyName } from "../../schemas/Taxonomy.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Spell } from "./Spells.ts"
import * as Survival from "./Survival.ts"

export const period_days = 90
/** Ages are followed to here: what lasts longer was open at this age. */
const oldest = 365
/** Closings that a provider or a family needs for a curve. */
const least = 10

interface Watched extends Survival.Life {
  readonly provider: ProviderId
  readonly family: FamilyName | null
}

/** @param end the last day of the period */
export const of = (spells: ReadonlyArray<Spell>, end: number): Analytics["time_to_close"] => {
  const before = end - period_days
  const served = spells.filter(({ from, until }) => from <= end && until > before)
  const watched = served.filter(({ began }) => began === "opened").flatMap((spell) => lifeOf(spell, before))
  const groups = (key: (one: Watched) => string | null, scope: (one: Watched) => Pick<TimeToClose, "provider" | "family">) =>
    [...Map.groupBy(watched.filter((one) => key(one) !== null), (one) => key(one)!)]
      .filter(([, group]) => group.filter(({ ended }) => ended).length >= least)
      .sort(([a], [b]) => Canonical.compare(a, b))
      .map(([, group]) => curve(group, scope(group[0]!)))
  return {
    period_days,
    of_unknown_age: served.filter(({ began }) => began === "first_observed").length,
    curves: [
      curve(watched, { provider: null, family: null }),
      ...groups(({ provider }) => provider, ({ provider }) => ({ provider, family: null })),
      ...groups(({ family }) => family, ({ family }) => ({ provider: null, family }))
    ]
  }
}

const lifeOf = ({ closed, from, row: { provider, traits: { family } }, until }: Spell, before: number): ReadonlyArray<Watched> => {
  const [entry, age] = [Math.max(0, before - from + 1), until - from + 1]
  return entry >= oldest ? [] : [{ provider, family, entry, age, ended: closed !== Infinity && age <= oldest }]
}

const curve = (group: ReadonlyArray<Watched>, scope: Pick<TimeToClose, "provider" | "family">): TimeToClose => ({
  ...scope,
  postings: group.length,
  closed: group.filter(({ ended }) => ended).length,
  entered_late: group.filter(({ entry }) => entry > 0).length,
  ...Survival.of(group)
})
