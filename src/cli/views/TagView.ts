/**
 * A tag given to a run, or taken back.
 */
import type { RunId } from "../../runs/RunId.ts"
import type { TagEntry } from "../../runs/Tags.ts"
import type { Ink } from "../Terminal.ts"

export interface Told {
  readonly run: RunId
  readonly tag: string
  readonly said: TagEntry["said"]
  /** Whether it was not so before. */
  readonly isNews: boolean
  /** What the run has now. */
  readonly tags: ReadonlyArray<string>
}

export const document = ({ isNews, run, said, tag, tags }: Told): object => ({ schema_version: 1, run, tag, said, changed: isNews, tags })

export const render = ({ isNews, run, said, tag, tags }: Told, ink: Ink): string =>
  [
    `${isNews ? ink.good(ink.sign.ran) : ink.sign.reused} ${ink.bold(run)}   ${said === "tag" ? `${isNews ? "has" : "had"} the tag ${tag}` : `no longer has the tag ${tag}`}`,
    ink.dim(tags.length === 0 ? "next: graph runs --tagged" : `next: graph show tag:${tags.includes(tag) ? tag : tags[0]!}   graph runs --tagged`)
  ].join("\n")
