/**
 * What a replay found.
 */
import * as Digest from "../../platform/Digest.ts"
import type { Deviation, Replayed } from "../Replay.ts"
import type { Ink } from "../Terminal.ts"
import * as CauseView from "./CauseView.ts"
import * as Figures from "./Figures.ts"

export const document = (run: string, replayed: Replayed): object => ({ schema_version: 1, run, ...replayed })

export const render = (run: string, replayed: Replayed, ink: Ink): string => {
  const { artifacts, deviations, equal, network, nodes, rekeyed } = replayed
  const same = deviations.length === 0 && artifacts.length === 0
  const sealed = network === "sealed" ? [ink.dim("  This Node's permission model does not cover the network, so its modules were sealed instead.")] : []
  if (same) {
    return [
      `${ink.good(ink.sign.ran)} ${ink.bold(run)}   recomputed ${Figures.count(nodes, "node")} offline: every byte is the same`,
      ...(rekeyed.length === 0 ? [] : [`  ${Figures.count(rekeyed.length, "node")} ${rekeyed.length === 1 ? "has" : "have"} another key now and the same output: ${kinds(rekeyed)}`]),
      ...sealed
    ].join("\n")
  }
  return [
    `${ink.bad(ink.sign.failed)} ${ink.bold(run)}   ${equal} of ${Figures.count(nodes, "node")} came out the same`,
    ...deviations.flatMap((one) => ["", ...deviation(one, ink)]),
    ...(artifacts.length === 0 ? [] : ["", `  ${Figures.count(artifacts.length, "published file")} ${artifacts.length === 1 ? "differs" : "differ"}: ${artifacts.map(({ file }) => file).join(", ")}`]),
    ...sealed
  ].join("\n")
}

const deviation = ({ causes, node, recomputed, recorded }: Deviation, ink: Ink): ReadonlyArray<string> => [
  `  ${ink.bold(node)}  ${name(recorded)} ${ink.sign.arrow} ${name(recomputed)}`,
  ...(causes.length === 0
    ? [`    ${ink.bad("the same key gave other bytes")}: the stage does not follow from its inputs alone`]
    : causes.map((cause) => `    ${CauseView.sentence(cause)}`))
]

const name = (result: string): string => (Digest.isDigest(result) ? Digest.short(result) : result)

const kinds = (rekeyed: Replayed["rekeyed"]): string => [...new Set(rekeyed.flatMap(({ causes }) => causes.map(({ kind }) => kind)))].join(", ")
