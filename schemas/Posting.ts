/**
 * A job posting, as its board states it in fields. Identity is (system, board, posting id): titles, places and even
 * requisitions change under one id, and vendors' "updated" times move without a change.
 *
 * Fields that a board does not state are `null`: unknown is not no. Dates and pay stay as given; what they mean is decided
 * later, by rules that can be versioned.
 */
import * as Schema from "effect/Schema"
import { ProviderId, System } from "./Provider.ts"
import { RawText } from "./RawText.ts"

/** `<system>/<board>/<posting id>`, the board in lower case. */
export const PostingId = Schema.String.check(Schema.isPattern(/^[a-z]+\/[a-z0-9._-]+\/[^/\s]+$/)).pipe(Schema.brand("PostingId"))
export type PostingId = typeof PostingId.Type

export const WorkMode = Schema.Literals(["on_site", "hybrid", "remote"])
export type WorkMode = typeof WorkMode.Type

export const EmploymentType = Schema.Literals(["full_time", "part_time", "contract", "temporary", "intern"])
export type EmploymentType = typeof EmploymentType.Type

/** A place as the board writes it, with the parts it states apart. */
export const Place = Schema.Struct({
  text: Schema.NonEmptyString,
  city: Schema.NullOr(Schema.String),
  region: Schema.NullOr(Schema.String),
  country: Schema.NullOr(Schema.String)
}).annotate({ identifier: "Place" })
export interface Place extends Schema.Schema.Type<typeof Place> {}

/** One pay band as published. Amounts are in the currency's major unit, as the board gives them. */
export const PayRange = Schema.Struct({
  label: Schema.NullOr(Schema.String),
  minimum: Schema.NullOr(Schema.Finite),
  maximum: Schema.NullOr(Schema.Finite),
  currency: Schema.NullOr(Schema.String),
  interval: Schema.NullOr(Schema.Literals(["year", "month", "week", "day", "hour"]))
}).annotate({ identifier: "PayRange" })
export interface PayRange extends Schema.Schema.Type<typeof PayRange> {}

export const Compensation = Schema.Struct({
  /** The board's own one-line summary. */
  summary: Schema.NullOr(Schema.String),
  /** Salary bands only; equity and bonus are said in the summary. */
  ranges: Schema.Array(PayRange),
  offers_equity: Schema.NullOr(Schema.Boolean)
}).annotate({ identifier: "Compensation" })
export interface Compensation extends Schema.Schema.Type<typeof Compensation> {}

const fields = {
  id: PostingId,
  provider: ProviderId,
  system: System,
  board: Schema.NonEmptyString,
  /** The employer's own page for the posting: always where a reader is sent. */
  url: Schema.String.check(Schema.isPattern(/^https:\/\/\S+$/)),
  /** Outer white space removed, inner runs collapsed to one space; otherwise as published. */
  title: Schema.NonEmptyString,
  departments: Schema.Array(Schema.NonEmptyString),
  places: Schema.Array(Place),
  work_mode: Schema.NullOr(WorkMode),
  employment_type: Schema.NullOr(EmploymentType),
  compensation: Schema.NullOr(Compensation),
  /** As given by the vendor: an ISO 8601 date or time. */
  published_at: Schema.NullOr(Schema.NonEmptyString),
  /** Shared by the postings of one requisition. */
  requisition: Schema.NullOr(Schema.NonEmptyString),
  language: Schema.NullOr(Schema.NonEmptyString)
}

/** What may be shown, stored and compared. */
export const Posting = Schema.Struct(fields).annotate({ identifier: "Posting" })
export interface Posting extends Schema.Schema.Type<typeof Posting> {}

/** What a list says of a posting, so that a reader knows which one it is; places as text. */
export const PostingBrief = Schema.Struct({
  id: PostingId,
  provider: ProviderId,
  title: fields.title,
  url: fields.url,
  places: Schema.Array(Place.fields.text),
  work_mode: fields.work_mode
}).annotate({ identifier: "PostingBrief" })
export interface PostingBrief extends Schema.Schema.Type<typeof PostingBrief> {}

/**
 * The advertisement's text exactly as served, with the form it is in. Boards decode nothing: a stage that reads text decodes
 * `escaped_html` once (the five entities of XML), and then both kinds are HTML.
 */
export const PostingText = Schema.Struct({ form: Schema.Literals(["html", "escaped_html", "plain"]), raw: RawText }).annotate({ identifier: "PostingText" })
export interface PostingText extends Schema.Schema.Type<typeof PostingText> {}

/** A posting with the advertisement's text, for the stages that read text. Never part of a UI-safe artifact. */
export const FullPosting = Schema.Struct({ ...fields, text: Schema.NullOr(PostingText) }).annotate({ identifier: "FullPosting" })
export interface FullPosting extends Schema.Schema.Type<typeof FullPosting> {}
