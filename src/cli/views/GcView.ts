/**
 * What a collection gave back, or would.
 */
import type * as Retention from "../../runs/Retention.ts"
import type * as Sweep from "../../store/Sweep.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export interface Collected {
  readonly dryRun: boolean
  readonly before: Sweep.Size
  /** `undefined` where nothing was done. */
  readonly after: Sweep.Size | undefined
  readonly swept: Sweep.Report & { readonly runs: number }
  readonly retained: Retention.Report
}

export const document = ({ after, before, dryRun, retained, swept }: Collected): object => ({
  schema_version: 1,
  dry_run: dryRun,
  bytes: given({ retained, swept }),
  cache: {
    roots: swept.runs,
    before: sizes(before),
    after: after === undefined ? null : sizes(after),
    kept: swept.kept,
    removed: swept.removed,
    damaged: swept.damaged,
    leftovers: swept.leftovers
  },
  runs: { kept: retained.runs.kept, removed: retained.runs.removed, bytes: retained.runs.bytes, damaged: retained.damaged, leftovers: retained.leftovers },
  blobs: retained.blobs
})

const sizes = ({ actions, hints, largeBlobs, quarantine, smallBlobs, temporary, total }: Sweep.Size) =>
  ({ actions, hints, small_blobs: smallBlobs, large_blobs: largeBlobs, quarantine, temporary, total })

const given = ({ retained, swept }: Pick<Collected, "retained" | "swept">): number => swept.removed.bytes + retained.runs.bytes + retained.blobs.bytes

export const render = (collected: Collected, ink: Ink): string => {
  const { after, before, dryRun, retained, swept } = collected
  const total = given(collected)
  const nothing = total === 0 && retained.leftovers + swept.leftovers === 0
  return [
    nothing
      ? `${ink.sign.reused} nothing to give back: the cache takes ${Figures.bytes(before.total)}, all of it reached by ${Figures.count(swept.runs, "run")} or too young to go`
      : `${ink.good(ink.sign.ran)} ${ink.bold(`${dryRun ? "would give" : "gave"} back ${Figures.bytes(total)}`)}   cache ${Figures.bytes(swept.removed.bytes)}, blobs ${Figures.bytes(retained.blobs.bytes)}, runs ${Figures.bytes(retained.runs.bytes)}`,
    "",
    ...Figures.table([
      ["  cache", "before", ...(after === undefined ? [] : ["after"]), "", ""],
      row("records", before.actions, after?.actions, swept.kept.actions, swept.removed.actions),
      row("hints", before.hints, after?.hints, swept.kept.hints, swept.removed.hints),
      row("blobs", before.smallBlobs + before.largeBlobs, after === undefined ? undefined : after.smallBlobs + after.largeBlobs, swept.kept.blobs, swept.removed.blobs),
      row("set aside", before.quarantine + before.temporary, after === undefined ? undefined : after.quarantine + after.temporary, undefined, swept.leftovers)
    ]),
    "",
    `  ${Figures.count(swept.runs, "run")} ${swept.runs === 1 ? "holds" : "hold"} on to cache entries`,
    `  ${Figures.count(retained.runs.kept, "run")} kept under runs/${retained.runs.removed.length === 0 ? "" : `, ${retained.runs.removed.length} removed: ${listed(retained.runs.removed)}`}`,
    `  ${Figures.count(retained.blobs.kept, "pinned blob")} kept, ${retained.blobs.removed} removed`,
    ...(retained.damaged.length === 0 ? [] : [`  ${ink.warn(ink.sign.degraded)} no pinned blob was removed, because what damaged runs need is not known: ${listed(retained.damaged)}. Restore them: graph import FILE`]),
    ...(dryRun ? [ink.dim("nothing was changed (--dry-run)")] : [])
  ].join("\n")
}

const row = (name: string, before: number, after: number | undefined, kept: number | undefined, removed: number): ReadonlyArray<string> => [
  `  ${name}`,
  Figures.bytes(before),
  ...(after === undefined ? [] : [Figures.bytes(after)]),
  kept === undefined ? "" : `${Figures.grouped(kept)} kept`,
  `${Figures.grouped(removed)} removed`
]

const shownRuns = 5

const listed = (runs: ReadonlyArray<string>): string =>
  `${runs.slice(0, shownRuns).join(", ")}${runs.length > shownRuns ? ` and ${runs.length - shownRuns} more` : ""}`
