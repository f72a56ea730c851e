/**
 * Of what a candidate wants to be told: rules over what happened to postings and boards since the run before.
 *
 * All that one rule says has to hold; several rules are alternatives. A rule without a condition takes every change of its kinds.
 */
import * as Schema from "effect/Schema"
import { ProviderEvent } from "./Changes.ts"
import { PostingFacts } from "./Ledger.ts"
import { CandidateId } from "./Profile.ts"
import { ProviderId } from "./Provider.ts"
import { RoleName } from "./RoleName.ts"
import { FamilyName } from "./Taxonomy.ts"

/** As `salary-moved`. */
export const RuleId = Schema.String.check(Schema.isPattern(/^[a-z0-9]+(-[a-z0-9]+)*$/u), Schema.isMaxLength(60)).annotate({ identifier: "RuleId" })
export type RuleId = typeof RuleId.Type

/** What befell a board, as `board_emptied`. */
export const BoardKind = ProviderEvent.fields.kind
export type BoardKind = typeof BoardKind.Type

/** What befell a posting. `score`: its score reached the rule's `minimum_score` from below. The others that are no event are fields that changed. */
export const PostingKind = Schema.Literals(["new", "reopened", "missing", "closed", "score", ...Object.keys(PostingFacts.fields) as ReadonlyArray<keyof typeof PostingFacts.fields>])
export type PostingKind = typeof PostingKind.Type

export const AlertKind = Schema.Literals([...PostingKind.literals, ...BoardKind.literals]).annotate({ identifier: "AlertKind" })
export type AlertKind = typeof AlertKind.Type

/** Marks by which a rule can select: what is dismissed is never told of. */
export const WatchedMark = Schema.Literals(["saved", "applied"])
export type WatchedMark = typeof WatchedMark.Type

const some = <S extends Schema.Top>(item: S) => Schema.Array(item).check(Schema.isMinLength(1))

const conditions = {
  /** The score today; of a posting that is gone the last one. */
  minimum_score: Schema.optionalKey(Schema.Int),
  /** The rank of its job today; of a posting that is gone the last one. */
  within_first: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))),
  companies: Schema.optionalKey(some(ProviderId)),
  /** The posting, or one of the board, has one of these marks. */
  marks: Schema.optionalKey(some(WatchedMark))
}

const ofBoards: ReadonlySet<AlertKind> = new Set(BoardKind.literals)

const sound = ({ families, id, minimum_score, on, within_first }: {
  readonly id: string
  readonly on: ReadonlyArray<AlertKind>
  readonly minimum_score?: number
  readonly within_first?: number
  readonly families?: ReadonlyArray<string>
}): true | string => {
  if (on.includes("score") && minimum_score === undefined) return `the rule ${id} is on score and says no minimum_score to reach`
  const judges = minimum_score !== undefined || within_first !== undefined || families !== undefined
  return !judges || !on.some((kind) => ofBoards.has(kind)) || `the rule ${id} is on events of boards, which have neither score, rank nor family: write a rule of its own for them`
}

export const AlertRule = Schema.Struct({
  id: RuleId,
  on: some(AlertKind),
  ...conditions,
  /** Families, domains or groups of roles. */
  families: Schema.optionalKey(some(RoleName))
}).check(Schema.makeFilter((rule) => sound(rule))).annotate({ identifier: "AlertRule" })
export interface AlertRule extends Schema.Schema.Type<typeof AlertRule> {}

export const Weekday = Schema.Literals(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
export type Weekday = typeof Weekday.Type

const distinct = (rules: ReadonlyArray<{ readonly id: string }>): true | string => {
  const twice = rules.find(({ id }, index) => rules.findIndex((other) => other.id === id) !== index)
  return twice === undefined || `two rules have the id ${twice.id}`
}

const Rules = Schema.Array(AlertRule).check(Schema.makeFilter((rules) => distinct(rules)))

/** What is otherwise for one candidate. */
export const CandidateAlerts = Schema.Struct({
  /** `false`: nothing is told. Absent: on. */
  enabled: Schema.optionalKey(Schema.Boolean),
  /** Rules of everybody that do not count here. */
  without: Schema.optionalKey(Schema.Array(RuleId)),
  /** Rules of the candidate's own. One with the id of a rule of everybody stands in its place. */
  rules: Schema.optionalKey(Rules),
  weekly_on: Schema.optionalKey(Weekday)
}).annotate({ identifier: "CandidateAlerts" })
export interface CandidateAlerts extends Schema.Schema.Type<typeof CandidateAlerts> {}

export const AlertRules = Schema.Struct({
  schema_version: Schema.Literal(1),
  /** The day of the weekly digest; where no run is about it, the next run's. */
  weekly_on: Weekday,
  /** For everybody. Their order means nothing. */
  rules: Rules,
  candidates: Schema.optionalKey(Schema.Record(CandidateId, CandidateAlerts))
}).annotate({ identifier: "AlertRules" })
export interface AlertRules extends Schema.Schema.Type<typeof AlertRules> {}

/** A rule with its names of roles resolved to families. */
export const ChosenRule = Schema.Struct({ id: RuleId, on: some(AlertKind), ...conditions, families: Schema.optionalKey(Schema.Array(FamilyName)) }).annotate({ identifier: "ChosenRule" })
export interface ChosenRule extends Schema.Schema.Type<typeof ChosenRule> {}

/** The rules of one candidate, sorted by id. */
export const ChosenRules = Schema.Struct({ weekly_on: Weekday, rules: Schema.Array(ChosenRule) }).annotate({ identifier: "ChosenRules" })
export interface ChosenRules extends Schema.Schema.Type<typeof ChosenRules> {}
