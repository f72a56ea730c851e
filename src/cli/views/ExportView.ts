/**
 * A run written into a file.
 */
import type { Bundle } from "../../runs/Bundle.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export interface Exported {
  readonly file: string
  readonly bytes: number
  readonly bundle: Bundle
}

export const document = ({ bundle: { blobs, files, id, record }, bytes, file }: Exported): object => ({
  schema_version: 1,
  run: id,
  outcome: record.outcome,
  graph_hash: record.graph_hash,
  file,
  bytes,
  files: files.size,
  blobs: blobs.size
})

export const render = ({ bundle: { blobs, files, id }, bytes, file }: Exported, ink: Ink): string =>
  [
    `${ink.good(ink.sign.ran)} ${ink.bold(file)}   ${Figures.bytes(bytes)}`,
    ink.dim(`run ${id}: ${Figures.count(files.size, "file")} and ${Figures.count(blobs.size, "pinned blob")}, enough to replay it anywhere`),
    ink.dim("next: graph import FILE, on another machine")
  ].join("\n")
