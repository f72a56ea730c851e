/**
 * What a run found, for the one who started it.
 */
import type { Changes } from "../../../schemas/Changes.ts"
import type { RunHealth } from "../../../schemas/RunHealth.ts"
import type { RunSummary } from "../../../schemas/RunSummary.ts"
import { brief } from "../../artifacts/Brief.ts"
import * as Catalogue from "../../artifacts/Catalogue.ts"
import * as RunSummaries from "../../artifacts/RunSummary.ts"
import * as Digest from "../../platform/Digest.ts"
import type { Finished } from "../DailyRun.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

/** The same as one document, for programs. */
export const document = ({ files, id, record, timing }: Finished): object => ({
  schema_version: 1,
  run: id,
  outcome: record.outcome,
  failed_stage: record.failed_stage,
  graph_hash: record.graph_hash,
  nodes: { ...record.nodes, ran: timing["ran"], reused: timing["reused"] },
  wall_ms: timing["wall_ms"],
  summary: read(files, Catalogue.runSummary.file),
  health: read(files, Catalogue.runHealth.file)
})

export const render = (finished: Finished, ink: Ink): string => {
  const { files, id, record, recovered, timing } = finished
  const summary = read<RunSummary>(files, Catalogue.runSummary.file)
  const health = read<RunHealth>(files, Catalogue.runHealth.file)
  const changes = files.has(Catalogue.changes.file) ? read<Changes>(files, Catalogue.changes.file) : undefined
  return [
    verdict(finished, ink),
    ...(summary.postings === null ? [] : ["", ...findings(summary, ink)]),
    ...(changes === undefined ? [] : news(changes, ink)),
    ...matches(summary, ink),
    ...problems(health, ink),
    ...(recovered.length === 0 ? [] : ["", ink.dim(`${Figures.count(recovered.length, "earlier run")} had crashed and ${recovered.length === 1 ? "is" : "are"} now closed: ${recovered.join(", ")}`)]),
    "",
    ink.dim(`run ${id}   graph ${record.graph_hash === null ? "none" : Digest.short(record.graph_hash)}   ${Figures.duration(Number(timing["wall_ms"]))}`),
    ...next(record.outcome, id, health).map((line) => ink.dim(`next: ${line}`))
  ].join("\n")
}

const read = <A>(files: Finished["files"], file: string): A => JSON.parse(new TextDecoder().decode(files.get(file)!)) as A

const verdict = ({ record, timing }: Finished, ink: Ink): string => {
  const counts = `${Figures.count(record.nodes?.total ?? 0, "node")}: ${Number(timing["ran"])} ran, ${Number(timing["reused"])} known, ${record.nodes?.failed ?? 0} failed`
  const name = ink.bold(`${record.graph} ${record.as_of}`)
  switch (record.outcome) {
    case "succeeded":
      return timing["ran"] === 0
        ? `${ink.sign.reused} ${name}   nothing to do: all ${Figures.count(record.nodes?.total ?? 0, "node")} are known`
        : `${ink.good(ink.sign.ran)} ${name}   ${counts}`
    case "degraded":
      return `${ink.warn(ink.sign.degraded)} ${name}   degraded at ${record.failed_stage}   ${counts}`
    default:
      return `${ink.bad(ink.sign.failed)} ${name}   ${record.outcome}${record.failed_stage === null ? "" : ` at ${record.failed_stage}`}`
  }
}

const findings = ({ changes, postings, providers }: RunSummary, ink: Ink): ReadonlyArray<string> => {
  const boards = `${providers.available} of ${providers.total - providers.disabled} boards read`
  const moved = changes === null || changes.baseline === null
    ? ink.dim("first observation, nothing to compare with")
    : `since ${changes.baseline}: ${RunSummaries.tally(changes)}`
  return [`  ${Figures.count(postings ?? 0, "posting")} on ${boards}`, `  ${moved}`]
}

const shownNews = 5

const news = ({ changed, closed, events, missing = [], new: fresh, reopened }: Changes, ink: Ink): ReadonlyArray<string> => {
  const rows = [
    ...fresh.map(({ provider, title }) => [ink.good("new"), provider, brief(title)]),
    ...reopened.map(({ provider, title }) => [ink.good("reopened"), provider, brief(title)]),
    ...changed.map(({ fields, provider, title }) => [ink.warn("changed"), provider, `${brief(title)} (${fields.map(({ field }) => field.replaceAll("_", " ")).join(", ")})`]),
    ...missing.map(({ provider, title }) => [ink.dim("missing"), provider, brief(title)]),
    ...closed.map(({ provider, title }) => [ink.dim("closed"), provider, brief(title)])
  ]
  const more = rows.length > shownNews ? [ink.dim(`  and ${rows.length - shownNews} more: graph artifact changes`)] : []
  return [
    ...(rows.length === 0 ? [] : ["", ...Figures.table(rows.slice(0, shownNews)).map((line) => `  ${line}`), ...more]),
    ...events.map(({ detail, provider }) => `  ${ink.warn(ink.sign.degraded)} ${provider}: ${detail}`)
  ]
}

const shownMatches = 5

const matches = ({ matches }: RunSummary, ink: Ink): ReadonlyArray<string> => {
  if (matches === null || matches.top.length === 0) return []
  const rows = matches.top.slice(0, shownMatches).map(({ places, provider, score, title, work_mode }) =>
    [String(score).padStart(4), brief(title), ink.dim(provider), ink.dim([brief(places[0] ?? ""), work_mode === null ? "" : work_mode.replaceAll("_", " ")].filter((part) => part !== "").join(", "))])
  return ["", `  best for ${matches.candidate}, of ${matches.ranked} ranked (${matches.excluded} excluded)`, ...Figures.table(rows).map((line) => `  ${line}`)]
}

const problems = ({ failures, warnings }: RunHealth, ink: Ink): ReadonlyArray<string> => {
  const told = failures.map(({ error, node }) => `  ${ink.bad(ink.sign.failed)} ${node}  ${error._tag}: ${error.message}`)
  const kinds = [...new Set(warnings.map(({ kind }) => kind))]
  const minded = kinds.map((kind) => {
    const alike = warnings.filter((warning) => warning.kind === kind)
    return `  ${ink.warn(ink.sign.degraded)} ${remarks[kind]}${about(alike)}`
  })
  return told.length + minded.length === 0 ? [] : ["", ...told, ...minded]
}

const remarks: Readonly<Record<RunHealth["warnings"][number]["kind"], string>> = {
  schema_drift: "answers hold what the adapters do not know yet (nothing is lost)",
  rows_unusable: "some rows could not be made postings",
  board_emptied: "a board emptied at once; nothing was closed by it",
  no_provider: "no provider is enabled in config/providers.json",
  history_damaged: "something kept from before is damaged and was gone round (graph artifact run_health)",
  stale_answer: "an earlier answer stands in for one that could not be had",
  page_rebuilt: "a page is built anew; see whether it is still read rightly"
}

const about = (warnings: RunHealth["warnings"]): string => {
  const providers = warnings.flatMap(({ provider }) => (provider === null ? [] : [provider]))
  return providers.length === 0 ? "" : `: ${providers.join(", ")}`
}

const next = (outcome: string, id: string, health: RunHealth): ReadonlyArray<string> =>
  outcome === "succeeded" ? [`graph show ${id}${health.warnings.length > 0 ? "   graph artifact run_health" : "   graph artifact ranked_jobs"}`] : [...health.next, `Inspect it: graph show ${id}`]
