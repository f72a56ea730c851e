/**
 * `run.json`: what a run was given, what it gave, and how it ended. A run is committed when this file is in place.
 *
 * It holds no wall-clock value, so equal runs leave equal records; times are in `timing.json` and `events.jsonl` beside it. The seal is
 * the digest of the record without the seal: a changed byte anywhere shows.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Outcome } from "../../schemas/Ending.ts"
import * as Wire from "../engine/Wire.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"

const DigestText = Schema.String.check(Schema.isPattern(/^sha256-[0-9a-f]{64}$/))
const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

export const Failure = Schema.Struct({
  node: Schema.String,
  stage: Schema.String,
  partition: Schema.NullOr(Schema.String),
  error: Schema.Json,
  message: Schema.String,
  retryable: Schema.Boolean
}).annotate({ identifier: "Failure" })

export const PinRecord = Schema.Struct({ fingerprint: Schema.String, document: Schema.Json }).annotate({ identifier: "Pin" })
export interface PinRecord extends Schema.Schema.Type<typeof PinRecord> {}

export const ArtifactRecord = Schema.Struct({
  name: Schema.NonEmptyString,
  /** The candidate it was made for, or `null`. */
  candidate: Schema.NullOr(Schema.String),
  /** Below `artifacts/`, and nowhere else. */
  file: Schema.String.check(Schema.isPattern(/^(candidates\/[A-Za-z0-9][A-Za-z0-9._-]*\/)?[A-Za-z0-9_][A-Za-z0-9_.-]*$/)),
  media_type: Schema.String,
  safety: Schema.Literals(["ui_safe", "replay_safe"]),
  digest: DigestText,
  bytes: Count,
  /** The provider it is about, where it is about one. */
  provider: Schema.optionalKey(Schema.String),
  /** It lies among the durable blobs of the runs, by its digest, and not in the run's own folder: a table that many runs share. */
  kept: Schema.optionalKey(Schema.Literal("blobs"))
}).annotate({ identifier: "Artifact" })
export interface ArtifactRecord extends Schema.Schema.Type<typeof ArtifactRecord> {}

const format = "signalcraft/run/1"

const fields = {
  format: Schema.Literal(format),
  graph: Schema.String,
  as_of: Schema.String,
  outcome: Outcome,
  failed_stage: Schema.NullOr(Schema.String),
  failures: Schema.Array(Failure),
  /** Digest of the registry of providers in canonical form; absent where it did not hold, or was not noted yet. */
  registry_hash: Schema.optionalKey(DigestText),
  /** `null` where nothing was computed. */
  graph_hash: Schema.NullOr(DigestText),
  /** `nodes.ndjson` and its counts. */
  nodes: Schema.NullOr(Schema.Struct({ digest: DigestText, total: Count, ok: Count, failed: Count, skipped: Count })),
  /** Configuration file to the digest of its canonical content; the content is kept among the pins. */
  config: Schema.Record(Schema.String, DigestText),
  runtime: Schema.Record(Schema.String, Schema.String),
  /** What the run met outside its stages and went on: sentences; absent in early runs. */
  remarks: Schema.optionalKey(Schema.Array(Schema.String)),
  /** Capability, then scope (empty for none). */
  pins: Schema.Record(Schema.String, Schema.Record(Schema.String, PinRecord)),
  artifacts: Schema.Array(ArtifactRecord)
}

const Body = Schema.Struct(fields)
export interface Body extends Schema.Schema.Type<typeof Body> {}

export const RunRecord = Schema.Struct({ ...fields, seal: DigestText }).annotate({ identifier: "RunRecord" })
export interface RunRecord extends Schema.Schema.Type<typeof RunRecord> {}

export const seal = (body: Body): RunRecord => ({ ...body, seal: Canonical.digestUnsafe(body) })

export const encode = (record: RunRecord): string => `${Canonical.stringifyUnsafe(record)}\n`

/** The seal is the last key of the canonical text, so the sealed text is what stands before it. */
const sealed = /^(.*),"seal":"(sha256-[0-9a-f]{64})"\}\n$/s

const validate = Schema.decodeUnknownResult(RunRecord, { onExcessProperty: "ignore" })

/** The record in a file's text, or why it is none. */
export const decode = (text: string): Result.Result<RunRecord, string> => {
  const [, body, stated] = sealed.exec(text) ?? []
  if (body === undefined) return Result.fail("it is not a sealed run record")
  if (Digest.of(`${body}}`) !== stated) return Result.fail("its seal does not match: a byte was changed")
  try {
    const json = JSON.parse(text) as { readonly format?: unknown }
    if (json.format !== format) return Result.fail(`its format is ${JSON.stringify(json.format)?.slice(0, 60) ?? "not stated"}, and this program reads ${format}`)
    // The whole of it, with keys that a later program added: the record is known by its bytes.
    return Result.mapBoth(validate(json), { onSuccess: () => json as unknown as RunRecord, onFailure: Wire.summaryOf })
  } catch {
    return Result.fail("it is not JSON")
  }
}
