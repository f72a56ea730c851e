/**
 * A run on one page: how it ended, what ran and why, what failed, where the time went, what it left, what to do next.
 */
import * as Digest from "../../platform/Digest.ts"
import type { Inspection, Seen } from "../Inspection.ts"
import type { Ink } from "../Terminal.ts"
import * as CauseView from "./CauseView.ts"
import * as Figures from "./Figures.ts"
import * as Paragraph from "./Paragraph.ts"
import * as StandingView from "./StandingView.ts"

/** The same as one document, for programs. */
export const document = (inspection: Inspection): object => {
  const { account, damaged, health, nodes, path, record, standing, summary, timing } = inspection
  return {
    schema_version: 1,
    ...StandingView.document(standing),
    headline: summary?.headline ?? null,
    failures: standing.failures,
    warnings: health?.warnings ?? [],
    timing: { started_ms: account.began, ended_ms: account.ended, cpu_ms: timing["cpu_ms"] ?? null, peak_memory_bytes: timing["peak_memory_bytes"] ?? null },
    critical_path: path === undefined ? null : { ms: path.millis, nodes: path.nodes.map(({ millis, node }) => ({ node, ms: millis })) },
    nodes_seen: nodes.map(({ at, course, millis, node, record, status }) => ({
      node,
      status,
      at_ms: at,
      ms: millis,
      rows: course?.rows ?? null,
      unchanged: course?.unchanged ?? null,
      causes: course?.causes ?? [],
      retries: course?.retries ?? [],
      because: course?.because ?? (record?.status === "skipped" ? record.because : null)
    })),
    store_damage: account.damages,
    damaged: damaged.map(({ file, reason }) => ({ file, reason })),
    artifacts: record?.artifacts ?? [],
    config: record?.config ?? {},
    pins: Object.entries(record?.pins ?? {}).map(([capability, scopes]) => ({ capability, scopes: Object.keys(scopes).length })),
    runtime: record?.runtime ?? {},
    next: next(inspection)
  }
}

export const render = (inspection: Inspection, ink: Ink, columns: number): string =>
  [
    [verdict(inspection, ink), ...headline(inspection, columns)],
    facts(inspection),
    trouble(inspection, ink, columns),
    causes(inspection, columns),
    durations(inspection),
    legacy(inspection),
    next(inspection).map((line) => `next: ${line}`).map(ink.dim)
  ].filter((section) => section.length > 0).map((section) => section.join("\n")).join("\n\n")

const verdict = ({ standing }: Inspection, ink: Ink): string => {
  const { failed_stage, status } = standing
  const place = failed_stage === null ? "" : status === "running" ? `, in ${failed_stage}` : ` at ${failed_stage}`
  const words = StandingView.isIdle(standing) ? "succeeded with nothing to do" : `${status}${place}`
  const name = [standing.graph, standing.as_of].filter((part) => part !== null).join(" ")
  return `${StandingView.sign(standing, ink)} ${ink.bold(name === "" ? standing.run : name)}   ${StandingView.colour(standing, ink)(words)}`
}

const headline = ({ standing, summary }: Inspection, columns: number): ReadonlyArray<string> => {
  const sentence = summary?.headline ?? {
    running: "The run is at work.",
    crashed: "The run ended without a word, and no later run has closed it yet.",
    damaged: "The record of the run is damaged. What its other files say is below; they are not vouched for."
  }[String(standing.status)]
  return sentence === undefined ? [] : Paragraph.lines(sentence, columns, "  ")
}

const facts = ({ account, standing, timing }: Inspection): ReadonlyArray<string> => {
  const { began, ended } = account
  const { graph_hash, nodes, started_at, status, wall_ms } = standing
  const parts = began === null || ended === null || wall_ms === null
    ? ""
    : `: ${Figures.duration(began)} to get ready, ${Figures.duration(ended - began)} in the graph, ${Figures.duration(Math.max(0, wall_ms - ended))} to write it down`
  const cpu = timing["cpu_ms"]
  const memory = timing["peak_memory_bytes"]
  return Figures.table([
    ["run", `${standing.run}   ${started_at.slice(0, 10)} ${started_at.slice(11, 19)} UTC`],
    ...(graph_hash === null ? [] : [["graph", Digest.short(graph_hash)]]),
    ...(nodes === null ? [] : [["nodes", `${nodes.total}: ${StandingView.nodes(nodes, status === "running")}`]]),
    ...(wall_ms === null ? [] : [["time", `${Figures.duration(wall_ms)}${parts}`]]),
    ...(typeof cpu === "number" && typeof memory === "number" ? [["load", `${Figures.duration(cpu)} of processor time, ${Figures.bytes(memory)} of memory at most`]] : [])
  ])
}

const shownWarnings = 5

const trouble = ({ account, damaged, health, nodes, standing }: Inspection, ink: Ink, columns: number): ReadonlyArray<string> => {
  const mark = (sign: string, text: string) => Paragraph.lines(text, columns, "    ").map((line, index) => (index === 0 ? `  ${sign} ${line.trimStart()}` : line))
  const warnings = health?.warnings ?? []
  const skipped = nodes.filter(({ status }) => status === "skipped")
  return [
    ...damaged.flatMap(({ message }) => mark(ink.bad(ink.sign.failed), message)),
    ...standing.failures.flatMap(({ error, message, node, retryable }) =>
      mark(ink.bad(ink.sign.failed), `${node}  ${tagOf(error)}: ${message}${retryable && standing.status === "degraded" ? " (may pass when run again)" : ""}`)),
    ...(skipped.length === 0 ? [] : mark(ink.warn(ink.sign.skipped), `skipped: ${skipped.map(({ course, node, record }) =>
      `${node} (needs ${course?.because ?? (record?.status === "skipped" ? record.because : "?")})`).join(", ")}`)),
    ...nodes.flatMap(({ course, node }) => (course?.retries ?? []).flatMap((message, index) =>
      mark(ink.warn(ink.sign.degraded), `${node}  attempt ${index + 1} failed and was followed by another: ${message}`))),
    ...account.damages.flatMap(({ kind, name, reason }) =>
      mark(ink.warn(ink.sign.degraded), `a damaged cache entry was set aside and made anew: ${kind} ${name.length > 24 ? Digest.short(name) : name}, ${reason}`)),
    ...warnings.slice(0, shownWarnings).flatMap(({ detail, provider }) => mark(ink.warn(ink.sign.degraded), `${provider === null ? "" : `${provider}: `}${detail}`)),
    ...(warnings.length > shownWarnings ? [ink.dim(`    and ${warnings.length - shownWarnings} more: graph artifact run_health --run ${standing.run}`)] : [])
  ]
}

const tagOf = (error: unknown): string => String((error as { readonly _tag?: unknown } | null)?._tag ?? "Failure")

/** The nodes that ran, together where they ran for the same reason. */
const causes = ({ nodes }: Inspection, columns: number): ReadonlyArray<string> => {
  const ran = nodes.filter(({ course }) => course !== undefined && course.causes.length > 0)
  if (ran.length === 0) return []
  const groups = Map.groupBy(ran, ({ course }) => reason(course!.causes.map(CauseView.sentence)))
  const same = ran.filter(({ course }) => course!.unchanged).length
  return [
    `ran, because${same === 0 ? "" : ` (${same} of ${ran.length} gave what they gave before)`}`,
    ...Array.from(groups, ([why, members]) => [...Paragraph.lines(why, columns, "  "), ...Paragraph.lines(condensed(members), columns, "    ")]).flat()
  ]
}

const shownReasons = 3

const reason = (sentences: ReadonlyArray<string>): string =>
  sentences.length <= shownReasons ? sentences.join("; ") : `${sentences.slice(0, shownReasons).join("; ")}; and ${sentences.length - shownReasons} more`

const condensed = (members: ReadonlyArray<Seen>): string =>
  Array.from(Map.groupBy(members, ({ node }) => node.replace(/\[.*$/s, "")), ([stage, nodes]) => (nodes.length === 1 ? nodes[0]!.node : `${stage} ×${nodes.length}`)).join(", ")

const shownSlowest = 5

const durations = ({ nodes, path, standing }: Inspection): ReadonlyArray<string> => {
  if (path === undefined) return []
  const line = ({ millis, node }: { readonly millis: number; readonly node: string }) => `  ${Figures.duration(millis).padStart(8)}  ${node}`
  const share = standing.wall_ms === null || standing.wall_ms === 0 ? "" : ` of ${Figures.duration(standing.wall_ms)} (${Math.round((path.millis * 100) / standing.wall_ms)} %)`
  const on = new Set(path.nodes.map(({ node }) => node))
  const others = nodes.flatMap(({ millis, node }) => (millis === null || millis === 0 || on.has(node) ? [] : [{ millis, node }]))
    .sort((a, b) => b.millis - a.millis).slice(0, shownSlowest)
  return [
    `critical path: ${Figures.duration(path.millis)}${share}`,
    ...path.nodes.map(line),
    ...(others.length === 0 ? [] : ["slowest beside it", ...others.map(line)])
  ]
}

/** What the run was given and what it left. */
const legacy = ({ record }: Inspection): ReadonlyArray<string> => {
  if (record === undefined) return []
  const { artifacts, config, pins, runtime } = record
  const total = artifacts.reduce((sum, { bytes }) => sum + bytes, 0)
  const list = (parts: ReadonlyArray<string>) => (parts.length === 0 ? "none" : parts.join(", "))
  return [
    ...Figures.table([
      ["config", list(Object.entries(config).map(([file, digest]) => `${file} ${Digest.short(digest).slice(0, 8)}`))],
      ["pins", list(Object.entries(pins).map(([capability, scopes]) => `${CauseView.shortName(capability)}${Object.keys(scopes).length > 1 ? ` ×${Object.keys(scopes).length}` : ""}`))],
      ["runtime", list(Object.entries(runtime).map(([library, version]) => `${library} ${version}`))],
      ["artifacts", `${artifacts.length}, ${Figures.bytes(total)}`]
    ]),
    ...Figures.table(artifacts.map(({ bytes, file }) => [`  ${Figures.bytes(bytes).padStart(9)}`, file]))
  ]
}

const next = ({ damaged, health, standing }: Inspection): ReadonlyArray<string> => {
  if (damaged.length > 0) return [`Check the whole run: graph verify ${standing.run}`]
  switch (standing.status) {
    case "running":
      return ["Wait for it to end: graph runs"]
    case "succeeded":
      return ["graph artifact ranked_jobs"]
    case "crashed":
      if (!standing.committed) return ["Run again: what had finished is not computed twice, and this run is then closed: graph run daily"]
  }
  return health?.next ?? []
}
