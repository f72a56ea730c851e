/**
 * Where the work of a posting is done, as far as its places say, and from where it may be done remotely.
 *
 * Unknown is `null`, never a guess: `Georgia` alone is neither the country nor the state.
 */
import * as Schema from "effect/Schema"
import { RegionCode, ZoneCode } from "./Gazetteer.ts"
import { WorkMode } from "./Posting.ts"
import { CountryCode } from "./Profile.ts"
import { Span } from "./Span.ts"

export const Whereabout = Schema.Struct({
  country: Schema.NullOr(CountryCode),
  region: Schema.NullOr(RegionCode),
  /** The usual English name; a city that is not in the gazetteer as it is written. */
  city: Schema.NullOr(Schema.NonEmptyString),
  /** Several countries at once, as `emea`; `world` for anywhere. */
  zone: Schema.NullOr(ZoneCode),
  /** It is where one may live who works remotely, not where one goes. Without country and zone: where is not said. */
  remote: Schema.Boolean,
  evidence: Schema.Array(Span)
}).annotate({ identifier: "Whereabout" })
export interface Whereabout extends Schema.Schema.Type<typeof Whereabout> {}

export const Workplace = Schema.Struct({
  mode: Schema.NullOr(WorkMode),
  /** The mode is as stated, and working remotely is said to be possible. */
  remote_possible: Schema.Boolean,
  /** What states the mode. */
  source: Schema.NullOr(Schema.Literals(["field", "places", "title", "text"])),
  evidence: Schema.Array(Span),
  /** Where one may live who works remotely; empty where nothing is said, or the work is not remote. */
  scope: Schema.Array(Whereabout)
}).annotate({ identifier: "Workplace" })
export interface Workplace extends Schema.Schema.Type<typeof Workplace> {}
