/**
 * A digest as a page to read (CommonMark). Everything in it is a board's word or follows from one, so all of it is escaped.
 */
import type { Alert } from "../../schemas/Alerts.ts"
import type { Digest } from "../../schemas/Digest.ts"
import * as AlertWords from "./AlertWords.ts"
import * as Markdown from "./Markdown.ts"

export const markdown = ({ as_of, candidate, daily, weekly }: Digest): string =>
  [
    `# Alerts of ${as_of} for ${candidate}`,
    ...(daily.alerts.length === 0 ? ["Nothing to tell."] : daily.alerts.map(entry)),
    ...(weekly === null ? [] : [
      "# Earlier in the week",
      weekly.earlier.length === 0 ? "Nothing was told." : weekly.earlier.map(({ alert, on }) => `- ${on}: ${line(alert)}`).join("\n")
    ])
  ].join("\n\n").concat("\n")

const entry = (alert: Alert): string => {
  if (alert.about === "board") return [`## ${Markdown.text(alert.provider)}`, Markdown.text(AlertWords.change(alert))].join("\n\n")
  const { also, mark, posting: { title, url }, reasons } = alert
  return [
    `## ${Markdown.link(title, url)}${mark === null ? "" : ` (${mark})`}`,
    `**${Markdown.text(AlertWords.change(alert))}**`,
    AlertWords.facts(alert).map(Markdown.text).join(" · "),
    ...(reasons.length === 0 ? [] : [reasons.map((reason) => `- ${Markdown.text(reason)}`).join("\n")]),
    ...(also.length === 0 ? [] : [`The same of: ${also.map(({ id, places, url }) => Markdown.link(places.length === 0 ? id : places.join("; "), url)).join(", ")}.`])
  ].join("\n\n")
}

const line = (alert: Alert): string =>
  alert.about === "board"
    ? `${Markdown.text(alert.provider)}, ${Markdown.text(AlertWords.change(alert))}`
    : `${Markdown.link(alert.posting.title, alert.posting.url)}, ${Markdown.text(alert.posting.provider)}. ${Markdown.text(AlertWords.change(alert))}`
