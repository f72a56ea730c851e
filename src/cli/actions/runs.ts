/**
 * Lists the runs, the newest first.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Canonical from "../../platform/Canonical.ts"
import * as Disk from "../../platform/Disk.ts"
import type { Wanted } from "../../runs/IndexRow.ts"
import type { RunId } from "../../runs/RunId.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import * as Tags from "../../runs/Tags.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import { BadUsage } from "../BadUsage.ts"
import * as Exit from "../Exit.ts"
import { shared } from "../Root.ts"
import * as Standing from "../Standing.ts"
import * as Terminal from "../Terminal.ts"
import * as RunsView from "../views/RunsView.ts"

export interface Input {
  readonly limit: number
  readonly tag: Option.Option<string>
  readonly tagged: boolean
  readonly published: boolean
  readonly asOf: Option.Option<string>
  readonly candidate: Option.Option<string>
}

export const runs = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const { limit } = input
  if (limit < 1) return yield* new BadUsage({ flag: "--limit", given: String(limit), expected: "a number from 1" })
  const repository = { disk: yield* Disk.Disk, folder: home.runs }
  const ids = RunRepository.ids(repository)
  const { damage, tags } = yield* Unwritable.attempt(() => Tags.read(repository))
  const found = chosen(repository, ids, input, tags)
  const rows: Array<RunsView.Listed> = []
  for (const entry of found) {
    if (rows.length > limit) break
    rows.push({ standing: yield* Standing.read(repository, home, entry), position: ids.indexOf(entry.id), tags: [...tags.get(entry.id) ?? []].sort(Canonical.compare) })
  }
  const listing: RunsView.Listing = {
    rows: rows.slice(0, limit),
    total: ids.length,
    isNarrowed: isNarrowed(input),
    hasOlder: rows.length > limit,
    damagedTags: damage.map(({ line }) => line)
  }
  if (json) Terminal.json(RunsView.document(listing))
  else Terminal.result(RunsView.render(listing, Terminal.inkFor(process.stdout), process.stdout.columns ?? Infinity))
  if (damage.length > 0) process.exitCode = Exit.codes.violated
})

const wantedBy = ({ asOf, candidate, published }: Input): Wanted => ({
  ...(published && { kind: "published" }),
  ...(Option.isSome(asOf) && { day: asOf.value }),
  ...(Option.isSome(candidate) && { candidate: candidate.value })
})

const isNarrowed = (input: Input): boolean => input.tagged || Option.isSome(input.tag) || Object.keys(wantedBy(input)).length > 0

/** Read as they are asked for. */
function* chosen(runs: RunRepository.RunRepository, ids: ReadonlyArray<RunId>, input: Input, tags: Tags.Journal["tags"]): Generator<RunRepository.Entry> {
  const hasTag = (id: RunId): boolean => (!input.tagged || (tags.get(id)?.size ?? 0) > 0) && (Option.isNone(input.tag) || tags.get(id)?.has(input.tag.value) === true)
  const wanted = wantedBy(input)
  if (Object.keys(wanted).length === 0) for (const id of ids.filter(hasTag)) yield RunRepository.entry(runs, id)
  else for (const entry of RunRepository.newest(runs, wanted)) if (entry.state === "committed" && hasTag(entry.id)) yield entry
}
