/**
 * What a day of a backtest came to, in figures: a line of its journal.
 */
import * as Schema from "effect/Schema"
import type { Availability } from "../../schemas/Availability.ts"
import type { Changes } from "../../schemas/Changes.ts"
import { Count } from "../../schemas/Count.ts"
import { Day } from "../../schemas/Day.ts"
import { Outcome } from "../../schemas/Ending.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import { DigestText } from "../../schemas/SnapshotSet.ts"
import * as Catalogue from "../artifacts/Catalogue.ts"
import * as Digest from "../platform/Digest.ts"
import * as RunRecord from "../runs/RunRecord.ts"
import type { Finished } from "./DailyRun.ts"

const Counts = Schema.Record(Schema.String, Count)

export const BacktestDay = Schema.Struct({
  day: Day,
  /** Everything the day was folded from: it is not folded again while this is the same. */
  key: DigestText,
  run: Schema.String,
  /** Digest of the run's `run.json`. */
  record: DigestText,
  outcome: Outcome,
  graph_hash: Schema.NullOr(DigestText),
  /** The ledger it leaves for the days after it; `null` where it published none. */
  ledger: Schema.NullOr(DigestText),
  boards: Schema.Struct({ read: Count, failed: Count }),
  /** As the day's changes count them; `null` where nothing was published. */
  counts: Schema.NullOr(Counts),
  /** Events of boards by kind. */
  events: Counts,
  /** The best score by candidate. */
  best: Schema.Record(Schema.String, Schema.Int)
})
export interface BacktestDay extends Schema.Schema.Type<typeof BacktestDay> {}

export const of = (key: Digest.Digest, { files, id, record }: Finished): BacktestDay => {
  const changes = read<Changes>(files.get(Catalogue.changes.file))
  const { counts } = read<Availability>(files.get(Catalogue.providerAvailability.file))!
  const ranked = record.artifacts.filter(({ media_type, name }) => name === Catalogue.rankedJobs.name && media_type === Catalogue.rankedJobs.mediaType)
  return {
    day: record.as_of,
    key,
    run: id,
    record: Digest.of(RunRecord.encode(record)),
    outcome: record.outcome,
    graph_hash: record.graph_hash,
    ledger: record.artifacts.find(({ name }) => name === Catalogue.ledger.name)?.digest ?? null,
    boards: { read: counts.available, failed: counts.unavailable },
    counts: changes?.counts ?? null,
    events: tally(changes?.events.map(({ kind }) => kind) ?? []),
    best: Object.fromEntries(ranked.flatMap(({ candidate, file }) => {
      const best = read<RankedJobs>(files.get(file))?.jobs[0]
      return candidate === null || best === undefined ? [] : [[candidate, best.score]]
    }))
  }
}

const read = <A>(content: Uint8Array | undefined): A | undefined => (content === undefined ? undefined : JSON.parse(new TextDecoder().decode(content)) as A)

const tally = (kinds: ReadonlyArray<string>): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** Figures by name, added up. */
export const sum = (all: ReadonlyArray<{ readonly [name: string]: number }>): { readonly [name: string]: number } => {
  const sums: Record<string, number> = {}
  for (const one of all) for (const [name, figure] of Object.entries(one)) sums[name] = (sums[name] ?? 0) + figure
  return sums
}
