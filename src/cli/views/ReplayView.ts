/**
 * What a replay found.
 */
import type { Origin } from "../../engine/Comparison.ts"
import * as Digest from "../../platform/Digest.ts"
import { deviations, isViolated, type Replayed } from "../Replay.ts"
import type { Ink } from "../Terminal.ts"
import * as CauseView from "./CauseView.ts"
import * as Figures from "./Figures.ts"

/** Something stored of the run that is not what was recorded. */
export interface Damaged {
  readonly what: string
  readonly reason: string
}

export const document = (run: string, damages: ReadonlyArray<Damaged>, replayed: Replayed | undefined): object => ({
  schema_version: 1,
  run,
  same: damages.length === 0 && replayed !== undefined && deviations(replayed).length === 0 && replayed.artifacts.length === 0,
  damages,
  nodes: replayed?.nodes ?? null,
  origins: replayed?.comparison.origins ?? [],
  downstream: replayed?.comparison.downstream ?? null,
  artifacts: replayed?.artifacts ?? [],
  network: replayed?.network ?? null
})

export const render = (run: string, damages: ReadonlyArray<Damaged>, replayed: Replayed | undefined, ink: Ink): string =>
  replayed === undefined ? damaged(run, damages, ink) : compared(run, replayed, ink)

const damaged = (run: string, damages: ReadonlyArray<Damaged>, ink: Ink): string =>
  [
    `${ink.bad(ink.sign.failed)} ${ink.bold(run)}   not replayed: what is stored of it is damaged`,
    ...damages.map(({ reason, what }) => `  ${what}: ${reason}`),
    ink.dim("next: restore what lies under runs/ from a bundle (graph import FILE); the cache heals by itself at the next run")
  ].join("\n")

const compared = (run: string, replayed: Replayed, ink: Ink): string => {
  const { artifacts, comparison, network, nodes } = replayed
  const deviating = deviations(replayed)
  const moved = comparison.origins.length - deviating.length
  const remarks = [
    ...(moved === 0 ? [] : [ink.dim(`  ${Figures.count(moved, "node")} ${moved === 1 ? "has" : "have"} another key today and the same output: ${kinds(comparison.origins)} changed`)]),
    ...(network === "sealed" ? [ink.dim("  This Node's permission model does not cover the network, so its modules were sealed instead")] : [])
  ]
  if (deviating.length === 0 && artifacts.length === 0) {
    return [`${ink.good(ink.sign.ran)} ${ink.bold(run)}   recomputed ${Figures.count(nodes, "node")} offline: every byte is the same`, ...remarks].join("\n")
  }
  return [
    `${ink.bad(ink.sign.failed)} ${ink.bold(run)}   ${isViolated(replayed) ? "is not reproducible" : "comes out differently today"}: `
    + `${Figures.count(deviating.length, "node")} ${deviating.length === 1 ? "gives" : "give"} other bytes, ${comparison.downstream} more because of ${deviating.length === 1 ? "it" : "them"}`,
    ...deviating.flatMap((origin) => ["", ...deviation(origin, ink)]),
    ...(artifacts.length === 0 ? [] : ["", `  ${Figures.count(artifacts.length, "published file")} ${artifacts.length === 1 ? "differs" : "differ"}: ${artifacts.map(({ file }) => file).join(", ")}`]),
    ...remarks
  ].join("\n")
}

const deviation = (origin: Origin, ink: Ink): ReadonlyArray<string> => {
  switch (origin.kind) {
    case "only":
      return [`  ${ink.bold(origin.node)}  ${origin.in === "left" ? "is no longer in the graph" : "was not in the graph"}`]
    case "outcome":
      return [`  ${ink.bold(origin.node)}  ${origin.left} ${ink.sign.arrow} ${origin.right}`]
    case "differs":
      return [
        `  ${ink.bold(origin.node)}  ${short(origin.outputs.left)} ${ink.sign.arrow} ${short(origin.outputs.right)}`,
        ...origin.causes.map((cause) => `    ${CauseView.sentence(cause)}`)
      ]
  }
}

const short = (output: string | null): string => (output === null ? "nothing" : Digest.short(output))

const kinds = (origins: ReadonlyArray<Origin>): string =>
  [...new Set(origins.flatMap((origin) => (origin.kind === "differs" ? origin.causes.map(({ kind }) => kind) : [])))].join(", ")
