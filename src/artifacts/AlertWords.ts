/**
 * A change in words, for whatever shows it: what happened, and of an alert the facts of the posting. A stranger's words in them are not escaped yet.
 */
import type { Alert, PostingAlert } from "../../schemas/Alerts.ts"

/** As `Pay: USD 1 to 2 → not stated`. */
export const change = (alert: Alert): string => {
  if (alert.about === "board") return `${alert.board}: ${alert.detail}`
  const { from, kind, to } = alert.change
  return happened(kind, from, to)
}

export const happened = (kind: string, from: string | null, to: string | null): string => {
  const said = sentences[kind]
  return said === undefined ? `${names[kind] ?? plain(kind)}: ${from ?? "not stated"} → ${to ?? "not stated"}` : said(from ?? "", to ?? "")
}

/** What a reader asks first of it, the employer before all. */
export const facts = ({ pay, posting: { places, provider, work_mode }, rank, score }: PostingAlert): ReadonlyArray<string> => [
  provider,
  ...(places.length === 0 ? [] : [places.join("; ")]),
  ...(work_mode === null ? [] : [work_mode.replaceAll("_", "-")]),
  ...(pay === null ? [] : [pay]),
  ...(score === null ? [] : [`${score} points`]),
  ...(rank === null ? [] : [`rank ${rank}`])
]

const sentences: Readonly<Record<string, (from: string, to: string) => string>> = {
  new: () => "New",
  reopened: (closed) => `Open again, closed since ${closed}`,
  missing: (served) => `No longer on its board, last seen on ${served}`,
  closed: (served) => `Closed, last seen on ${served}`,
  score: (from, to) => `Score: ${from} → ${to}`
}

const names: Readonly<Record<string, string>> = { compensation: "Pay", work_mode: "Mode of work", employment_type: "Employment" }

const plain = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`
