/**
 * What the history of all boards says as of a day: what opened and closed, what changed in what is asked for, what is paid, how long
 * postings stay open.
 *
 * Whole numbers alone; a share is the reader's to take, of two numbers that stand here. A window is the last so many days, `as_of` the
 * last of them. Postings that were there when their board was first read are `first_observed`, never `opened`.
 */
import * as Schema from "effect/Schema"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { LedgerBoard } from "./Ledger.ts"
import { WorkMode } from "./Posting.ts"
import { CountryCode, Currency } from "./Profile.ts"
import { ProviderId } from "./Provider.ts"
import { SkillId } from "./Skills.ts"
import { FamilyName, Seniority } from "./Taxonomy.ts"

const flow = {
  /** At the end of the day before the window. A posting that is missing and not yet closed is open. */
  open_before: Count,
  /** On a board that was first read then: nobody knows since when they are open. */
  first_observed: Count,
  opened: Count,
  /** Came back after they were closed. */
  reopened: Count,
  closed: Count,
  /** `open_before + first_observed + opened + reopened - closed`. */
  open_after: Count,
  /** `opened + reopened - closed`. */
  net: Schema.Int
}

/** Of postings. One that opens and closes within the window is counted in both. */
export const Flow = Schema.Struct(flow).annotate({ identifier: "Flow" })
export interface Flow extends Schema.Schema.Type<typeof Flow> {}

/** How well a board was followed over the window. */
export const Coverage = Schema.Struct({
  board: LedgerBoard.fields.board,
  provider: ProviderId,
  /** Days of the window from the first reading of the board to the last. Days between them on which nothing could be read are among them. */
  days_followed: Count,
  /** It was known before the window and was read in its last three days: what is compared over time is compared on such boards alone. */
  steady: Schema.Boolean
}).annotate({ identifier: "Coverage" })
export interface Coverage extends Schema.Schema.Type<typeof Coverage> {}

export const FamilyTurn = Schema.Struct({
  /** `null`: on all steady boards together. */
  provider: Schema.NullOr(ProviderId),
  family: FamilyName,
  /** What is open of it at the end of the window, or was at its beginning. */
  postings: Count
}).annotate({ identifier: "FamilyTurn" })
export interface FamilyTurn extends Schema.Schema.Type<typeof FamilyTurn> {}

export const SkillShift = Schema.Struct({
  skill: SkillId,
  /** Jobs that name it, of those opened in the window and of those opened in as many days before it. */
  jobs: Count,
  jobs_before: Count,
  /** Employers that name it in the period in which it is the more frequent. */
  employers: Count,
  /** How likely chance alone gives shares at least as far apart, in millionths, rounded up: Fisher's exact test, the smaller tail doubled. */
  chance_millionths: Count
}).annotate({ identifier: "SkillShift" })
export interface SkillShift extends Schema.Schema.Type<typeof SkillShift> {}

export const SkillShifts = Schema.Struct({
  /** Jobs compared: opened on steady boards in the window, and in as many days before it. A job is one title of one employer, without its places. */
  jobs: Count,
  jobs_before: Count,
  /** Skills with numbers large enough to be compared. */
  tested: Count,
  /** Significant together at 5 % (Benjamini-Hochberg), the least likely by chance first, ties by skill. */
  rising: Schema.Array(SkillShift),
  falling: Schema.Array(SkillShift)
}).annotate({ identifier: "SkillShifts" })
export interface SkillShifts extends Schema.Schema.Type<typeof SkillShifts> {}

export const Window = Schema.Struct({
  days: Count,
  /** Sorted by board. */
  coverage: Schema.Array(Coverage),
  total: Flow,
  /** Each list has what was open or moved in the window, sorted, `null` first: what a posting does not say. */
  providers: Schema.Array(Schema.Struct({ provider: ProviderId, ...flow })),
  families: Schema.Array(Schema.Struct({ family: Schema.NullOr(FamilyName), ...flow })),
  seniorities: Schema.Array(Schema.Struct({ seniority: Seniority, ...flow })),
  /** A posting of several countries is in each. */
  countries: Schema.Array(Schema.Struct({ country: Schema.NullOr(CountryCode), ...flow })),
  work_modes: Schema.Array(Schema.Struct({ work_mode: Schema.NullOr(WorkMode), ...flow })),
  /** On steady boards: families of which nothing was open before the window and something is now; sorted by provider, `null` first, and family. */
  appeared: Schema.Array(FamilyTurn),
  /** Families of which something was open before the window and nothing is now. */
  vanished: Schema.Array(FamilyTurn),
  skills: SkillShifts
}).annotate({ identifier: "Window" })
export interface Window extends Schema.Schema.Type<typeof Window> {}

/** Values of postings, in the currency's minor unit a year: the nearest rank, so each is one that somebody offers. */
export const Quartiles = Schema.Struct({ lower: Count, median: Count, upper: Count }).annotate({ identifier: "Quartiles" })
export interface Quartiles extends Schema.Schema.Type<typeof Quartiles> {}

export const PayLevel = Schema.Struct({
  family: FamilyName,
  currency: Currency,
  /** Open postings that state a range of pay; at least five. */
  postings: Count,
  employers: Count,
  /** Of the lower ends of their ranges. */
  minimum: Quartiles,
  /** Of the upper ends. */
  maximum: Quartiles
}).annotate({ identifier: "PayLevel" })
export interface PayLevel extends Schema.Schema.Type<typeof PayLevel> {}

/** The first age in days by which at least that share has closed, and how many were still watched at it; `null`: not reached. */
const Age = Schema.NullOr(Schema.Struct({ days: Count, at_risk: Count }))

export const SurvivalStep = Schema.Struct({
  /** 1 for a posting that was served on one day alone. */
  days: Count,
  /** Postings open and watched at that age. */
  at_risk: Count,
  closed: Count,
  /** Share still open after it, in thousandths, rounded down. */
  open_permille: Count
}).annotate({ identifier: "SurvivalStep" })
export interface SurvivalStep extends Schema.Schema.Type<typeof SurvivalStep> {}

/** Kaplan-Meier: how old postings get before they close for the first time. */
export const TimeToClose = Schema.Struct({
  /** At most one of the two; both `null`: all. */
  provider: Schema.NullOr(ProviderId),
  family: Schema.NullOr(FamilyName),
  /** Postings seen to open that were open in the period. */
  postings: Count,
  closed: Count,
  /** Of `postings`, those opened before the period: they are at risk from the age they had when it began. */
  entered_late: Count,
  lower_quartile: Age,
  median: Age,
  upper_quartile: Age,
  /** One for each age at which some closed. */
  curve: Schema.Array(SurvivalStep)
}).annotate({ identifier: "TimeToClose" })
export interface TimeToClose extends Schema.Schema.Type<typeof TimeToClose> {}

/** A provider's days, the last of them `as_of`; all lists are equally long. */
export const Course = Schema.Struct({
  provider: ProviderId,
  /** At the end of the day. */
  open: Schema.Array(Count),
  /** Opened or reopened. */
  opened: Schema.Array(Count),
  closed: Schema.Array(Count)
}).annotate({ identifier: "Course" })
export interface Course extends Schema.Schema.Type<typeof Course> {}

export const Analytics = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  /** Every board of the ledger, sorted. */
  boards: Schema.Array(Schema.Struct({
    board: LedgerBoard.fields.board,
    provider: ProviderId,
    status: LedgerBoard.fields.status,
    since: Day,
    first_observed: LedgerBoard.fields.first_observed,
    observed_on: LedgerBoard.fields.observed_on
  })),
  /** Of 7, 14 and 30 days. */
  windows: Schema.Array(Window),
  /** The last thirty days, sorted by provider. */
  course: Schema.Array(Course),
  /** Sorted by family and currency. */
  pay: Schema.Array(PayLevel),
  time_to_close: Schema.Struct({
    /** The last so many days. */
    period_days: Count,
    /** Postings open in the period whose age nobody knows: they were there when their board was first read. They are in no curve. */
    of_unknown_age: Count,
    /** All first, then by provider, then by family; of these only those with at least ten closings. */
    curves: Schema.Array(TimeToClose)
  })
}).annotate({ identifier: "Analytics" })
export interface Analytics extends Schema.Schema.Type<typeof Analytics> {}
