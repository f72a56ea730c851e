/**
 * A digest as the body of a mail: a whole document without scripts, images, tables or anything to load, styled in place.
 *
 * It sets no colour of text or ground but lets the reader's own be light or dark. Every link leads to the employer's page of a posting.
 */
import type { Alert } from "../../schemas/Alerts.ts"
import type { Digest } from "../../schemas/Digest.ts"
import * as AlertWords from "./AlertWords.ts"
import * as Html from "./Html.ts"

export const html = ({ as_of, candidate, daily, subject, weekly }: Digest): string =>
  [
    "<!DOCTYPE html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${Html.text(subject)}</title>`,
    "</head>",
    `<body style="${styles.body}">`,
    `<h1 style="${styles.h1}">Alerts of ${Html.text(as_of)} for ${Html.text(candidate)}</h1>`,
    ...(daily.alerts.length === 0 ? ["<p>Nothing to tell.</p>"] : daily.alerts.map(entry)),
    ...(weekly === null ? [] : [
      `<h2 style="${styles.h2}">Earlier in the week</h2>`,
      ...(weekly.earlier.length === 0
        ? ["<p>Nothing was told.</p>"]
        : [`<ul style="${styles.list}">`, ...weekly.earlier.map(({ alert, on }) => `<li>${Html.text(on)}: ${line(alert)}</li>`), "</ul>"])
    ]),
    "</body>",
    "</html>"
  ].join("\n").concat("\n")

const styles = {
  body: "color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; max-width: 40em; margin: 0 auto; padding: 1em",
  h1: "font-size: 1.3em; margin: 0 0 1em",
  h2: "font-size: 1.1em; margin: 1.5em 0 0.5em",
  entry: "border-left: 3px solid #8886; margin: 0 0 1.2em; padding: 0 0 0 0.8em",
  title: "font-weight: bold; margin: 0",
  line: "margin: 0",
  list: "margin: 0; padding-left: 1.2em"
} as const

const paragraph = (content: string): string => `<p style="${styles.line}">${content}</p>`

const entry = (alert: Alert): string => {
  const lines = alert.about === "board" ? [`<p style="${styles.title}">${Html.text(alert.provider)}</p>`, paragraph(Html.text(AlertWords.change(alert)))] : [
    `<p style="${styles.title}">${Html.link(alert.posting.title, alert.posting.url)}${alert.mark === null ? "" : ` (${alert.mark})`}</p>`,
    paragraph(Html.text(AlertWords.change(alert))),
    paragraph(AlertWords.facts(alert).map(Html.text).join(" · ")),
    ...(alert.reasons.length === 0 ? [] : [`<ul style="${styles.list}">${alert.reasons.map((reason) => `<li>${Html.text(reason)}</li>`).join("")}</ul>`]),
    ...(alert.also.length === 0 ? [] : [paragraph(`The same of: ${alert.also.map(({ id, places, url }) => Html.link(places.length === 0 ? id : places.join("; "), url)).join(", ")}.`)])
  ]
  return `<div style="${styles.entry}">\n${lines.join("\n")}\n</div>`
}

const line = (alert: Alert): string =>
  alert.about === "board"
    ? `${Html.text(alert.provider)}, ${Html.text(AlertWords.change(alert))}`
    : `${Html.link(alert.posting.title, alert.posting.url)}, ${Html.text(alert.posting.provider)}. ${Html.text(AlertWords.change(alert))}`
