/**
 * Recorded exchanges, one list per provider: `manifest.json` of a snapshot set. The network pins of a run list them alike.
 *
 * Bodies lie beside the manifest as `bodies/<digest>`.
 */
import * as Schema from "effect/Schema"
import { ProviderId } from "./Provider.ts"

export const DigestText = Schema.String.check(Schema.isPattern(/^sha256-[0-9a-f]{64}$/)).annotate({ identifier: "Digest" })

export const Exchange = Schema.Struct({
  url: Schema.String.check(Schema.isPattern(/^https:\/\/\S+$/)),
  /** Digest of what was POSTed; absent for a GET. */
  sent: Schema.optionalKey(DigestText),
  status: Schema.Int,
  /** The headers worth keeping, names in lower case: see `SnapshotSet.keptHeaders`. */
  headers: Schema.Record(Schema.String, Schema.String),
  body: DigestText,
  /** Length of the body in bytes. */
  bytes: Schema.Int,
  /** When the answer was received, ISO 8601 in UTC. */
  received_at: Schema.String.check(Schema.isPattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/))
}).annotate({ identifier: "Exchange" })
export interface Exchange extends Schema.Schema.Type<typeof Exchange> {}

const distinct = (exchanges: ReadonlyArray<Exchange>): true | string => {
  const questions = exchanges.map(({ sent, url }) => (sent === undefined ? url : `${url} and the request ${sent}`))
  const twice = questions.find((question, index) => questions.indexOf(question) !== index)
  return twice === undefined || `two answers are recorded for ${twice}`
}

export const SnapshotManifest = Schema.Struct({
  format: Schema.Literal("signalcraft/snapshot-set/1"),
  providers: Schema.Record(ProviderId, Schema.Struct({
    exchanges: Schema.Array(Exchange).check(Schema.makeFilter(distinct)),
    /** When the board said last that this is still what it says. Absent: when it was received. */
    confirmed_at: Schema.optionalKey(Exchange.fields.received_at)
  })),
  /** By host, what its robots.txt said when its boards were asked. */
  robots: Schema.optionalKey(Schema.Record(Schema.String, Exchange))
}).annotate({ identifier: "SnapshotManifest" })
export interface SnapshotManifest extends Schema.Schema.Type<typeof SnapshotManifest> {}
