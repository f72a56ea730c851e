/**
 * The difference of two runs, for people and for programs.
 */
import type { Origin } from "../../engine/Comparison.ts"
import * as Digest from "../../platform/Digest.ts"
import type { OriginDifference, Place, RunDifference } from "../RunDifference.ts"
import type { Ink } from "../Terminal.ts"
import * as CauseView from "./CauseView.ts"
import * as Figures from "./Figures.ts"

export const document = (left: string, right: string, difference: RunDifference): object => ({
  schema_version: 1,
  left,
  right,
  same: difference.same,
  graph_hash: difference.graphHash,
  origins: difference.origins.map(({ origin, output, reasons }) => ({ ...origin, reasons, output_differences: output })),
  downstream: difference.downstream,
  equal: difference.equal,
  artifacts: difference.artifacts
})

export const render = (left: string, right: string, difference: RunDifference, ink: Ink): string => {
  const { artifacts, downstream, equal, graphHash, origins, same } = difference
  if (same) return `${ink.good(ink.sign.reused)} the same: ${Figures.count(equal, "node")}, graph ${short(graphHash.left)}`
  return [
    `${ink.bad(ink.sign.failed)} ${ink.bold(left)} and ${ink.bold(right)} part at ${Figures.count(origins.length, "node")}; `
    + `${downstream} more differ because of ${origins.length === 1 ? "it" : "them"}, ${equal} are equal`,
    ink.dim(`  graph ${short(graphHash.left)} ${ink.sign.arrow} ${short(graphHash.right)}`),
    ...grouped(origins.map((one) => ({ node: one.origin.node, lines: origin(one, ink) }))).flatMap(({ lines, name }) => ["", `  ${ink.bold(name)}`, ...lines]),
    ...(artifacts.length === 0 ? [] : ["", `  ${Figures.count(artifacts.length, "published file")} ${artifacts.length === 1 ? "differs" : "differ"}: ${artifacts.map(({ file }) => file).join(", ")}`])
  ].join("\n")
}

/** Partitions of one stage about which the same is to be said are said together. */
const grouped = (nodes: ReadonlyArray<{ readonly node: string; readonly lines: ReadonlyArray<string> }>) => {
  const groups = new Map<string, { readonly nodes: Array<string>; readonly lines: ReadonlyArray<string> }>()
  for (const { lines, node } of nodes) {
    const key = [node.replace(/\[.*$/, ""), ...lines].join("\n")
    const group = groups.get(key) ?? { nodes: [], lines }
    group.nodes.push(node)
    groups.set(key, group)
  }
  return Array.from(groups.values(), ({ lines, nodes: [first, ...others] }) => ({
    name: others.length === 0 ? first! : `${first!.replace(/\[.*$/, "")} ×${others.length + 1}`,
    lines
  }))
}

const short = (hash: string | null): string => (hash === null ? "none" : Digest.short(hash))

const origin = ({ origin, output, reasons }: OriginDifference, ink: Ink): ReadonlyArray<string> => [
  ...say(origin),
  ...reasons.flatMap(({ cause, of, places }) => [`    ${CauseView.sentence(cause)}${of === "" || places.length === 0 ? "" : `, in ${of}:`}`, ...places.map((one) => place(one, ink))]),
  ...(output.length === 0 ? outcome(origin) : ["    its output differs first at:", ...output.map((one) => place(one, ink))])
]

const say = (origin: Origin): ReadonlyArray<string> => {
  switch (origin.kind) {
    case "only":
      return [`    only in the ${origin.in === "left" ? "first" : "second"} run`]
    case "outcome":
      return [`    ended differently for equal inputs: ${origin.left} / ${origin.right}`]
    case "differs":
      return []
  }
}

const outcome = (origin: Origin): ReadonlyArray<string> =>
  origin.kind === "differs" && origin.outputs.left !== null && origin.outputs.left === origin.outputs.right ? ["    its output is the same"] : []

const place = ({ left, pointer, right }: Place, ink: Ink): string =>
  `      ${pointer === "" ? "/" : pointer}  ${left ?? "(absent)"} ${ink.sign.arrow} ${right ?? "(absent)"}`
