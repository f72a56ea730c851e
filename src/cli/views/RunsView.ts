/**
 * The runs as a list, the newest first.
 */
import * as Digest from "../../platform/Digest.ts"
import type { Standing } from "../Standing.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"
import * as StandingView from "./StandingView.ts"

export interface Listed {
  readonly standing: Standing
  /** As `@0`, `@1` name it. */
  readonly position: number
  readonly tags: ReadonlyArray<string>
}

export interface Listing {
  readonly rows: ReadonlyArray<Listed>
  /** How many runs there are. */
  readonly total: number
  /** Whether only some kind of run was asked for. */
  readonly isNarrowed: boolean
  readonly hasOlder: boolean
  /** Lines of the journal of tags. */
  readonly damagedTags: ReadonlyArray<number>
}

export const document = ({ damagedTags, hasOlder, rows, total }: Listing): object => ({
  schema_version: 1,
  total,
  has_older: hasOlder,
  runs: rows.map(({ position, standing, tags }) => ({ ...StandingView.document(standing), position, tags })),
  damaged_tags: damagedTags
})

/** Narrower than this, the graph hash is left out. */
const wide = 96

export const render = ({ damagedTags, hasOlder, isNarrowed, rows, total }: Listing, ink: Ink, columns: number): string => {
  const damaged = damagedTags.length === 0 ? [] : [`${ink.bad(ink.sign.failed)} runs/tags.jsonl is damaged at line ${damagedTags.join(", ")}: put it back from a copy`]
  if (total === 0) return "There is no run yet. Start one: graph run daily"
  if (rows.length === 0) return ["No run is of that kind. List them all: graph runs", ...damaged].join("\n")
  const hashed = columns >= wide
  const header = ["  ", "run", "as of", "", "time", ...(hashed ? ["graph"] : []), "nodes"].map(ink.dim)
  const lines = rows.map(({ position, standing, tags }) => [
    ink.dim(`@${position}`),
    standing.run,
    standing.as_of ?? "?",
    `${StandingView.sign(standing, ink)} ${standing.status}`,
    standing.wall_ms === null ? "" : Figures.duration(standing.wall_ms),
    ...(hashed ? [standing.graph_hash === null ? "" : Digest.short(standing.graph_hash)] : []),
    [told(standing, ink), ...tags.map((tag) => ink.bold(`tag:${tag}`))].filter((part) => part !== "").join("  ")
  ])
  const older = isNarrowed ? "and older ones: give a larger --limit" : `and ${Figures.count(total - rows.length, "older one")}: graph runs --limit ${total}`
  return [...Figures.table([header, ...lines]), ...(hasOlder ? [ink.dim(older)] : []), ...damaged].join("\n")
}

const told = (standing: Standing, ink: Ink): string => {
  const { nodes, problem, status } = standing
  if (problem !== null) return ink.bad(`${problem.file}: ${problem.reason}`)
  const counts = nodes === null ? "" : StandingView.nodes(nodes, status === "running")
  const where = StandingView.where(standing).trimStart()
  return [counts, where === "" ? "" : StandingView.colour(standing, ink)(where)].filter((part) => part !== "").join(", ")
}
