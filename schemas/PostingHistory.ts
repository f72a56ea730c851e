/**
 * What has been seen of one posting, and of one board: what a day's ledger is made of.
 *
 * A row is enough to reckon with long after its posting is gone: what it said of itself in fields, and what was understood of it. Ids,
 * numbers and dates; never words of the advertisement.
 */
import * as Schema from "effect/Schema"
import { FieldChange } from "./Changes.ts"
import { Count } from "./Count.ts"
import { Day } from "./Day.ts"
import { BoardKey, PostingFacts } from "./Ledger.ts"
import { Posting, PostingId, WorkMode } from "./Posting.ts"
import { CountryCode, Currency } from "./Profile.ts"
import { ProviderId } from "./Provider.ts"
import { SkillId } from "./Skills.ts"
import { DigestText } from "./SnapshotSet.ts"
import { Domain, FamilyName, Seniority } from "./Taxonomy.ts"

/** A posting as it was last understood, without evidence. */
export const Traits = Schema.Struct({
  family: Schema.NullOr(FamilyName),
  domain: Schema.NullOr(Domain),
  seniority: Seniority,
  /** Sorted, each once. */
  countries: Schema.Array(CountryCode),
  work_mode: Schema.NullOr(WorkMode),
  /** Sorted, each once. */
  skills: Schema.Array(SkillId),
  /** The widest yearly range of one currency, in its minor unit; `null` where none is known or several currencies are. */
  pay: Schema.NullOr(Schema.Struct({ currency: Currency, minimum: Schema.NullOr(Count), maximum: Schema.NullOr(Count) }))
}).annotate({ identifier: "Traits" })
export interface Traits extends Schema.Schema.Type<typeof Traits> {}

/** Of a posting that was never understood. */
export const unknown: Traits = { family: null, domain: null, seniority: "unspecified", countries: [], work_mode: null, skills: [], pay: null }

/** A time a posting was open, and is over. */
export const Spell = Schema.Struct({ first_seen: Day, last_seen: Day, closed_on: Day }).annotate({ identifier: "Spell" })
export interface Spell extends Schema.Schema.Type<typeof Spell> {}

/** Another posting that this one is the same job as, and what says so: one requisition, or only title and places. */
export const Kinship = Schema.Struct({ posting: PostingId, evidence: Schema.Literals(["requisition", "title_and_places"]) }).annotate({ identifier: "Kinship" })
export interface Kinship extends Schema.Schema.Type<typeof Kinship> {}

/** A change of facts on a day. */
export const DatedChange = Schema.Struct({ on: Day, fields: Schema.Array(FieldChange).check(Schema.isMinLength(1)) }).annotate({ identifier: "DatedChange" })
export interface DatedChange extends Schema.Schema.Type<typeof DatedChange> {}

/** A row of the history of a provider's boards. */
export const PostingHistory = Schema.Struct({
  id: PostingId,
  board: BoardKey,
  /** Who read the board when the posting was last served. */
  provider: ProviderId,
  url: Posting.fields.url,
  /** `missing`: the last complete answers lack it, not yet enough of them to call it closed. */
  state: Schema.Literals(["open", "missing", "closed"]),
  /** The first day it was ever seen, here or on the board it continues from. */
  known_since: Day,
  /** The first day of the present spell: it was first seen, or came back after it was closed. */
  first_seen: Day,
  /** It was seen to open: its board was known before it. Otherwise it was there when the board was first read, and nobody knows since when. */
  opened: Schema.Boolean,
  /** The last day it was served, once an answer lacked it; `null` while it is served: then it is the board's `observed_on`. */
  last_seen: Schema.NullOr(Day),
  /** On how many days in a row a complete answer lacked it; 0 while open. */
  missed: Count,
  closed_on: Schema.NullOr(Day),
  /** Earlier spells, the oldest first; at most the latest eight. */
  spells: Schema.Array(Spell),
  /** As last served. */
  facts: PostingFacts,
  /** The digest of `facts`. */
  digest: DigestText,
  traits: Traits,
  /** The oldest first; at most the latest sixteen. */
  changes: Schema.Array(DatedChange),
  /** The posting of the employer's earlier board that it goes on from: its spell, spells and changes are here too. */
  continues: Schema.optionalKey(Kinship),
  /** The posting of the employer's later board that goes on from it. */
  continued_by: Schema.optionalKey(PostingId),
  /** A posting of the same board that went away shortly before it came. */
  reposts: Schema.optionalKey(Kinship)
}).annotate({ identifier: "PostingHistory" })
export interface PostingHistory extends Schema.Schema.Type<typeof PostingHistory> {}

/** How a table of rows is known, and how many rows of which board it has, sorted by board. */
export const HistoryTable = Schema.Struct({ digest: DigestText, boards: Schema.Array(Schema.Struct({ board: BoardKey, rows: Count })) }).annotate({ identifier: "HistoryTable" })
export interface HistoryTable extends Schema.Schema.Type<typeof HistoryTable> {}
