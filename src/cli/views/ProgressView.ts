/**
 * A run as it goes on, as text. Pure: events in, lines out; knows no terminal.
 */
import type { Happening } from "../Happening.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

interface StageView {
  readonly stage: string
  readonly ran: number
  readonly reused: number
  readonly failed: number
  readonly skipped: number
  /** Nodes at work, in the order they started. */
  readonly running: ReadonlyArray<string>
  readonly startedAt: number
  readonly endedAt: number
}

export interface View {
  readonly graph: string
  readonly total: number
  readonly at: number
  readonly stages: ReadonlyMap<string, StageView>
  /** Boards that were asked, and those of them that gave nothing. */
  readonly asked: { readonly boards: number; readonly failed: number }
  readonly recognised: boolean
  readonly done: boolean
}

export const empty: View = { graph: "", total: 0, at: 0, stages: new Map(), asked: { boards: 0, failed: 0 }, recognised: false, done: false }

export const reduce = (view: View, event: Happening, at: number): View => {
  switch (event.type) {
    case "board-asked":
      return { ...view, asked: { boards: view.asked.boards + 1, failed: view.asked.failed + (event.outcome === "failed" ? 1 : 0) }, at }
    case "run-started":
      return { ...view, graph: event.graph, total: event.nodes, at }
    case "graph-recognised":
      return { ...view, recognised: true, at }
    case "run-finished":
      return { ...view, done: true, at }
    case "node-started":
      return change(view, event.node, at, (stage) => ({ running: [...stage.running, event.node] }))
    case "node-finished":
      return change(view, event.node, at, (stage) => ({ ran: stage.ran + 1, running: without(stage.running, event.node) }))
    case "node-failed":
      return change(view, event.node, at, (stage) => ({ failed: stage.failed + 1, running: without(stage.running, event.node) }))
    case "node-reused":
      return change(view, event.node, at, (stage) => ({ reused: stage.reused + 1 }))
    case "node-skipped":
      return change(view, event.node, at, (stage) => ({ skipped: stage.skipped + 1 }))
    default:
      return { ...view, at }
  }
}

const without = (nodes: ReadonlyArray<string>, node: string) => nodes.filter((one) => one !== node)

const change = (view: View, node: string, at: number, f: (stage: StageView) => Partial<StageView>): View => {
  const name = node.replace(/\[.*$/, "")
  const stage = view.stages.get(name) ?? { stage: name, ran: 0, reused: 0, failed: 0, skipped: 0, running: [], startedAt: at, endedAt: at }
  return { ...view, at, stages: new Map(view.stages).set(name, { ...stage, ...f(stage), endedAt: at }) }
}

/** One line a stage, in the order they began; what is at work is named. */
export const tree = (view: View, ink: Ink): string => {
  if (view.recognised) return `${ink.sign.reused} ${view.graph}: ${Figures.count(view.total, "node")} known, nothing to do`
  const stages = [...view.stages.values()]
  const width = Math.max(0, ...stages.map(({ stage }) => stage.length))
  const { boards, failed } = view.asked
  const asked = boards === 0 ? [] : [`  asked ${Figures.count(boards, "board")}${failed > 0 ? ink.bad(`  ${failed} failed`) : ""}`]
  return [`${ink.bold(view.graph)} ${ink.dim(`${settled(view)}/${view.total}`)}`, ...asked, ...stages.map((stage) => `  ${stageLine(stage, width, ink)}`)].join("\n")
}

const settled = ({ stages }: View): number =>
  [...stages.values()].reduce((sum, { failed, ran, reused, skipped }) => sum + failed + ran + reused + skipped, 0)

const stageLine = (stage: StageView, width: number, ink: Ink): string => {
  const { failed, ran, reused, running, skipped } = stage
  const sign = running.length > 0 ? ink.sign.running : failed > 0 ? ink.bad(ink.sign.failed) : skipped > 0 ? ink.warn(ink.sign.skipped) : ran > 0 ? ink.good(ink.sign.ran) : ink.sign.reused
  const parts = [
    ran > 0 ? `${ran} ran` : "",
    reused > 0 ? `${reused} known` : "",
    failed > 0 ? ink.bad(`${failed} failed`) : "",
    skipped > 0 ? ink.warn(`${skipped} skipped`) : ""
  ].filter((part) => part !== "")
  const names = running.map((node) => /\[(.*)\]$/.exec(node)?.[1]).filter((name) => name !== undefined)
  const doing = running.length === 0 ? Figures.duration(stage.endedAt - stage.startedAt) : names.length === 0 ? "running" : `running ${names.slice(0, 4).join(", ")}${names.length > 4 ? " …" : ""}`
  return `${sign} ${stage.stage.padEnd(width)}  ${[...parts, ink.dim(doing)].join("  ")}`
}

/** The whole run in one line. */
export const status = (view: View, ink: Ink): string => {
  const running = [...view.stages.values()].flatMap((stage) => stage.running)
  const failed = [...view.stages.values()].reduce((sum, stage) => sum + stage.failed, 0)
  return `${ink.sign.running} ${view.graph} ${settled(view)}/${view.total}${failed > 0 ? ink.bad(` ${failed} failed`) : ""}${running.length > 0 ? ink.dim(`  ${running.slice(0, 3).join(" ")}`) : ""}`
}

/** A line worth keeping in a log, or none. */
export const line = (event: Happening, ink: Ink): string | undefined => {
  switch (event.type) {
    case "board-asked":
      return event.outcome === "failed" || event.outcome === "fallback"
        ? `${event.outcome === "failed" ? ink.bad(ink.sign.failed) : ink.warn(ink.sign.degraded)} asked ${event.provider}  ${event.reason ?? event.outcome}`
        : `${ink.good(ink.sign.ran)} asked ${event.provider}  ${event.outcome}, ${Figures.count(event.requests, "request")}, ${Figures.bytes(event.bytes)}`
    case "graph-recognised":
      return `${ink.sign.reused} ${Figures.count(event.nodes, "node")} known, nothing to do`
    case "node-finished":
      return `${ink.good(ink.sign.ran)} ${event.node}${rows(event.rows)}${event.unchanged ? ink.dim("  same as before") : ""}`
    case "node-failed":
      return `${ink.bad(ink.sign.failed)} ${event.node}  ${event.failure.message}`
    case "node-skipped":
      return `${ink.warn(ink.sign.skipped)} ${event.node}  needs ${event.because}`
    case "node-retrying":
      return `${ink.sign.running} ${event.node}  attempt ${event.attempt} failed, trying again: ${event.failure.message}`
    case "store-damaged":
      return `${ink.warn(ink.sign.degraded)} a damaged cache entry was set aside (${event.damage.kind} ${event.damage.name}: ${event.damage.reason})`
    case "non-deterministic":
      return `${ink.bad(ink.sign.failed)} ${event.node}  gave other bytes for the same key`
    case "run-started":
    case "run-finished":
    case "node-started":
    case "node-reused":
      return undefined
  }
}

const rows = (counted: { readonly total: number; readonly computed: number } | null): string =>
  counted === null || counted.total === counted.computed ? "" : `  ${counted.computed} of ${counted.total} rows`

