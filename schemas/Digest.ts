/**
 * A candidate's alerts of a day, and where it is due of a week, as one sends them: what a mail or a page is made from.
 */
import * as Schema from "effect/Schema"
import { Alert, AlertCounts, AlertOfDay } from "./Alerts.ts"
import { Day } from "./Day.ts"
import { CandidateId } from "./Profile.ts"

export const Digest = Schema.Struct({
  schema_version: Schema.Literal(1),
  as_of: Day,
  candidate: CandidateId,
  /** One line, as the subject of a mail. No word of a stranger is in it. */
  subject: Schema.NonEmptyString,
  /** All of the day, of earlier runs about it too. An empty list is a day on which nothing is to be sent. */
  daily: Schema.Struct({ alerts: Schema.Array(Alert) }),
  /** `null` on days without one. `earlier` are those of the days before; with `daily` they are the week. */
  weekly: Schema.NullOr(Schema.Struct({ after: Schema.NullOr(Day), earlier: Schema.Array(AlertOfDay) })),
  /** Of the run at hand: what was looked at, and why the rest is not told. */
  counts: AlertCounts
}).annotate({ identifier: "Digest" })
export interface Digest extends Schema.Schema.Type<typeof Digest> {}
