/**
 * Days of boards, marks and mishaps as a candidate lives through them, and what was told on each.
 */
import * as Schema from "effect/Schema"
import type { Alert, Alerts as AlertsDocument } from "../../schemas/Alerts.ts"
import { AlertKind, BoardKind, type ChosenRules, type ChosenRule } from "../../schemas/AlertRules.ts"
import type { Changes as ChangesDocument } from "../../schemas/Changes.ts"
import type { Mark } from "../../schemas/Marks.ts"
import type { Posting } from "../../schemas/Posting.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import * as Alerts from "../../src/jobs/Alerts.ts"
import type * as AlertView from "../../src/jobs/AlertView.ts"
import * as Clusters from "../../src/jobs/Clusters.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Score from "../../src/jobs/Score.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Memory from "./Memory.ts"
import * as Rig from "./Rig.ts"
import { scoring } from "./Shipped.ts"

export const marked = (marks: Readonly<Record<number, Mark>>) => Object.entries(marks).map(([number, mark]) => ({ posting: `ashby/acme/${number}`, mark }))

export type Draft = Omit<ChosenRule, "id"> & { readonly id?: string }

export const rules = (...some: ReadonlyArray<Draft>): ChosenRules =>
  ({ weekly_on: "monday", rules: some.map((rule, index) => ({ id: `rule-${index}`, ...rule })) })

/** Every change there is, the boards' too, and a score reached. */
export const all = rules(
  { id: "boards", on: BoardKind.literals },
  { id: "line", on: ["score"], minimum_score: 40 },
  { id: "high-line", on: ["score"], minimum_score: 60 },
  { id: "postings", on: AlertKind.literals.filter((kind) => kind !== "score" && !BoardKind.literals.some((event) => event === kind)) }
)

export const ranking = (postings: ReadonlyArray<Posting>, as_of: string, profile = Rig.profile): RankedJobs => {
  const understood = postings.map((posting) => Rig.asUnderstood(posting))
  return Ranking.rank({
    as_of, profile, scoring,
    postings: understood.map((posting) => Ranking.scored(posting, Score.timeless(posting, profile, scoring, tables))),
    clusters: Clusters.jobs(understood, tables.places)
  })
}

export interface Lived {
  readonly input: AlertView.Input
  readonly alerts: AlertsDocument
  readonly changes: ChangesDocument
}

export interface Day {
  readonly today: Memory.Today
  readonly marks?: Readonly<Record<number, Mark>>
  /** How many ledgers were damaged, so that an older one serves. */
  readonly damaged?: number
  readonly rules?: ChosenRules
}

/** The days one after another, each going on from the alerts and the ranking of the one before. */
export const live = (days: ReadonlyArray<Day>): ReadonlyArray<Lived> => {
  const memories: Array<Memory.Memory> = []
  const lived: Array<Lived> = []
  for (const { damaged = 0, marks = {}, rules = all, today } of days) {
    const memory = Memory.fold(memories.at(-1 - damaged) ?? null, today)
    const { changes } = memory
    const postings = today.results.flatMap((result) => (result._tag === "ok" ? result.value.postings : []))
    const last = lived.at(-1)
    const input = { rules, changes, ranking: ranking(postings, today.as_of), marked: marked(marks), told: last?.alerts ?? null, before: last?.input.ranking ?? null }
    memories.push(memory)
    lived.push({ input, changes, alerts: Alerts.raise(input) })
  }
  return lived
}

/** A story in a few choices: eight days at most, of marks that only grow. */
export const Story = Schema.Array(Schema.Struct({
  acme: Schema.NullOr(Schema.Array(Rig.Sketch).check(Schema.isMaxLength(8))),
  zeta: Schema.NullOr(Schema.Array(Rig.Sketch).check(Schema.isMaxLength(3))),
  marks: Schema.Array(Schema.Struct({ number: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 12 })), mark: Schema.Literals(["saved", "applied", "dismissed"]) })).check(Schema.isMaxLength(2)),
  damaged: Schema.Literals([0, 1, 2])
})).check(Schema.isMaxLength(8))

export const daysOf = (story: typeof Story.Type): ReadonlyArray<Day> => {
  const todays = Rig.daysOf(story)
  const marks: Record<number, Mark> = {}
  return story.map(({ damaged, marks: more }, index) => {
    // What is dismissed stays so.
    for (const { mark, number } of more) if (marks[number] !== "dismissed") marks[number] = mark
    return { today: todays[index]!, marks: { ...marks }, damaged }
  })
}

/** Every posting or board of an alert, with the change in words. */
export const told = (alert: Alert, changes: ChangesDocument): ReadonlyArray<string> => {
  if (alert.about === "board") return [`${alert.board} ${alert.change.kind} since ${changes.baseline}`]
  const { from, kind, to } = alert.change
  const what = kind === "score" ? kind : kind === "closed" ? `${kind} ${from}` : `${kind} ${from} ${to}`
  return [alert.posting, ...alert.also].map(({ id }) => `${id} ${what}`)
}
