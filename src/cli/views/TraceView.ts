/**
 * A run as a timeline in Chrome's trace format, which Perfetto and speedscope read.
 *
 * Trace Event Format: an object with `traceEvents`; `X` is a complete event, `M` names a process or a lane, times are in µs. Lane 0
 * repeats the critical path; every other lane is a worker, so that events on one lane never overlap.
 */
import * as Digest from "../../platform/Digest.ts"
import * as CriticalPath from "../CriticalPath.ts"
import type { Inspection, Seen } from "../Inspection.ts"
import * as Figures from "./Figures.ts"

interface Span {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly lane: number
  readonly seen: Seen
}

export const document = (inspection: Inspection): object => {
  const { standing } = inspection
  const all = spans(inspection.nodes)
  const lanes = Math.max(0, ...all.map(({ lane }) => lane))
  const critical = new Set(inspection.path?.nodes.map(({ node }) => node))
  return {
    displayTimeUnit: "ms",
    otherData: { schema_version: 1, run: standing.run, graph: standing.graph, as_of: standing.as_of, status: standing.status, graph_hash: standing.graph_hash },
    traceEvents: [
      { ph: "M", pid: 1, tid: 0, name: "process_name", args: { name: [standing.graph, standing.as_of].filter((part) => part !== null).join(" ") } },
      ...Array.from({ length: lanes + 1 }, (_, tid) => [
        { ph: "M", pid: 1, tid, name: "thread_name", args: { name: tid === 0 ? "critical path" : `worker ${tid}` } },
        { ph: "M", pid: 1, tid, name: "thread_sort_index", args: { sort_index: tid } }
      ]).flat(),
      ...all.filter(({ name }) => critical.has(name)).map((span) => event(span, 0)),
      ...all.map((span) => event(span, span.lane))
    ]
  }
}

const event = ({ from, name, seen, to }: Span, tid: number): object => ({
  ph: "X",
  pid: 1,
  tid,
  name,
  cat: CriticalPath.nameOf(name).stage,
  ts: from,
  dur: to - from,
  args: {
    node: name,
    key: keyOf(seen),
    output: outputOf(seen),
    ...(seen.status === "failed" || seen.status === "running" ? { status: seen.status === "running" ? "unfinished" : "failed" } : {}),
    ...(seen.course?.failure == null ? {} : { message: seen.course.failure.message })
  }
})

const keyOf = ({ course, record }: Seen): string | null => course?.key ?? (record !== undefined && "key" in record ? record.key : null)
const outputOf = ({ course, record }: Seen): string | null => course?.output ?? (record !== undefined && "output" in record ? record.output : null)

/** Every node that ran, each on the lowest lane that is free when it starts. */
const spans = (nodes: ReadonlyArray<Seen>): ReadonlyArray<Span> => {
  const free: Array<number> = []
  return nodes
    .flatMap((seen) => seen.at === null || seen.millis === null || seen.status === "known" || seen.status === "skipped"
      ? []
      : [{ name: seen.node, from: micros(seen.at), to: micros(seen.at + seen.millis), seen }])
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map((span) => {
      const idle = free.findIndex((until) => until <= span.from)
      const lane = idle === -1 ? free.length : idle
      free[lane] = span.to
      return { ...span, lane: lane + 1 }
    })
}

const micros = (millis: number): number => Math.round(millis * 1000)

const figures = (inspection: Inspection) => {
  const all = spans(inspection.nodes)
  return { nodes: all.length, lanes: Math.max(0, ...all.map(({ lane }) => lane)), critical_path_ms: inspection.path?.millis ?? 0 }
}

/** What was written, for programs. */
export const written = (inspection: Inspection, path: string): object =>
  ({ schema_version: 1, run: inspection.standing.run, trace: path, ...figures(inspection) })

/** What was written, for people. */
export const told = (inspection: Inspection, file: string): string => {
  const { critical_path_ms, lanes, nodes } = figures(inspection)
  const { graph_hash, run } = inspection.standing
  return nodes === 0
    ? `${file}: run ${run}, in which no node ran${graph_hash === null ? "" : ` (graph ${Digest.short(graph_hash)} was known)`}`
    : `${file}: ${Figures.count(nodes, "node")} on ${Figures.count(lanes, "lane")}, critical path ${Figures.duration(critical_path_ms)}. Open it at https://ui.perfetto.dev`
}
