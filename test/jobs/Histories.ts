/**
 * Histories of postings for tests, made by hand or from what boards served day by day, and a generator of such days.
 */
import * as Schema from "effect/Schema"
import type { Day } from "../../schemas/Day.ts"
import type { BoardKey } from "../../schemas/Ledger.ts"
import { PostingId } from "../../schemas/Posting.ts"
import type { PostingHistory, Spell, Traits } from "../../schemas/PostingHistory.ts"
import { ProviderId } from "../../schemas/Provider.ts"
import type { SkillId } from "../../schemas/Skills.ts"
import type { Histories, WatchedBoard } from "../../src/jobs/Spells.ts"
import type { Board, Seen, Served, World } from "./HistoryOracle.ts"

/** So many days after the first. */
export const day = (n: number, first: Day = "2026-01-01"): Day => new Date(Date.parse(first) + n * 86_400_000).toISOString().slice(0, 10)

export const key = (provider: string): BoardKey => `ashby/${provider}`

export const traits = (over: Partial<Traits> = {}): Traits => ({ family: "software_engineering", domain: "engineering", seniority: "unspecified", countries: [], work_mode: null, skills: [], pay: null, ...over })

export const row = (provider: string, name: string | number, over: Partial<PostingHistory> & { readonly title?: string } = {}): PostingHistory => {
  const { title = "Software Engineer", first_seen = day(0), spells = [], ...fields } = over
  return {
    id: PostingId.make(`${key(provider)}/${name}`),
    board: key(provider),
    provider: ProviderId.make(provider),
    url: `https://jobs.example/${provider}/${name}`,
    state: "open",
    known_since: spells[0]?.first_seen ?? first_seen,
    first_seen,
    opened: true,
    last_seen: null,
    missed: 0,
    closed_on: null,
    spells,
    facts: { title, departments: [], places: [], work_mode: null, employment_type: null, compensation: null, requisition: null },
    digest: `sha256-${"0".repeat(64)}`,
    traits: traits(),
    changes: [],
    ...fields
  }
}

/** Read on each day from the first to the last. */
export const board = (provider: string, first: number, last: number, over: Partial<WatchedBoard> = {}): WatchedBoard =>
  ({ board: key(provider), provider: ProviderId.make(provider), status: "observed", since: day(first), first_observed: day(first), observed_on: day(last), ...over })

/** What a ledger that closes a posting after so many complete answers without it would say at the end of the last day. */
export const of = ({ boards, first, last }: World): Histories => ({
  as_of: day(last, first),
  rows: boards.flatMap((board) => rowsOf(board, first, last)),
  boards: boards.map(({ board, days, provider }): WatchedBoard => {
    const read = days.slice(0, last + 1).flatMap((served, index) => (served === null ? [] : [index]))
    const [known, latest] = [read[0], read.at(-1)]
    return {
      board,
      provider: ProviderId.make(provider),
      status: latest === last ? "observed" : "emptied",
      since: day(latest === last ? known! : (latest ?? -1) + 1, first),
      first_observed: known === undefined ? null : day(known, first),
      observed_on: latest === undefined ? null : day(latest, first)
    }
  })
})

const rowsOf = ({ board, days, patience, provider }: Board, first: Day, last: number): ReadonlyArray<PostingHistory> => {
  const date = (n: number): Day => day(n, first)
  const rows = new Map<string, { seen: Seen; opened: boolean; from: number; until: number; missed: number; closed: number | null; spells: Array<Spell> }>()
  let known = false
  for (const [index, served] of days.slice(0, last + 1).entries()) {
    if (served === null) continue
    for (const [id, seen] of served) {
      const old = rows.get(id)
      if (old === undefined) rows.set(id, { seen, opened: known, from: index, until: index, missed: 0, closed: null, spells: [] })
      else if (old.closed === null) Object.assign(old, { seen, until: index, missed: 0 })
      else rows.set(id, { seen, opened: true, from: index, until: index, missed: 0, closed: null, spells: [...old.spells, { first_seen: date(old.from), last_seen: date(old.until), closed_on: date(old.closed) }].slice(-8) })
    }
    for (const [id, old] of rows) if (!served.has(id) && old.closed === null && ++old.missed >= patience) old.closed = index
    known = true
  }
  return Array.from(rows, ([id, { closed, from, missed, opened, seen, spells, until }]) =>
    row(provider, id, {
      board,
      title: seen.title,
      traits: seen.traits,
      state: closed !== null ? "closed" : missed > 0 ? "missing" : "open",
      first_seen: date(from),
      opened,
      last_seen: missed > 0 ? date(until) : null,
      missed,
      closed_on: closed === null ? null : date(closed),
      spells
    }))
}

const families = ["software_engineering", "recruiting"] as const
const titles = ["Software Engineer", "Software Engineer, Payments", "Recruiter"] as const

const Sketch = Schema.Struct({
  title: Schema.Literals(titles),
  team: Schema.Int.check(Schema.isBetween({ minimum: 10, maximum: 60 })),
  family: Schema.NullOr(Schema.Literals(families)),
  seniority: Schema.Literals(["senior", "unspecified"]),
  countries: Schema.Literals(["", "US", "DE US"]),
  work_mode: Schema.NullOr(Schema.Literals(["remote", "hybrid"])),
  skills: Schema.Literals(["", "python", "python sql"]),
  pay: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 9 })))
})

/** Two boards of a few postings: for each stretch of days, which of them are served, by a bit each twenty-fourth, or that nothing was read. */
export const Drawn = Schema.Struct({
  postings: Schema.Array(Sketch).check(Schema.isMinLength(20), Schema.isMaxLength(80)),
  stretches: Schema.Array(Schema.Struct({
    length: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 20 })),
    acme: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 24 - 1 }))),
    zeta: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 24 - 1 })))
  })).check(Schema.isMinLength(1), Schema.isMaxLength(14)),
  patience: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3 }))
})

export const drawn = ({ patience, postings, stretches }: typeof Drawn.Type): World => {
  const seen = postings.map(({ countries, family, pay, seniority, skills, team, title, work_mode }, index): Seen => ({
    title: `${title}, Team ${team}${index % 5 === 0 ? " (London)" : ""}`,
    job: `${title}, Team ${team}`,
    traits: traits({
      family,
      seniority,
      work_mode,
      countries: countries.split(" ").filter(Boolean),
      skills: skills.split(" ").filter(Boolean) as Array<SkillId>,
      pay: pay === null ? null : { currency: "USD", minimum: pay, maximum: 2 * pay }
    })
  }))
  const days = (of: "acme" | "zeta"): ReadonlyArray<Served> =>
    stretches.flatMap(({ length, [of]: bits }) => Array.from({ length }, () => (bits === null ? null : new Map(seen.flatMap((one, index) => (((bits >> index % 24) & 1) === 1 ? [[String(index), one] as const] : []))))))
  const boards = (["acme", "zeta"] as const).map((provider) => ({ provider, board: key(provider), days: days(provider), patience }))
  return { boards, first: day(0), last: boards[0]!.days.length - 1 }
}
