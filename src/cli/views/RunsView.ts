/**
 * The runs as a list, the newest first.
 */
import * as Digest from "../../platform/Digest.ts"
import type { Standing } from "../Standing.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"
import * as StandingView from "./StandingView.ts"

export const document = (standings: ReadonlyArray<Standing>, total: number): object => ({
  schema_version: 1,
  total,
  runs: standings.map(StandingView.document)
})

/** Narrower than this, the graph hash is left out. */
const wide = 96

export const render = (standings: ReadonlyArray<Standing>, total: number, ink: Ink, columns: number): string => {
  if (total === 0) return "There is no run yet. Start one: graph run daily"
  const hashed = columns >= wide
  const header = ["  ", "run", "as of", "", "time", ...(hashed ? ["graph"] : []), "nodes"].map(ink.dim)
  const rows = standings.map((standing, index) => [
    ink.dim(`@${index}`),
    standing.run,
    standing.as_of ?? "?",
    `${StandingView.sign(standing, ink)} ${standing.status}`,
    standing.wall_ms === null ? "" : Figures.duration(standing.wall_ms),
    ...(hashed ? [standing.graph_hash === null ? "" : Digest.short(standing.graph_hash)] : []),
    told(standing, ink)
  ])
  const older = total - standings.length
  return [
    ...Figures.table([header, ...rows]),
    ...(older === 0 ? [] : [ink.dim(`and ${Figures.count(older, "older one")}: graph runs --limit ${total}`)])
  ].join("\n")
}

const told = (standing: Standing, ink: Ink): string => {
  const { nodes, problem, status } = standing
  if (problem !== null) return ink.bad(`${problem.file}: ${problem.reason}`)
  const counts = nodes === null ? "" : StandingView.nodes(nodes, status === "running")
  const where = StandingView.where(standing).trimStart()
  return [counts, where === "" ? "" : StandingView.colour(standing, ink)(where)].filter((part) => part !== "").join(", ")
}
