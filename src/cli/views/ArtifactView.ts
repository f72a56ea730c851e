/**
 * What a run published: the list, or one artifact.
 */
import type * as Artifact from "../../artifacts/Artifact.ts"
import * as Catalogue from "../../artifacts/Catalogue.ts"
import type { ArtifactRecord, RunRecord } from "../../runs/RunRecord.ts"
import type { RunId } from "../../runs/RunId.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"
import * as Paragraph from "./Paragraph.ts"

/** In the order of the catalogue: what a reader wants first. */
export const ordered = (artifacts: ReadonlyArray<ArtifactRecord>): ReadonlyArray<ArtifactRecord> =>
  artifacts.map((artifact) => ({ artifact, place: placeOf(artifact) })).sort((a, b) => a.place - b.place).map(({ artifact }) => artifact)

const placeOf = (artifact: ArtifactRecord): number => {
  const place = Catalogue.all.findIndex((known) => isOf(artifact, known))
  return place === -1 ? Catalogue.all.length : place
}

const isOf = ({ media_type, name }: ArtifactRecord, known: Artifact.Artifact): boolean => known.name === name && known.mediaType === media_type

/** One sentence: what it says. */
const descriptionOf = (artifact: ArtifactRecord): string => Catalogue.all.find((known) => isOf(artifact, known))?.description ?? ""

export const listDocument = (run: RunId, { artifacts, as_of, outcome }: RunRecord): object => ({
  schema_version: 1,
  run,
  outcome,
  as_of,
  artifacts: ordered(artifacts).map((artifact) => ({ ...artifact, description: descriptionOf(artifact) }))
})

const safety = "ui_safe: may be shown to anyone the run is shown to. replay_safe: may hold an advertisement's text, and stays with the run."

export const list = (run: RunId, { artifacts, as_of, outcome }: RunRecord, ink: Ink, columns: number): string => {
  const title = `${ink.bold(`run ${run}`)}   ${outcome}, as of ${as_of}`
  if (artifacts.length === 0) return `${title}\n\nIt published nothing.`
  const rows = Figures.table(ordered(artifacts).map(({ bytes, candidate, file, name, safety }) => [
    ink.bold(name), candidate ?? "", safety, Figures.bytes(bytes).padStart(9), file
  ]))
  return [
    title,
    "",
    ...ordered(artifacts).flatMap((artifact, index) => [rows[index]!, ...Paragraph.lines(descriptionOf(artifact), columns, "  ").map(ink.dim)]),
    "",
    ...Paragraph.lines(safety, columns, "").map(ink.dim),
    ink.dim(`next: graph artifact ${(artifacts.find(({ name }) => name === Catalogue.rankedJobs.name) ?? ordered(artifacts)[0]!).name}`)
  ].join("\n")
}

/** What one artifact is, for programs; its content is added by whoever read it. */
export const document = (run: RunId, artifact: ArtifactRecord): object =>
  ({ schema_version: 1, run, artifact: { ...artifact, description: descriptionOf(artifact) } })

const text = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)

/** The document; of another medium, or where a stranger's run calls something a document that is none, the text. */
export const content = ({ media_type }: ArtifactRecord, bytes: Uint8Array): unknown => {
  try {
    return media_type === "application/json" ? JSON.parse(text(bytes)) : text(bytes)
  } catch {
    return text(bytes)
  }
}

export const pretty = (artifact: ArtifactRecord, bytes: Uint8Array): string => {
  const found = content(artifact, bytes)
  return typeof found === "string" ? found : JSON.stringify(found, null, 2)
}
