/**
 * What a run cost, stage by stage; and the runs of some days, one a line, with where they are going.
 */
import * as RunCosts from "../RunCosts.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export const document = (costs: RunCosts.RunCosts): object => ({
  schema_version: 1,
  ...costs,
  cached_percent: costs.nodes === null ? null : RunCosts.cachedShare({ ...costs.nodes, rows: null }),
  stages: costs.stages.map((stage) => ({ ...stage, cached_percent: RunCosts.cachedShare(stage) }))
})

export const trendDocument = (days: number, runs: ReadonlyArray<RunCosts.RunCosts>): object => ({ schema_version: 1, days, total: totalOf(runs), runs: runs.map(document) })

const totalOf = (runs: ReadonlyArray<RunCosts.RunCosts>) => {
  const sum = (of: (run: RunCosts.RunCosts) => number | null | undefined) => runs.reduce((total, run) => total + (of(run) ?? 0), 0)
  return {
    runs: runs.length,
    wall_ms: sum(({ wall_ms }) => wall_ms),
    cpu_ms: sum(({ cpu_ms }) => cpu_ms),
    requests: sum(({ network }) => network?.requests),
    bytes: sum(({ network }) => network?.bytes),
    /** By currency: amounts of two do not add up. */
    model_spend: Object.fromEntries(Array.from(Map.groupBy(runs.flatMap(({ on_paper }) => on_paper?.model_spend ?? []), ({ currency }) => currency), ([currency, all]) =>
      [currency, all.reduce((total, { amount_minor }) => total + amount_minor, 0)]))
  }
}

const duration = (millis: number | null): string => (millis === null ? "?" : Figures.duration(millis))
const percent = (share: number | null): string => (share === null ? "" : `${share} %`)

export const render = (costs: RunCosts.RunCosts, ink: Ink): string => {
  const { as_of, cache, cpu_ms, cpu_outside_ms, network, nodes, on_paper, run, stages, status, wall_ms } = costs
  const facts = Figures.table([
    ["time", `${duration(wall_ms)}, ${duration(cpu_ms)} of processor time`],
    ...(nodes === null ? [] : [["cache", `${nodes.known} of ${Figures.count(nodes.ran + nodes.known + nodes.failed, "node")} known${cache === null ? "" : `; ${Figures.bytes(cache.bytes_read)} read, ${Figures.bytes(cache.bytes_written)} written`}`]]),
    ["network", network === null ? "not told by this run" : `${Figures.count(network.requests, "request")}, ${Figures.bytes(network.bytes)}`],
    ...(on_paper === null ? [] : [
      ["on paper", `${Figures.count(on_paper.requests, "request")}, ${Figures.bytes(on_paper.bytes)}: with what recorded answers stand for`],
      ["models", money(on_paper.model_spend)]
    ])
  ])
  const header = ["stage", "wall", "processor", "nodes", "cached"].map(ink.dim)
  const known = stages.filter((stage) => stage.known > 0 && stage.ran + stage.failed === 0)
  const rows = stages.filter(({ failed, ran }) => ran + failed > 0).map((stage) => [
    stage.stage, duration(stage.wall_ms), stage.cpu_ms === null ? "?" : duration(stage.cpu_ms), String(stage.ran + stage.known + stage.failed), percent(RunCosts.cachedShare(stage))
  ])
  const rest = cpu_outside_ms === null ? [] : [["outside the stages", "", duration(cpu_outside_ms), "", ""]]
  return [
    `${ink.bold(`run ${run}`)}   ${status}${as_of === null ? "" : `, as of ${as_of}`}`,
    "",
    ...facts,
    ...(rows.length === 0 ? [] : ["", ...Figures.table([header, ...rows, ...rest])]),
    ...(known.length === 0 ? [] : [`of ${Figures.count(known.length, "stage")} everything was known`]),
    ...(rows.length === 0 ? [] : [ink.dim("Nodes at work side by side each count their whole time, and divide that of the processor.")])
  ].join("\n")
}

const money = ({ amount_minor, currency }: { readonly amount_minor: number; readonly currency: string }): string => `${amount_minor} minor units of ${currency}`

export const trend = (days: number, runs: ReadonlyArray<RunCosts.RunCosts>, ink: Ink): string => {
  if (runs.length === 0) return `No run was begun within ${Figures.count(days, "day")}. All of them: graph runs`
  const total = totalOf(runs)
  const rows = runs.map(({ as_of, cpu_ms, network, nodes, run, status, wall_ms }) => [
    run, as_of ?? "?", status, duration(wall_ms), duration(cpu_ms), nodes === null ? "" : percent(RunCosts.cachedShare({ ...nodes, rows: null })),
    network === null ? "?" : String(network.requests), network === null ? "?" : Figures.bytes(network.bytes)
  ])
  return [
    ...Figures.table([["run", "as of", "", "wall", "processor", "cached", "requests", "bytes"].map(ink.dim), ...rows]),
    "",
    `${Figures.count(total.runs, "run")} in ${Figures.count(days, "day")}: ${Figures.duration(total.wall_ms)}, ${Figures.duration(total.cpu_ms)} of processor time, ${Figures.count(total.requests, "request")}, ${Figures.bytes(total.bytes)}`,
    ...direction(runs)
  ].join("\n")
}

/** Fewer runs than this have no direction. */
const fewest = 4

/** The newer half of the runs that computed something against the older, by their medians. */
const direction = (runs: ReadonlyArray<RunCosts.RunCosts>): ReadonlyArray<string> => {
  const measured = runs.flatMap(({ nodes, wall_ms }) => (nodes !== null && nodes.ran > 0 && wall_ms !== null ? [wall_ms] : []))
  if (measured.length < fewest) return []
  const half = Math.floor(measured.length / 2)
  const [newer, older] = [median(measured.slice(0, half)), median(measured.slice(-half))]
  return [`median of the newer ${half} runs that computed something: ${Figures.duration(newer)}; of the older ${half}: ${Figures.duration(older)}`]
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!
