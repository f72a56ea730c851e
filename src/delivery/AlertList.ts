/**
 * Alerts as a list to read: one line each, in Markdown and in HTML.
 *
 * Titles are strangers' text: they are shown as text, and link only to https.
 */
import * as Markdown from "../artifacts/Markdown.ts"

/** What is read of an alert; the rest of it is for programs. */
export interface Alert {
  readonly id: string
  readonly change: { readonly kind: string; readonly from?: string | null | undefined; readonly to?: string | null | undefined }
  readonly posting?: { readonly title: string; readonly url: string; readonly provider: string; readonly places: ReadonlyArray<string> } | undefined
  readonly provider?: string | undefined
  readonly detail?: string | undefined
}

export const markdown = (alerts: ReadonlyArray<Alert>): string =>
  alerts.map(({ change, detail, posting, provider }) => {
    const what = posting === undefined
      ? `${Markdown.text(provider ?? "board")}: ${Markdown.text(detail ?? "")}`
      : `${Markdown.link(posting.title, posting.url)}, ${Markdown.text(whereOf(posting))}`
    return `- **${Markdown.text(words(change.kind))}** ${what}${Markdown.text(movement(change)) === "" ? "" : ` ${Markdown.text(movement(change))}`}`
  }).join("\n")

export const html = (subject: string, alerts: ReadonlyArray<Alert>): string => {
  const items = alerts.map(({ change, detail, posting, provider }) => {
    const what = posting === undefined
      ? `${escape(provider ?? "board")}: ${escape(detail ?? "")}`
      : `${/^https:\/\/[^\s/]/.test(posting.url) ? `<a href="${escape(posting.url)}">${escape(posting.title)}</a>` : escape(posting.title)}, ${escape(whereOf(posting))}`
    return `<li><b>${escape(words(change.kind))}</b> ${what} ${escape(movement(change))}</li>`
  })
  return `<!doctype html>\n<html><head><meta charset="utf-8"><title>${escape(subject)}</title></head>\n<body><h1>${escape(subject)}</h1>\n<ul>\n${items.join("\n")}\n</ul></body></html>\n`
}

const words = (kind: string): string => kind.replaceAll("_", " ")

const whereOf = ({ places, provider }: { readonly places: ReadonlyArray<string>; readonly provider: string }): string => [provider, ...places.slice(0, 3)].join(", ")

const movement = ({ from, to }: Alert["change"]): string => (from == null && to == null ? "" : `(${from ?? "not stated"} → ${to ?? "not stated"})`)

const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu

const escape = (text: string): string =>
  text.toWellFormed().replace(/\s+/g, " ").replace(unseen, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\"", "&quot;").replaceAll("'", "&#39;")
