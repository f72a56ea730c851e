/**
 * Everything the history says as of a day, in numbers: windows of 7, 14 and 30 days, the course of the last thirty, pay, time to close.
 *
 * A function of the history alone: whatever the order of rows and boards. Trends are read from steady boards; counts are of all.
 */
import type { Analytics as Document, Window } from "../../schemas/Analytics.ts"
import type { CountryCode } from "../../schemas/Profile.ts"
import type { WorkMode } from "../../schemas/Posting.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import type { FamilyName, Seniority } from "../../schemas/Taxonomy.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Coverage from "./Coverage.ts"
import * as FamilyTurnover from "./FamilyTurnover.ts"
import type { Period } from "./Flows.ts"
import * as Flows from "./Flows.ts"
import * as PayLevels from "./PayLevels.ts"
import * as SkillTrends from "./SkillTrends.ts"
import type { Histories, Spell, WatchedBoard } from "./Spells.ts"
import * as Spells from "./Spells.ts"
import type { Tables } from "./Taxonomy.ts"
import * as TimeToClose from "./TimeToClose.ts"

export const lengths: ReadonlyArray<number> = [7, 14, 30]

const longest = 30

export const of = (histories: Histories, tables: Pick<Tables, "places">): Document => {
  const { as_of, boards, rows } = histories
  const spells = Spells.of(histories)
  const end = Spells.numberOf(as_of)
  return {
    schema_version: 1,
    as_of,
    boards: boards.toSorted((a, b) => Canonical.compare(a.board, b.board))
      .map(({ board, first_observed, observed_on, provider, since, status }) => ({ board, provider, status, since, first_observed, observed_on })),
    windows: lengths.map((days) => windowOf(days, end, spells, boards, tables)),
    course: Flows.course(spells, { before: end - longest, end }),
    pay: PayLevels.of(Spells.standing(rows)),
    time_to_close: TimeToClose.of(spells, end)
  }
}

const windowOf = (days: number, end: number, spells: ReadonlyArray<Spell>, boards: ReadonlyArray<WatchedBoard>, tables: Pick<Tables, "places">): Window => {
  const [now, earlier]: readonly [Period, Period] = [{ before: end - days, end }, { before: end - 2 * days, end: end - days }]
  const onSteady = (period: Period): ReadonlyArray<Spell> => {
    const steady = new Set(boards.filter((board) => Coverage.isSteady(board, period)).map(({ board }) => board))
    return spells.filter(({ row }) => steady.has(row.board))
  }
  return {
    days,
    coverage: Coverage.of(boards, now),
    total: Flows.total(spells, now),
    providers: Flows.by(spells, now, ({ provider }) => [provider]).map(([provider, flow]) => ({ provider: provider as ProviderId, ...flow })),
    families: Flows.by(spells, now, ({ traits }) => [traits.family ?? unstated]).map(([family, flow]) => ({ family: stated<FamilyName>(family), ...flow })),
    seniorities: Flows.by(spells, now, ({ traits }) => [traits.seniority]).map(([seniority, flow]) => ({ seniority: seniority as Seniority, ...flow })),
    countries: Flows.by(spells, now, ({ traits: { countries } }) => (countries.length === 0 ? [unstated] : countries)).map(([country, flow]) => ({ country: stated<CountryCode>(country), ...flow })),
    work_modes: Flows.by(spells, now, ({ traits }) => [traits.work_mode ?? unstated]).map(([mode, flow]) => ({ work_mode: stated<WorkMode>(mode), ...flow })),
    ...FamilyTurnover.of(onSteady(now), now),
    skills: SkillTrends.of(onSteady({ before: earlier.before, end }), now, earlier, tables)
  }
}

/** Before every name. */
const unstated = ""

const stated = <A extends string>(key: string): A | null => (key === unstated ? null : key as A)
