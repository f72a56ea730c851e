/**
 * The messages in what a run published: a candidate's alerts, and the digest of the day or the week.
 *
 * Reads the artifacts `alerts` (JSON) and `digest` (JSON, Markdown, HTML) as far as delivery needs them; a run without one has no such
 * message and says so. A message is known by the alerts it tells of: told in other words, or by a second run of the day, it is the same.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { What } from "../../schemas/Delivery.ts"
import type { CandidateId } from "../../schemas/Profile.ts"
import type * as Canonical from "../platform/Canonical.ts"
import * as AlertList from "./AlertList.ts"
import * as Message from "./Message.ts"
import * as PlainText from "./PlainText.ts"

export interface Published {
  readonly name: string
  readonly media_type: string
  readonly content: Uint8Array
}

export interface Found {
  readonly messages: ReadonlyArray<Message.Message>
  /** Sentences: what is not there, or is not of a form that this program reads. */
  readonly remarks: ReadonlyArray<string>
}

/** The artifacts that messages are made from. */
export const names: ReadonlySet<string> = new Set(["alerts", "digest"])

const Alert = Schema.Struct({
  id: Schema.String,
  change: Schema.Struct({ kind: Schema.String, from: Schema.optionalKey(Schema.NullOr(Schema.String)), to: Schema.optionalKey(Schema.NullOr(Schema.String)) }),
  posting: Schema.optionalKey(Schema.Struct({ title: Schema.String, url: Schema.String, provider: Schema.String, places: Schema.Array(Schema.String) })),
  provider: Schema.optionalKey(Schema.String),
  detail: Schema.optionalKey(Schema.String)
})
const Alerts = Schema.Struct({ as_of: Schema.String, alerts: Schema.Array(Alert) })
const Told = Schema.Struct({ id: Schema.String })
const Digest = Schema.Struct({
  as_of: Schema.String,
  subject: Schema.String,
  daily: Schema.Struct({ alerts: Schema.Array(Told) }),
  weekly: Schema.NullOr(Schema.Struct({ earlier: Schema.Array(Schema.Struct({ alert: Told })) }))
})

export const read = (candidate: CandidateId, artifacts: ReadonlyArray<Published>): Found => {
  const messages: Array<Message.Message> = []
  const remarks: Array<string> = []
  const text = (name: string, media: string): string | undefined => {
    const found = artifacts.find((one) => one.name === name && one.media_type === media)
    return found === undefined ? undefined : new TextDecoder().decode(found.content)
  }
  const take = (name: string, make: (json: string) => Message.Message | undefined) => {
    const json = text(name, "application/json")
    const message = json === undefined ? undefined : make(json)
    if (message !== undefined) messages.push(message)
    else remarks.push(json === undefined ? `The run left no ${name} for ${candidate}.` : `The ${name} of ${candidate} are of a form that this program does not read.`)
  }
  take("alerts", (json) => alerts(candidate, json))
  take("digest", (json) => digest(candidate, json, text("digest", "text/markdown"), text("digest", "text/html")))
  return { messages, remarks }
}

/** Whether a channel that asks for `asked` is told this: a week's digest is its last day's too. */
export const isWanted = (asked: ReadonlyArray<What>, { kind }: Message.Message): boolean =>
  asked.includes(kind) || (kind === "weekly_digest" && asked.includes("daily_digest"))

const alerts = (candidate: CandidateId, json: string): Message.Message | undefined => {
  const document = parse(Alerts, json)
  if (document === undefined) return undefined
  const { alerts, as_of } = document.read
  const subject = `SignalCraft: ${alerts.length === 0 ? "no alerts" : alerts.length === 1 ? "1 alert" : `${alerts.length} alerts`} on ${as_of}`
  const markdown = alerts.length === 0 ? "Nothing that your rules want happened." : AlertList.markdown(alerts)
  // What the next run remembers is no news.
  const { memory: _, ...told } = document.json
  return Message.make({
    candidate,
    kind: "alerts",
    subject,
    text: PlainText.ofMarkdown(markdown),
    markdown,
    html: AlertList.html(subject, alerts),
    json: told,
    isEmpty: alerts.length === 0
  }, { as_of, alerts: alerts.map(({ id }) => id) })
}

const digest = (candidate: CandidateId, json: string, markdown: string | undefined, html: string | undefined): Message.Message | undefined => {
  const document = parse(Digest, json)
  if (document === undefined || markdown === undefined || html === undefined) return undefined
  const { as_of, daily, subject, weekly } = document.read
  const earlier = (weekly?.earlier ?? []).map(({ alert }) => alert.id)
  const told = { as_of, alerts: daily.alerts.map(({ id }) => id), earlier }
  return Message.make({
    candidate,
    kind: weekly === null ? "daily_digest" : "weekly_digest",
    subject,
    text: PlainText.ofMarkdown(markdown),
    markdown,
    html,
    json: document.json,
    isEmpty: told.alerts.length === 0 && earlier.length === 0
  }, told)
}

const parse = <A>(schema: Schema.ConstraintDecoder<A>, text: string): { readonly read: A; readonly json: Canonical.JsonObject } | undefined => {
  const json = Result.try(() => JSON.parse(text) as Canonical.JsonObject)
  const read = Result.flatMap(json, Schema.decodeUnknownResult(schema))
  return Result.isSuccess(json) && Result.isSuccess(read) ? { read: read.success, json: json.success } : undefined
}
