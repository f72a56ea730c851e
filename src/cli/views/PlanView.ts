/**
 * A plan, for people and for programs.
 */
import type { Verdict } from "../../engine/Plan.ts"
import type { Ink } from "../Terminal.ts"
import * as CauseView from "./CauseView.ts"
import * as Figures from "./Figures.ts"

export interface Plan {
  readonly graph: string
  readonly as_of: string
  readonly verdicts: ReadonlyArray<Verdict>
  /** Providers whose boards the run asks first. The verdicts hold if they answer what they answered last. */
  readonly asks: ReadonlyArray<string>
}

export const document = ({ as_of, asks, graph, verdicts }: Plan): object => ({
  schema_version: 1,
  graph,
  as_of,
  asks,
  counts: counts(verdicts),
  nodes: verdicts
})

const counts = (verdicts: ReadonlyArray<Verdict>) => {
  const count = (verdict: Verdict["verdict"]) => verdicts.filter((one) => one.verdict === verdict).length
  return { total: verdicts.length, run: count("run"), depends: count("depends"), reuse: count("reuse") }
}

export const render = ({ as_of, asks, graph, verdicts }: Plan, all: boolean, ink: Ink): string => {
  const { depends, reuse, run, total } = counts(verdicts)
  const name = ink.bold(`${graph} ${as_of}`)
  const asking = asks.length === 0 ? [] : ["", ink.dim(`Before that it asks ${Figures.count(asks.length, "board")} (${asks.slice(0, 5).join(", ")}${asks.length > 5 ? " …" : ""}); this holds if they answer as before.`)]
  if (run + depends === 0 && !all) return [`${ink.sign.reused} ${name}   nothing to do: all ${Figures.count(total, "node")} are known`, ...asking].join("\n")
  const shown = verdicts.filter((one) => all || one.verdict !== "reuse")
  return [
    `${name}   ${run} would run, ${depends} depend on what those give, ${reuse} known`,
    "",
    ...Figures.table(shown.map((one) => [`  ${sign(one, ink)} ${one.node}`, explain(one, ink)])),
    ...(depends === 0 ? [] : ["", ink.dim("A node that depends is reused if what it reads comes out as before.")]),
    ...asking
  ].join("\n")
}

const sign = ({ verdict }: Verdict, ink: Ink): string => {
  switch (verdict) {
    case "run":
      return ink.good(ink.sign.running)
    case "depends":
      return ink.sign.queued
    case "reuse":
      return ink.dim(ink.sign.reused)
  }
}

const explain = (verdict: Verdict, ink: Ink): string => {
  switch (verdict.verdict) {
    case "reuse":
      return ink.dim("known")
    case "run":
      return verdict.causes.map(CauseView.sentence).join("; ")
    case "depends": {
      const own = verdict.causes.filter(({ kind }) => kind !== "first").map(CauseView.sentence)
      return [...own, ink.dim(`depends on ${list(verdict.on)}`)].join("; ")
    }
  }
}

const list = (nodes: ReadonlyArray<string>): string => {
  const stages = new Map<string, number>()
  for (const node of nodes) {
    const stage = node.replace(/\[.*$/, "")
    stages.set(stage, (stages.get(stage) ?? 0) + 1)
  }
  return Array.from(stages, ([stage, count]) => (count === 1 ? nodes.find((node) => node.replace(/\[.*$/, "") === stage)! : `${stage} ×${count}`)).join(", ")
}
