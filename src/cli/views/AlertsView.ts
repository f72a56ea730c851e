/**
 * What a run tells a candidate: each change with its posting, and the others counted by why they are not told.
 */
import type { Alert, AlertCounts, Alerts } from "../../../schemas/Alerts.ts"
import * as AlertWords from "../../artifacts/AlertWords.ts"
import * as Visible from "../../jobs/Visible.ts"
import type { RunId } from "../../runs/RunId.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"
import * as Paragraph from "./Paragraph.ts"

/** Without what is remembered for the next run. */
export const document = (run: RunId, { alerts, as_of, baseline, candidate, counts, remembered, schema_version, week }: Alerts): object =>
  ({ schema_version, run, as_of, candidate, baseline, remembered, counts, alerts, week })

export const render = (run: RunId, { alerts, as_of, baseline, candidate, counts, remembered, week }: Alerts, ink: Ink, columns: number): string =>
  [
    [
      `${ink.bold(candidate)}   ${Figures.count(alerts.length, "alert")} of ${as_of}${baseline === null ? "" : `, since ${baseline}`}`,
      ink.dim(`run ${run}${remembered === null ? "; nothing was remembered of earlier alerts" : ""}`)
    ].join("\n"),
    ...alerts.map((alert) => entry(alert, ink, columns)),
    [
      ...Paragraph.lines(untold(counts), columns, "").map(ink.dim),
      ...(week === null ? [] : [ink.dim("The weekly digest is due.")]),
      ink.dim(alerts.some(({ about }) => about === "posting") ? `next: graph artifact digest --run ${run} --candidate ${candidate} --format md` : "next: config/alerts.v1.json says what is told")
    ].join("\n")
  ].join("\n\n")

const entry = (alert: Alert, ink: Ink, columns: number): string => {
  const wrapped = (text: string, indent: string) => Paragraph.lines(Visible.of(text), columns, indent)
  const rules = ink.dim(`  [${alert.rules.join(", ")}]`)
  if (alert.about === "board") return [ink.bold(alert.provider), ...wrapped(AlertWords.change(alert), "  "), rules].join("\n")
  const { also, mark, posting: { id, title, url }, reasons } = alert
  return [
    ...wrapped(`${title}${mark === null ? "" : ` (${mark})`}`, "").map(ink.bold),
    ...wrapped(AlertWords.change(alert), "  "),
    ...wrapped(AlertWords.facts(alert).join(" · "), "  "),
    ...reasons.flatMap((reason) => wrapped(`- ${reason}`, "  ")),
    `  ${Visible.of(url)}`,
    ...also.map((other) => ink.dim(`  the same: ${other.id}`)),
    ink.dim(`  ${id}`),
    rules
  ].join("\n")
}

const untold = ({ alerted, considered, ...others }: AlertCounts): string => {
  const why = Object.entries(others).filter(([, count]) => count > 0).map(([reason, count]) => `${Figures.grouped(count)} ${reasons[reason]}`)
  return `${Figures.count(considered, "change")} looked at, ${Figures.grouped(alerted)} told${why.length === 0 ? "" : `; not told: ${why.join(", ")}`}.`
}

const reasons: Readonly<Record<string, string>> = {
  unwanted: "that no rule wants",
  dismissed: "of what was dismissed",
  excluded: "of what a deal-breaker takes out",
  applied: "of what was applied for",
  rescored: "of scores that only the profile or the contract moved",
  told: "told before"
}
