/**
 * A run on one page: how it ended, what ran and why, what failed, where the time went, what it left, what to do next.
 */
import * as Digest from "../../platform/Digest.ts"
import * as CriticalPath from "../CriticalPath.ts"
import type { Inspection } from "../Inspection.ts"
import type { Ink } from "../Terminal.ts"
import * as AuditView from "./AuditView.ts"
import * as CauseView from "./CauseView.ts"
import * as Figures from "./Figures.ts"
import * as Paragraph from "./Paragraph.ts"
import * as StandingView from "./StandingView.ts"

/** The same as one document, for programs. */
export const document = (inspection: Inspection): object => {
  const { account, audit, damaged, health, nodes, path, profiles, record, standing, summary, timing, unreadable } = inspection
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
    unreadable: unreadable.map(({ artifact, reason }) => ({ artifact, reason })),
    audit: audit ?? null,
    profiles,
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
    AuditView.changed(inspection, columns),
    kept(inspection),
    next(inspection).map((line) => `next: ${line}`).map(ink.dim)
  ].filter((section) => section.length > 0).map((section) => section.join("\n")).join("\n\n")

const verdict = ({ standing }: Inspection, ink: Ink): string => {
  const words = StandingView.isIdle(standing) ? "succeeded with nothing to do" : `${standing.status}${StandingView.where(standing)}`
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

const facts = ({ account, audit, standing, timing }: Inspection): ReadonlyArray<string> => {
  const { began, ended } = account
  const { graph_hash, nodes, started_at, status, wall_ms } = standing
  const parts = began === null || ended === null || wall_ms === null
    ? ""
    : `: ${Figures.duration(began)} to get ready, ${Figures.duration(ended - began)} in the graph, ${Figures.duration(Math.max(0, wall_ms - ended))} to write it down`
  const atWork = [...account.courses.values()].filter((course) => course.status === "running").map(({ node }) => node)
  const cpu = timing["cpu_ms"]
  const memory = timing["peak_memory_bytes"]
  return Figures.table([
    ["run", `${standing.run}   ${started_at.slice(0, 10)} ${started_at.slice(11, 19)} UTC`],
    ...(audit === undefined ? [] : AuditView.occasion(audit)),
    ...(graph_hash === null ? [] : [["graph", Digest.short(graph_hash)]]),
    ...(nodes === null ? [] : [["nodes", status === "running" ? `${StandingView.nodes(nodes, true)} settled` : `${nodes.total}: ${StandingView.nodes(nodes, false)}`]]),
    ...(status === "running" && atWork.length > 0 ? [["at work", condensed(atWork)]] : []),
    ...(wall_ms === null ? [] : [["time", `${Figures.duration(wall_ms)}${parts}`]]),
    ...(typeof cpu === "number" && typeof memory === "number" ? [["load", `${Figures.duration(cpu)} of processor time, ${Figures.bytes(memory)} of memory at most`]] : [])
  ])
}

const shownWarnings = 5

const trouble = ({ account, damaged, health, nodes, standing, summary, unreadable }: Inspection, ink: Ink, columns: number): ReadonlyArray<string> => {
  const mark = (sign: string, text: string) => Paragraph.lines(text, columns, "    ").map((line, index) => (index === 0 ? `  ${sign} ${line.trimStart()}` : line))
  const warnings = health?.warnings ?? []
  const failures = new Map<string, Array<string>>()
  for (const { error, message, node, retryable } of standing.failures) {
    const told = summary?.headline.includes(message) === true ? ", as said above" : `: ${message}${retryable && standing.status === "degraded" ? " (may pass when run again)" : ""}`
    const why = `${tagOf(error)}${told}`
    failures.set(why, [...(failures.get(why) ?? []), node])
  }
  const skipped = Map.groupBy(nodes.filter(({ status }) => status === "skipped"), ({ course, record }) =>
    stageOf(course?.because ?? (record?.status === "skipped" ? record.because : "something upstream")))
  return [
    ...damaged.flatMap(({ message }) => mark(ink.bad(ink.sign.failed), message)),
    ...unreadable.flatMap(({ message }) => mark(ink.warn(ink.sign.degraded), message)),
    ...Array.from(failures, ([why, members]) => mark(ink.bad(ink.sign.failed), `${condensed(members)}  ${why}`)).flat(),
    ...Array.from(skipped, ([stage, members]) =>
      mark(ink.warn(ink.sign.skipped), `${condensed(members.map(({ node }) => node))}  skipped for want of ${stage}`)).flat(),
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
    ...Array.from(groups, ([why, members]) => [...Paragraph.lines(why, columns, "  "), ...Paragraph.lines(condensed(members.map(({ node }) => node)), columns, "    ")]).flat()
  ]
}

const shownReasons = 3

const reason = (sentences: ReadonlyArray<string>): string =>
  sentences.length <= shownReasons ? sentences.join("; ") : `${sentences.slice(0, shownReasons).join("; ")}; and ${sentences.length - shownReasons} more`

/** Nodes by name, those of one stage together. */
const condensed = (nodes: ReadonlyArray<string>): string =>
  Array.from(Map.groupBy(nodes, stageOf), ([stage, members]) => (members.length === 1 ? members[0]! : `${stage} ×${members.length}`)).join(", ")

const stageOf = (node: string): string => CriticalPath.nameOf(node).stage

const shownSlowest = 5

const durations = ({ nodes, path, standing }: Inspection): ReadonlyArray<string> => {
  if (path === undefined) return []
  const line = ({ millis, node }: { readonly millis: number; readonly node: string }) => `  ${Figures.duration(millis).padStart(8)}  ${node}`
  const share = standing.wall_ms === null || standing.wall_ms === 0 ? "" : ` of ${Figures.duration(standing.wall_ms)} (${Math.round((path.millis * 100) / standing.wall_ms)} %)`
  const on = new Set(path.nodes.map(({ node }) => node))
  const others = nodes.flatMap(({ millis, node }) => (millis === null || millis === 0 || on.has(node) ? [] : [{ millis, node }]))
    .sort((a, b) => b.millis - a.millis).slice(0, shownSlowest)
  return [
    `critical path${standing.committed ? "" : " so far"}: ${Figures.duration(path.millis)}${share}`,
    ...path.nodes.map(line),
    ...(others.length === 0 ? [] : ["slowest beside it", ...others.map(line)])
  ]
}

/** What the run was given and what it left. */
const kept = ({ record }: Inspection): ReadonlyArray<string> => {
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
