/**
 * Where two backtests part, day by day, and what that came to: postings scored or ranked otherwise, changes that only one of them saw.
 */
import * as Effect from "effect/Effect"
import type { Changes } from "../../schemas/Changes.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import type * as Artifact from "../artifacts/Artifact.ts"
import * as Catalogue from "../artifacts/Catalogue.ts"
import { History } from "../capabilities/History.ts"
import * as Comparison from "../engine/Comparison.ts"
import { Store } from "../engine/Store.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Disk from "../platform/Disk.ts"
import type * as RunRecord from "../runs/RunRecord.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import * as BacktestFolder from "./BacktestFolder.ts"
import * as RunDifference from "./RunDifference.ts"
import * as RunSource from "./RunSource.ts"
import * as World from "./World.ts"

/** Postings of one candidate's ranking. */
export interface Ranked {
  /** Ranked in both, with another score. */
  readonly scores: ReadonlySet<string>
  /** Ranked in both, at another place. */
  readonly ranks: ReadonlySet<string>
  /** Ranked in one alone. */
  readonly only: ReadonlySet<string>
}

export interface DayDifference {
  readonly day: string
  readonly runs: { readonly left: string; readonly right: string }
  readonly origins: ReadonlyArray<Comparison.Origin>
  readonly downstream: number
  readonly equal: number
  /** By candidate. */
  readonly ranked: ReadonlyMap<string, Ranked>
  /** What only one of them saw happen: posting and kind. */
  readonly changes: ReadonlyArray<{ readonly in: "left" | "right"; readonly kind: string; readonly id: string }>
}

export interface BacktestDifference {
  readonly compared: number
  /** Days that only one of them has. */
  readonly only: { readonly left: ReadonlyArray<string>; readonly right: ReadonlyArray<string> }
  readonly days: ReadonlyArray<DayDifference>
  /** The first of the days, in full: what follows may follow from it. */
  readonly first: RunDifference.RunDifference | undefined
}

/** Days alike in both; days that one of them alone has are no difference in what it would have meant. */
export const isSame = ({ days, only }: BacktestDifference): boolean => days.length === 0 && only.left.length === 0 && only.right.length === 0

export const between = Effect.fnUntraced(function*(left: BacktestFolder.BacktestFolder, right: BacktestFolder.BacktestFolder) {
  const disk = yield* Disk.Disk
  const [lefts, rights] = [BacktestFolder.days(disk, left), BacktestFolder.days(disk, right)]
  const lacking = (these: typeof lefts, those: typeof lefts) => [...these.keys()].filter((day) => !those.has(day)).sort(Canonical.compare)
  const common = [...lefts.keys()].filter((day) => rights.has(day)).sort(Canonical.compare)
  const days: Array<DayDifference> = []
  let first: RunDifference.RunDifference | undefined
  for (const day of common) {
    const [a, b] = [lefts.get(day)!, rights.get(day)!]
    if (a.graph_hash === b.graph_hash) continue
    const [from, to] = [yield* RunSource.open(left.home, a.run), yield* RunSource.open(right.home, b.run)]
    first ??= yield* RunDifference.between(yield* Store, from, to)
    const comparison = Comparison.compare(from.nodes, to.nodes)
    days.push({ day, runs: { left: from.id, right: to.id }, ...comparison, ranked: yield* rankedOtherwise(from, to), changes: yield* seenOtherwise(from, to) })
  }
  const difference: BacktestDifference = { compared: common.length, only: { left: lacking(lefts, rights), right: lacking(rights, lefts) }, days, first }
  return difference
})

const isOf = (artifact: Artifact.Artifact) => ({ media_type, name }: RunRecord.ArtifactRecord): boolean => name === artifact.name && media_type === artifact.mediaType

const read = Effect.fnUntraced(function*<A>({ id, runs }: RunSource.RunSource, record: RunRecord.ArtifactRecord | undefined) {
  return record === undefined ? undefined : JSON.parse(new TextDecoder().decode(yield* RunRepository.artifact(runs, id, record))) as A
})

const rankedOtherwise = Effect.fnUntraced(function*(left: RunSource.RunSource, right: RunSource.RunSource) {
  const of = ({ record }: RunSource.RunSource) => new Map(record.artifacts.filter(isOf(Catalogue.rankedJobs)).map((one) => [one.candidate ?? "", one]))
  const [lefts, rights] = [of(left), of(right)]
  const ranked = new Map<string, Ranked>()
  for (const candidate of [...new Set([...lefts.keys(), ...rights.keys()])].sort(Canonical.compare)) {
    const [a, b] = [lefts.get(candidate), rights.get(candidate)]
    if (a?.digest === b?.digest) continue
    const [from, to] = [placesIn(yield* read<RankedJobs>(left, a)), placesIn(yield* read<RankedJobs>(right, b))]
    const both = [...from.keys()].filter((id) => to.has(id))
    ranked.set(candidate, {
      scores: new Set(both.filter((id) => from.get(id)!.score !== to.get(id)!.score)),
      ranks: new Set(both.filter((id) => from.get(id)!.rank !== to.get(id)!.rank)),
      only: new Set([...from.keys(), ...to.keys()].filter((id) => !from.has(id) || !to.has(id)))
    })
  }
  return ranked
})

/** A posting shown under another of the same job has that one's rank. */
const placesIn = (ranked: RankedJobs | undefined): ReadonlyMap<string, { readonly rank: number; readonly score: number }> =>
  new Map(ranked?.jobs.flatMap(({ also, id, rank, score }) => [[id, { rank, score }] as const, ...also.map((one) => [one.id, { rank, score: one.score }] as const)]))

const seenOtherwise = Effect.fnUntraced(function*(left: RunSource.RunSource, right: RunSource.RunSource) {
  const [a, b] = [left.record.artifacts.find(isOf(Catalogue.changes)), right.record.artifacts.find(isOf(Catalogue.changes))]
  if (a?.digest === b?.digest) return []
  const [from, to] = [happenedIn(yield* read<Changes>(left, a)), happenedIn(yield* read<Changes>(right, b))]
  return [
    ...[...from].filter(([key]) => !to.has(key)).map(([, one]) => ({ in: "left" as const, ...one })),
    ...[...to].filter(([key]) => !from.has(key)).map(([, one]) => ({ in: "right" as const, ...one }))
  ]
})

/** Whatever the changes list by posting. */
const happenedIn = (changes: Changes | undefined): ReadonlyMap<string, { readonly kind: string; readonly id: string }> =>
  new Map(Object.entries(changes ?? {}).flatMap(([kind, listed]) =>
    Array.isArray(listed) ? listed.flatMap((one: { readonly id?: string }) => (one.id === undefined ? [] : [[`${kind} ${one.id}`, { kind, id: one.id }] as const])) : []))

/** What all days came to together, each posting once however many days it was on. */
export interface Meaning {
  readonly candidates: ReadonlyArray<{ readonly candidate: string; readonly scores: number; readonly ranks: number; readonly only: number }>
  /** Of changes that only one of them saw, by kind. */
  readonly changes: { readonly left: { readonly [kind: string]: number }; readonly right: { readonly [kind: string]: number } }
  /** On how many days each stage parts by itself, and why, the first one first. */
  readonly origins: ReadonlyArray<{ readonly stage: string; readonly why: ReadonlyArray<string>; readonly days: number }>
}

export const meaningOf = ({ days }: BacktestDifference): Meaning => {
  const candidates = [...new Set(days.flatMap(({ ranked }) => [...ranked.keys()]))].sort(Canonical.compare)
  const distinct = (candidate: string, which: keyof Ranked) => new Set(days.flatMap(({ ranked }) => [...(ranked.get(candidate)?.[which] ?? [])])).size
  const tally = (side: "left" | "right") => {
    const counts: Record<string, number> = {}
    for (const { changes } of days) for (const change of changes) if (change.in === side) counts[change.kind] = (counts[change.kind] ?? 0) + 1
    return counts
  }
  return {
    candidates: candidates.map((candidate) => ({ candidate, scores: distinct(candidate, "scores"), ranks: distinct(candidate, "ranks"), only: distinct(candidate, "only") })),
    changes: { left: tally("left"), right: tally("right") },
    origins: originsOf(days)
  }
}

const originsOf = (days: ReadonlyArray<DayDifference>): Meaning["origins"] => {
  const found = new Map<string, { readonly stage: string; readonly why: ReadonlyArray<string>; readonly days: Set<string> }>()
  for (const { day, origins } of days) {
    for (const origin of origins) {
      if (day !== days[0]!.day && isCarried(origin)) continue
      const [stage, why] = [origin.node.replace(/\[.*$/, ""), whyOf(origin)]
      const key = [stage, ...why].join("\n")
      const one = found.get(key) ?? { stage, why, days: new Set<string>() }
      one.days.add(day)
      found.set(key, one)
    }
  }
  return Array.from(found.values(), ({ days, stage, why }) => ({ stage, why, days: days.size }))
}

/** Parts by what an earlier day left alone, and so by what that day parted by. */
const isCarried = (origin: Comparison.Origin): boolean =>
  origin.kind === "differs" && origin.causes.every((cause) => cause.kind === "capability" && carried.has(cause.capability))

const carried: ReadonlySet<string> = new Set([History.key, ...World.earlier.map(({ key }) => key)])

const whyOf = (origin: Comparison.Origin): ReadonlyArray<string> => {
  switch (origin.kind) {
    case "differs":
      return origin.causes.map((cause) => (cause.kind === "capability" ? cause.capability.replace(/^.*\//, "") : cause.kind)).sort(Canonical.compare)
    case "outcome":
      return ["outcome"]
    case "only":
      return [`only in the ${origin.in === "left" ? "first" : "second"}`]
  }
}
