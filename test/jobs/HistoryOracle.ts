/**
 * The figures of `analytics.v1` counted out day by day, posting by posting, from what boards served: slow, plain, and sharing nothing
 * with the program but how a single posting is understood.
 *
 * It asks of every day what was open on it, where the program reckons with spells.
 */
import type { Analytics, Flow, SkillShift, TimeToClose } from "../../schemas/Analytics.ts"
import type { Day } from "../../schemas/Day.ts"
import type { Traits } from "../../schemas/PostingHistory.ts"

export interface Seen {
  readonly title: string
  /** The title without its places. */
  readonly job: string
  readonly traits: Traits
}

/** What a board served, by posting; `null` where nothing was taken in. */
export type Served = ReadonlyMap<string, Seen> | null

export interface Board {
  readonly provider: string
  readonly board: string
  /** One for each day. */
  readonly days: ReadonlyArray<Served>
  /** After so many complete answers without it a posting is closed. */
  readonly patience: number
}

/** Everything from the first of the days to the one at `last`. Days are consecutive. */
export interface World {
  readonly boards: ReadonlyArray<Board>
  readonly first: Day
  readonly last: number
}

interface Life {
  readonly id: string
  readonly provider: string
  readonly board: Board
  /** As last served. */
  readonly seen: Seen
  /** By day. */
  readonly open: ReadonlyArray<boolean>
  readonly served: ReadonlyArray<boolean>
}

type Figures = Pick<Analytics, "windows" | "course" | "pay" | "time_to_close">

export const figures = (world: World): Figures => {
  const lives = livesOf(world)
  return {
    windows: [7, 14, 30].map((days) => windowOf(days, lives, world)),
    course: [...new Set(lives.map(({ provider }) => provider))].sort().map((provider) => {
      const own = lives.filter((life) => life.provider === provider)
      const each = (count: (life: Life, day: number) => boolean) => Array.from({ length: 30 }, (_, index) => own.filter((life) => count(life, world.last - 29 + index)).length)
      return { provider, open: each(isOpen), opened: each((life, day) => opens(life, day) && kindOf(life, day) !== "first_observed"), closed: each(closes) }
    }),
    pay: payOf(lives, world.last),
    time_to_close: closingOf(lives, world)
  } as unknown as Figures
}

const livesOf = ({ boards, last }: World): ReadonlyArray<Life> =>
  boards.flatMap((board) => {
    const ids = new Set(board.days.slice(0, last + 1).flatMap((served) => [...served?.keys() ?? []]))
    return [...ids].map((id) => {
      const open: Array<boolean> = []
      const served: Array<boolean> = []
      let seen: Seen | undefined
      let [is, missed] = [false, 0]
      for (let day = 0; day <= last; day++) {
        const answer = board.days[day] ?? null
        const here = answer?.get(id)
        if (here !== undefined) [seen, is, missed] = [here, true, 0]
        else if (answer !== null && is && ++missed >= board.patience) is = false
        open.push(is)
        served.push(here !== undefined)
      }
      return { id, provider: board.provider, board, seen: seen!, open, served }
    })
  })

const isOpen = ({ open }: Life, day: number): boolean => day >= 0 && open[day]!
const opens = (life: Life, day: number): boolean => isOpen(life, day) && !isOpen(life, day - 1)
const closes = (life: Life, day: number): boolean => !isOpen(life, day) && isOpen(life, day - 1)
const firstRead = ({ days }: Board): number => days.findIndex((served) => served !== null)
const kindOf = (life: Life, day: number): "reopened" | "first_observed" | "opened" =>
  life.open.slice(0, day).includes(true) ? "reopened" : day === firstRead(life.board) ? "first_observed" : "opened"

const flowOf = (lives: ReadonlyArray<Life>, days: number, last: number): Flow => {
  const flow = { open_before: 0, first_observed: 0, opened: 0, reopened: 0, closed: 0, open_after: 0 }
  for (const life of lives) {
    if (isOpen(life, last - days)) flow.open_before += 1
    if (isOpen(life, last)) flow.open_after += 1
    for (let day = Math.max(0, last - days + 1); day <= last; day++) {
      if (opens(life, day)) flow[kindOf(life, day)] += 1
      if (closes(life, day)) flow.closed += 1
    }
  }
  return { ...flow, net: flow.opened + flow.reopened - flow.closed }
}

const groups = (name: string, lives: ReadonlyArray<Life>, days: number, last: number, keys: (life: Life) => ReadonlyArray<string | null>) => {
  const all = [...new Set(lives.flatMap(keys))].sort((a, b) => (a === null ? -1 : b === null ? 1 : a < b ? -1 : 1))
  return all.flatMap((key) => {
    const flow = flowOf(lives.filter((life) => keys(life).includes(key)), days, last)
    return Object.values(flow).every((count) => count === 0) ? [] : [{ [name]: key, ...flow }]
  })
}

const windowOf = (days: number, lives: ReadonlyArray<Life>, { boards, last }: World) => {
  const wasRead = ({ days }: Board, day: number): boolean => day >= 0 && (days[day] ?? null) !== null
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const steady = (before: number) => boards.filter((board) => range(0, Math.max(0, before)).some((day) => day <= before && wasRead(board, day)) && range(last - 2, last).some((day) => wasRead(board, day)))
  const on = (before: number) => lives.filter(({ board }) => steady(before).includes(board))
  return {
    days,
    coverage: boards.map((board) => ({ board: board.board, provider: board.provider, days_followed: range(last - days + 1, last).filter((day) => range(0, day).some((one) => wasRead(board, one)) && range(day, last).some((one) => wasRead(board, one))).length, steady: steady(last - days).includes(board) }))
      .sort((a, b) => (a.board < b.board ? -1 : 1)),
    total: flowOf(lives, days, last),
    providers: groups("provider", lives, days, last, ({ provider }) => [provider]),
    families: groups("family", lives, days, last, ({ seen }) => [seen.traits.family]),
    seniorities: groups("seniority", lives, days, last, ({ seen }) => [seen.traits.seniority]),
    countries: groups("country", lives, days, last, ({ seen: { traits: { countries } } }) => (countries.length > 0 ? countries : [null])),
    work_modes: groups("work_mode", lives, days, last, ({ seen }) => [seen.traits.work_mode]),
    appeared: turns(on(last - days), last - days, last),
    vanished: turns(on(last - days), last, last - days),
    skills: skillsOf(on(last - 2 * days), days, last)
  }
}

/** Families with nothing open on the first day and something on the second. */
const turns = (lives: ReadonlyArray<Life>, without: number, having: number) =>
  [null, ...[...new Set(lives.map(({ provider }) => provider))].sort()].flatMap((provider) => {
    const own = lives.filter((life) => provider === null || life.provider === provider)
    return [...new Set(own.flatMap(({ seen }) => seen.traits.family ?? []))].sort().flatMap((family) => {
      const open = (day: number) => own.filter((life) => life.seen.traits.family === family && isOpen(life, day)).length
      return open(without) === 0 && open(having) > 0 ? [{ provider, family, postings: open(having) }] : []
    })
  })

const skillsOf = (lives: ReadonlyArray<Life>, days: number, last: number) => {
  const jobs = (from: number, to: number) => {
    const opened = lives.filter((life) => life.open.some((_, day) => day >= from && day <= to && opens(life, day) && kindOf(life, day) === "opened"))
    const names = new Set(opened.map(({ provider, seen }) => `${provider} ${seen.job}`))
    return [...names].map((name) => {
      const same = opened.filter(({ provider, seen }) => `${provider} ${seen.job}` === name)
      return { provider: same[0]!.provider, skills: same.flatMap(({ seen }) => seen.traits.skills) }
    })
  }
  const [now, before] = [jobs(last - days + 1, last), jobs(last - 2 * days + 1, last - days)]
  const tested = [...new Set([...now, ...before].flatMap(({ skills }) => skills))].flatMap((skill) => {
    const has = ({ skills }: { readonly skills: ReadonlyArray<string> }) => skills.includes(skill)
    const [a, b] = [now.filter(has), before.filter(has)]
    const rises = a.length * before.length > b.length * now.length
    const employers = new Set((rises ? a : b).map(({ provider }) => provider)).size
    if (a.length + b.length < 10 || employers < 2) return []
    const high = rises ? [a.length, now.length, before.length] as const : [b.length, before.length, now.length] as const
    const even = a.length * before.length === b.length * now.length
    return [{ rises, shift: { skill, jobs: a.length, jobs_before: b.length, employers, chance_millionths: even ? 1_000_000 : chance(high[0], high[1], high[2], a.length + b.length) } }]
  })
  const rank = (one: number) => tested.filter(({ shift }) => shift.chance_millionths <= one).length
  // The largest chance that is within its share of the level, and all that are no larger.
  const limit = Math.max(-1, ...tested.map(({ shift }) => shift.chance_millionths).filter((one) => one * tested.length <= rank(one) * 50_000))
  const listed = (rising: boolean) =>
    tested.filter(({ rises, shift }) => rises === rising && shift.chance_millionths <= limit).map(({ shift }) => shift as SkillShift)
      .sort((a, b) => a.chance_millionths - b.chance_millionths || (a.skill < b.skill ? -1 : 1))
  return { jobs: now.length, jobs_before: before.length, tested: tested.length, rising: listed(true), falling: listed(false) }
}

const factorials: Array<bigint> = [1n]
const factorial = (n: number): bigint => {
  while (factorials.length <= n) factorials.push(factorials.at(-1)! * BigInt(factorials.length))
  return factorials[n]!
}
const choose = (n: number, k: number): bigint => (k < 0 || k > n ? 0n : factorial(n) / (factorial(k) * factorial(n - k)))

/** Twice the share of all ways to draw `drawn` of all in which at least `hits` of the `marked` are drawn, in millionths, rounded up. */
export const chance = (hits: number, drawn: number, others: number, marked: number): number => {
  const all = choose(drawn + others, drawn)
  let ways = 0n
  for (let x = hits; x <= drawn; x++) ways += choose(marked, x) * choose(drawn + others - marked, drawn - x)
  const up = (2_000_000n * ways) / all + ((2_000_000n * ways) % all === 0n ? 0n : 1n)
  return up > 1_000_000n ? 1_000_000 : Number(up)
}

const payOf = (lives: ReadonlyArray<Life>, last: number) => {
  const stated = lives.filter((life) => isOpen(life, last) && life.seen.traits.family !== null && life.seen.traits.pay?.minimum != null && life.seen.traits.pay.maximum !== null)
  const names = [...new Set(stated.map(({ seen: { traits } }) => `${traits.family} ${traits.pay!.currency}`))].sort()
  return names.flatMap((name) => {
    const own = stated.filter(({ seen: { traits } }) => `${traits.family} ${traits.pay!.currency}` === name)
    const [family, currency] = name.split(" ")
    const quartiles = (values: ReadonlyArray<number>) => {
      const least = (quarters: number) => Math.min(...values.filter((value) => 4 * values.filter((other) => other <= value).length >= quarters * values.length))
      return { lower: least(1), median: least(2), upper: least(3) }
    }
    return own.length < 5 ? [] : [{
      family,
      currency,
      postings: own.length,
      employers: new Set(own.map(({ provider }) => provider)).size,
      minimum: quartiles(own.map(({ seen }) => seen.traits.pay!.minimum!)),
      maximum: quartiles(own.map(({ seen }) => seen.traits.pay!.maximum!))
    }]
  })
}

interface Observation {
  readonly provider: string
  readonly family: string | null
  /** The first and the last age at which it was watched in the period. */
  readonly youngest: number
  readonly oldest: number
  readonly closedAt: number | undefined
  readonly late: boolean
}

/** Ages are counted day by day: on the `n`th day of its life a posting that is still served has survived the age of `n - 1`. */
const closingOf = (lives: ReadonlyArray<Life>, { last }: World) => {
  const start = last - 89
  const first = lives.map((life) => {
    const from = life.open.indexOf(true)
    const gone = life.open.findIndex((is, day) => day > from && !is)
    const until = life.served.lastIndexOf(true, gone === -1 ? last : gone)
    return { life, from, gone, until }
  }).filter(({ until }) => until >= start)
  const unknown = lives.filter((life) => {
    const kind = kindOf(life, life.open.indexOf(true))
    const gone = life.open.findIndex((is, day) => day > life.open.indexOf(true) && !is)
    return kind === "first_observed" && life.served.lastIndexOf(true, gone === -1 ? last : gone) >= start
  })
  const watched = first.filter(({ from, life }) => kindOf(life, from) === "opened").map(({ from, gone, life, until }): Observation => {
    const ageOn = (day: number) => day - from + 1
    return { provider: life.provider, family: life.seen.traits.family, youngest: ageOn(Math.max(from, start)), oldest: ageOn(until), closedAt: gone === -1 ? undefined : until - from + 1, late: from < start }
  })
  const curve = (own: ReadonlyArray<Observation>, provider: string | null, family: string | null): TimeToClose => {
    const steps: Array<TimeToClose["curve"][number]> = []
    const reached = new Map<number, { days: number; at_risk: number }>()
    let [up, down] = [1n, 1n]
    for (let age = 1; age <= last + 1; age++) {
      const at_risk = own.filter(({ oldest, youngest }) => youngest <= age && age <= oldest).length
      const closed = own.filter(({ closedAt }) => closedAt === age).length
      if (closed === 0) continue
      ;[up, down] = [up * BigInt(at_risk - closed), down * BigInt(at_risk)]
      steps.push({ days: age, at_risk, closed, open_permille: Number((up * 1000n) / down) })
      for (const percent of [25, 50, 75]) if (!reached.has(percent) && up * 100n <= down * BigInt(100 - percent)) reached.set(percent, { days: age, at_risk })
    }
    return {
      provider,
      family,
      postings: own.length,
      closed: own.filter(({ closedAt }) => closedAt !== undefined).length,
      entered_late: own.filter(({ late }) => late).length,
      lower_quartile: reached.get(25) ?? null,
      median: reached.get(50) ?? null,
      upper_quartile: reached.get(75) ?? null,
      curve: steps
    } as TimeToClose
  }
  const enough = (own: ReadonlyArray<Observation>) => own.filter(({ closedAt }) => closedAt !== undefined).length >= 10
  const names = (all: ReadonlyArray<string | null>) => [...new Set(all)].filter((name) => name !== null).sort()
  return {
    period_days: 90,
    of_unknown_age: unknown.length,
    curves: [
      curve(watched, null, null),
      ...names(watched.map(({ provider }) => provider)).map((name) => [name, watched.filter(({ provider }) => provider === name)] as const).filter(([, own]) => enough(own)).map(([name, own]) => curve(own, name, null)),
      ...names(watched.map(({ family }) => family)).map((name) => [name, watched.filter(({ family }) => family === name)] as const).filter(([, own]) => enough(own)).map(([name, own]) => curve(own, null, name))
    ]
  }
}
