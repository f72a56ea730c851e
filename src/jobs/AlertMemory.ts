/**
 * What a candidate was told, as the next run needs it: what not to tell again, and what a week's digest is made of.
 *
 * Bounded: a posting that is not served is forgotten after 60 days (its `new` cannot come again, its next closing is another change).
 */
import type { AlertMemory, AlertOfDay, Alerts, ToldOnce } from "../../schemas/Alerts.ts"
import type { Weekday } from "../../schemas/AlertRules.ts"
import type { Day } from "../../schemas/Day.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Days from "./Day.ts"

export const forgottenAfter = 60
export const recentFor = 14

/** What was told, without what may not be told of any more. */
export const without = (told: Alerts, stays: (about: string) => boolean): Alerts => ({
  ...told,
  memory: {
    ...told.memory,
    told: told.memory.told.filter(({ about }) => stays(about)),
    recent: told.memory.recent.filter(({ alert }) => stays(alert.about === "board" ? alert.board : alert.posting.id))
  }
})

/** Whether a posting is among today's. No board is: what befell one is forgotten 60 days later. */
export type Served = (about: string) => boolean

export const carried = (told: ReadonlyArray<ToldOnce>, as_of: Day, served: Served): ReadonlyArray<ToldOnce> =>
  told.map((one) => ({ ...one, gone: served(one.about) ? null : one.gone ?? as_of })).filter(({ gone }) => gone === null || daysBetween(gone, as_of) < forgottenAfter)

export const entry = (id: string, about: ToldOnce["about"], on: Day, served: Served): ToldOnce => ({ id, about, on, gone: served(about) ? null : on })

/** Each once, sorted by id; of two the first. */
export const joined = (...parts: ReadonlyArray<ReadonlyArray<ToldOnce>>): ReadonlyArray<ToldOnce> =>
  [...new Map(parts.flat().toReversed().map((one) => [one.id, one])).values()].sort((a, b) => Canonical.compare(a.id, b.id))

export const recent = (earlier: ReadonlyArray<AlertOfDay>, as_of: Day): ReadonlyArray<AlertOfDay> => earlier.filter(({ on }) => daysBetween(on, as_of) <= recentFor)

/** Due on the weekday, or on the first day with a run after it; without a memory only on the weekday itself. */
export const isWeekDue = (as_of: Day, weekday: Weekday, memory: AlertMemory | undefined): boolean => {
  const since = (numberOf(as_of) + firstWeekday - weekdays.indexOf(weekday) + 7) % 7
  return memory === undefined ? since === 0 : daysBetween(memory.weekly, as_of) > since
}

const weekdays: ReadonlyArray<Weekday> = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
// 1970-01-01, from which days are counted.
const firstWeekday = weekdays.indexOf("thursday")

const numberOf = (day: Day): number => Days.numberOf(day) ?? 0

const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from)
