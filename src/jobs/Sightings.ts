/**
 * What happened to postings and boards, one thing at a time: each change of a day with what makes it the same one when it is seen again.
 *
 * `same` never holds the day on which it was seen: a run that goes on from an older past sees a change on another day.
 */
import type { BoardKind, PostingKind } from "../../schemas/AlertRules.ts"
import type { Changes, FieldChange } from "../../schemas/Changes.ts"
import type { PostingBrief } from "../../schemas/Posting.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import type * as Canonical from "../platform/Canonical.ts"
import * as Pay from "./Pay.ts"

export interface OfPosting {
  readonly about: "posting"
  readonly kind: PostingKind
  readonly posting: PostingBrief
  readonly from: string | null
  readonly to: string | null
  /** The score that was reached, where that is the change. */
  readonly line: number | null
  readonly same: Canonical.Json
}

export interface OfBoard {
  readonly about: "board"
  readonly kind: BoardKind
  readonly provider: ProviderId
  readonly board: string
  readonly detail: string
  readonly same: Canonical.Json
}

/** In the order of the changes. */
export const of = (changes: Changes): ReadonlyArray<OfPosting | OfBoard> => [
  ...changes.new.map((posting) => one("new", brief(posting), null, null, null)),
  ...changes.changed.flatMap((posting) => fields(brief(posting), posting.fields)),
  ...changes.reopened.flatMap((posting) => [one("reopened", brief(posting), posting.closed_on, null, posting.closed_on), ...fields(brief(posting), posting.fields)]),
  ...(changes.missing ?? []).map((posting) => one("missing", brief(posting), posting.last_seen, null, posting.last_seen)),
  ...changes.closed.map((posting) => one("closed", brief(posting), posting.last_seen, posting.closed_on, posting.last_seen)),
  // A board may fail again: it is the day compared with that tells one time from another.
  ...changes.events.map((event): OfBoard => ({ about: "board", ...event, same: changes.baseline }))
]

/** A score that reached the line from below. */
export const reached = (posting: PostingBrief, line: number, from: number, to: number): OfPosting => ({ ...one("score", posting, String(from), String(to), line), line })

const fields = (posting: PostingBrief, changed: ReadonlyArray<FieldChange>): ReadonlyArray<OfPosting> =>
  changed.map(({ field, from, to }) => one(field, posting, words(from), words(to), [from, to] as unknown as Canonical.Json))

const one = (kind: PostingKind, posting: PostingBrief, from: string | null, to: string | null, same: Canonical.Json): OfPosting =>
  ({ about: "posting", kind, posting, from, to, line: null, same })

const words = (value: FieldChange["from"]): string | null => {
  if (value === null) return null
  if (typeof value === "string") return value
  if ("ranges" in value) return Pay.line(value) || null
  return value.map((part) => (typeof part === "string" ? part : part.text)).join("; ") || null
}

const brief = ({ id, places, provider, title, url, work_mode }: PostingBrief): PostingBrief => ({ id, provider, title, url, places, work_mode })
