/**
 * Postings that open and close over the last days, in all and by what they are.
 *
 * `open_after` is always `open_before + first_observed + opened + reopened - closed`.
 */
import type { Course, Flow } from "../../schemas/Analytics.ts"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Spell } from "./Spells.ts"
import * as Spells from "./Spells.ts"

/** Days from the one after `before` to `end`. */
export interface Period {
  readonly before: number
  readonly end: number
}

/** Whether a day is of the period. */
export const holds = ({ before, end }: Period, day: number): boolean => day > before && day <= end

export const total = (spells: ReadonlyArray<Spell>, period: Period): Flow => {
  const flow = empty()
  for (const spell of spells) count(flow, spell, period)
  return netted(flow)
}

/** Keys of a row: what it is of. A key of which nothing was open and nothing moved is left out; sorted. */
export const by = (spells: ReadonlyArray<Spell>, period: Period, keys: (row: PostingHistory) => ReadonlyArray<string>): ReadonlyArray<readonly [key: string, flow: Flow]> => {
  const flows = new Map<string, Tally>()
  for (const spell of spells) {
    if (!touches(spell, period)) continue
    for (const key of keys(spell.row)) {
      const flow = flows.get(key) ?? empty()
      flows.set(key, flow)
      count(flow, spell, period)
    }
  }
  return [...flows].sort(([a], [b]) => Canonical.compare(a, b)).map(([key, flow]) => [key, netted(flow)])
}

/** Day by day, for each provider with a row. */
export const course = (spells: ReadonlyArray<Spell>, period: Period): ReadonlyArray<Course> => {
  const length = period.end - period.before
  const courses = new Map<ProviderId, { readonly open: Array<number>; readonly opened: Array<number>; readonly closed: Array<number> }>()
  for (const spell of spells) {
    const { provider } = spell.row
    const one = courses.get(provider) ?? { open: zeros(length), opened: zeros(length), closed: zeros(length) }
    courses.set(provider, one)
    if (holds(period, spell.from) && spell.began !== "first_observed") one.opened[spell.from - period.before - 1]!++
    if (holds(period, spell.closed)) one.closed[spell.closed - period.before - 1]!++
    for (let day = Math.max(spell.from, period.before + 1); day <= period.end && day < spell.closed; day++) one.open[day - period.before - 1]!++
  }
  return [...courses].sort(([a], [b]) => Canonical.compare(a, b)).map(([provider, days]) => ({ provider, ...days }))
}

type Tally = { -readonly [K in keyof Flow]: Flow[K] }

const empty = (): Tally => ({ open_before: 0, first_observed: 0, opened: 0, reopened: 0, closed: 0, open_after: 0, net: 0 })

const count = (flow: Tally, spell: Spell, period: Period): void => {
  if (Spells.isOpenAt(spell, period.before)) flow.open_before++
  if (Spells.isOpenAt(spell, period.end)) flow.open_after++
  if (holds(period, spell.from)) flow[spell.began]++
  if (holds(period, spell.closed)) flow.closed++
}

const netted = (flow: Tally): Flow => ({ ...flow, net: flow.opened + flow.reopened - flow.closed })

const touches = ({ closed, from }: Spell, { before, end }: Period): boolean => from <= end && closed > before

const zeros = (length: number): Array<number> => Array.from({ length }, () => 0)
