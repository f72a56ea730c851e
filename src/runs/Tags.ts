/**
 * Names that people gave to runs: `runs/tags.jsonl`, a journal that only grows.
 *
 * A tag may be on several runs, and a run may have several. An entry is on the medium before it counts as said. A line torn by a kill was
 * never said to be done: it is passed over, and ended by the next entry. Any other line that is no entry is damage, and the rest is read
 * all the same.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Path from "node:path"
import * as Canonical from "../platform/Canonical.ts"
import type { Disk } from "../platform/Disk.ts"
import * as JournalFile from "../platform/JournalFile.ts"
import { isRunId, type RunId } from "./RunId.ts"

export interface Place {
  readonly disk: Disk
  /** The folder `runs/`. */
  readonly folder: string
}

/** `tag:NAME` names the newest run with the tag. No run's id holds a colon. */
export const prefix = "tag:"

export const isTag = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)

const said = {
  schema_version: Schema.Literal(1),
  tag: Schema.String.check(Schema.makeFilter(isTag)),
  run: Schema.String.check(Schema.makeFilter(isRunId)),
  said: Schema.Literals(["tag", "untag"]),
  /** ISO 8601. */
  at: Schema.String
}

/** `id` is the digest of the rest. */
export const TagEntry = Schema.Struct({ ...said, id: Schema.String }).annotate({ identifier: "TagEntry" })
export interface TagEntry extends Schema.Schema.Type<typeof TagEntry> {}

/** A line that does not hold. */
export interface Damage {
  /** From 1. */
  readonly line: number
}

export interface Journal {
  /** The tags each run has; of runs that are gone too. */
  readonly tags: ReadonlyMap<RunId, ReadonlySet<string>>
  readonly damage: ReadonlyArray<Damage>
}

/** What tags say cannot be gone by. */
export class TagsDamaged extends Schema.TaggedError<TagsDamaged>()("TagsDamaged", { file: Schema.String, lines: Schema.Array(Schema.Int) }) {
  override get message() {
    return `${this.file} is damaged at line ${this.lines.join(", ")}, so it is not known which runs are tagged. Nothing was removed. Put the file back from a copy, or go without it: graph gc --no-keep-tagged`
  }
}

export const file = ({ folder }: Place): string => Path.join(folder, "tags.jsonl")

/** @throws {DiskError} where there is a journal and it cannot be read */
export const read = (place: Place): Journal => {
  const lines = linesOf(place)
  const tags = new Map<RunId, Set<string>>()
  const damage: Array<Damage> = []
  for (const [index, line] of lines.entries()) {
    const entry = line === "" ? undefined : entryOf(line)
    if (entry === undefined) {
      // The last piece has no end yet; a piece that an entry ended has the beginning of a line and not its end.
      if (line !== "" && line.endsWith("}") && index < lines.length - 1) damage.push({ line: index + 1 })
      continue
    }
    const held = tags.get(entry.run) ?? new Set()
    if (entry.said === "tag") held.add(entry.tag)
    else held.delete(entry.tag)
    tags.set(entry.run, held)
  }
  return { tags, damage }
}

/** The tags of a run, sorted. */
export const tagsOf = (place: Place, run: RunId): ReadonlyArray<string> => [...read(place).tags.get(run) ?? []].sort(Canonical.compare)

const linesOf = (place: Place): ReadonlyArray<string> => new TextDecoder().decode(JournalFile.readUnsafe(place.disk, file(place))).split("\n")

const decode = Schema.decodeUnknownResult(TagEntry, { onExcessProperty: "error" })

const entryOf = (line: string): TagEntry | undefined => {
  const decoded = Result.flatMap(Result.try(() => JSON.parse(line) as unknown), decode)
  if (Result.isFailure(decoded)) return undefined
  const { id, ...rest } = decoded.success
  return Canonical.digestUnsafe(rest) === id ? decoded.success : undefined
}

/** Says a tag of a run, or takes it back. Call it under the lease. @throws {DiskError} this entry may stand or not; those before it do */
export const append = (place: Place, entry: Pick<TagEntry, "at" | "run" | "said" | "tag">): TagEntry => {
  const isTorn = (linesOf(place).at(-1) ?? "") !== ""
  const rest = { schema_version: 1 as const, ...entry }
  const whole: TagEntry = { ...rest, id: Canonical.digestUnsafe(rest) }
  JournalFile.appendUnsafe(place.disk, file(place), `${Canonical.stringifyUnsafe(whole)}\n`, isTorn)
  return whole
}
