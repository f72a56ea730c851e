/**
 * A folder of recorded exchanges: `manifest.json`, and each body as `bodies/<digest>`.
 *
 * A body is written before the manifest that names it, and the manifest is put in place whole by a rename, so a reader
 * sees the set as it was or as it is. Replaced bodies stay until someone removes them: a run may be reading them. Knows the
 * format; does not know what a board is, nor how an answer was obtained.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import * as fs from "node:fs/promises"
import * as path from "node:path"
import type { ProviderId } from "../../schemas/Provider.ts"
import { Exchange, SnapshotManifest } from "../../schemas/SnapshotSet.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"

/** The folder is not a snapshot set that this version reads. */
export class NotASnapshotSet extends Schema.TaggedError<NotASnapshotSet>()("NotASnapshotSet", {
  folder: Schema.String,
  reason: Schema.String,
  next: Schema.String
}) {
  override get message() {
    return `${this.folder} is not a snapshot set: ${this.reason}. ${this.next}`
  }
}

/** A body that the set should hold is absent, or its bytes are not those of its name. */
export class BodyDamaged extends Schema.TaggedError<BodyDamaged>()("BodyDamaged", {
  folder: Schema.String,
  body: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.folder}: the body ${this.body} ${this.reason}. Capture it again: graph snapshot add PROVIDER FILE --to ${this.folder}`
  }
}

/** The answer could not be recorded; the set is as it was. */
export class NotRecordable extends Schema.TaggedError<NotRecordable>()("NotRecordable", {
  folder: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `Nothing was added to ${this.folder}: ${this.reason}. The set is as it was; correct that and add again`
  }
}

/** An answer to record; `headers` as received, in any case. */
export interface Answer {
  readonly url: string
  /** What was POSTed for it; absent for a GET. */
  readonly sent?: string | undefined
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly received_at: string
}

export interface Problem {
  readonly kind: "absent" | "damaged" | "wrong_length" | "unreferenced"
  readonly provider: ProviderId | null
  readonly url: string | null
  readonly body: string
}

/** What a later request or a reader of the body needs. Cookies, dates and request ids vary without meaning, and may be secret. */
export const keptHeaders: ReadonlyArray<string> = ["content-type", "etag", "last-modified"]

const decode = Schema.decodeUnknownResult(SnapshotManifest, { errors: "all", onExcessProperty: "error" })
const decodeExchange = Schema.decodeUnknownResult(Exchange, { errors: "all", onExcessProperty: "error" })

/** The manifest as text: canonical order, indented for people who read differences, a newline at the end. */
export const format = (manifest: SnapshotManifest): string =>
  `${JSON.stringify(JSON.parse(Canonical.stringifyUnsafe(manifest)), null, 2)}\n`

export const load = Effect.fnUntraced(function*(folder: string): Effect.fn.Return<SnapshotManifest, NotASnapshotSet> {
  const text = yield* attempt(() => fs.readFile(manifestOf(folder), "utf8")).pipe(
    Effect.mapError((code) =>
      code === "ENOENT" || code === "ENOTDIR"
        ? new NotASnapshotSet({ folder, reason: "there is no manifest.json", next: `Start one: graph snapshot add PROVIDER FILE --to ${folder}` })
        : new NotASnapshotSet({ folder, reason: `manifest.json cannot be read (${code})`, next: "Check its permissions" })
    )
  )
  const manifest = Result.flatMap(parse(text), (json) => Result.mapError(decode(json), ({ message }) => message.replaceAll(/\s*\n\s*/g, " ")))
  if (Result.isSuccess(manifest)) return manifest.success
  return yield* new NotASnapshotSet({
    folder,
    reason: `manifest.json is invalid: ${manifest.failure}`,
    next: "Restore it from version control or a backup; its bodies are not affected"
  })
})

/** The bytes of a body, verified against its name. */
export const body = Effect.fnUntraced(function*(folder: string, digest: string): Effect.fn.Return<Uint8Array, BodyDamaged> {
  const damaged = (reason: string) => new BodyDamaged({ folder, body: digest, reason })
  if (!Digest.isDigest(digest)) return yield* damaged("is not named by a digest")
  const bytes = yield* attempt(() => fs.readFile(bodyOf(folder, digest))).pipe(
    Effect.mapError((code) => damaged(code === "ENOENT" ? "is absent" : `cannot be read (${code})`))
  )
  return Digest.of(bytes) === digest ? bytes : yield* damaged("does not have the bytes its name says")
})

/** Records an answer, in place of the provider's earlier answer to the same request. Makes the set where there is none. */
export const add = Effect.fnUntraced(function*(
  folder: string,
  provider: ProviderId,
  answer: Answer
): Effect.fn.Return<Exchange, NotASnapshotSet | NotRecordable> {
  const exchange = yield* exchangeOf(folder, answer)
  yield* write(folder, [answer], (manifest) => put(manifest, provider, exchange))
  return exchange
})

/** Records a whole board, in place of all that was recorded of it. Makes the set where there is none. */
export const replace = Effect.fnUntraced(function*(
  folder: string,
  provider: ProviderId,
  answers: ReadonlyArray<Answer>
): Effect.fn.Return<ReadonlyArray<Exchange>, NotASnapshotSet | NotRecordable> {
  const exchanges = yield* Effect.forEach(answers, (answer) => exchangeOf(folder, answer))
  yield* write(folder, answers, (manifest) => ({ ...manifest, providers: { ...manifest.providers, [provider]: { exchanges } } }))
  return exchanges
})

/** Notes that a board was asked and had nothing new. */
export const confirm = (folder: string, provider: ProviderId, confirmed_at: string): Effect.Effect<void, NotASnapshotSet | NotRecordable> =>
  write(folder, [], (manifest) => ({
    ...manifest,
    providers: { ...manifest.providers, [provider]: { exchanges: manifest.providers[provider]?.exchanges ?? [], confirmed_at } }
  }))

/** An equal robots.txt is written anew after so long: it speaks for 30 days from when it was read last. */
const robotsRenewed = 7 * 86_400_000

/** Records what hosts said to robots, where that is news. */
export const addRobots = Effect.fnUntraced(function*(folder: string, answers: ReadonlyArray<Answer>): Effect.fn.Return<void, NotASnapshotSet | NotRecordable> {
  const { robots = {} } = yield* loadOrStart(folder)
  const news: Array<readonly [answer: Answer, host: string, exchange: Exchange]> = []
  for (const answer of answers) {
    const [host, exchange] = [new URL(answer.url).hostname, yield* exchangeOf(folder, answer)]
    const known = robots[host]
    const isKnown = known?.body === exchange.body && known.status === exchange.status && Date.parse(exchange.received_at) - Date.parse(known.received_at) < robotsRenewed
    if (!isKnown) news.push([answer, host, exchange])
  }
  if (news.length === 0) return
  yield* write(folder, news.map(([answer]) => answer), (manifest) => ({
    ...manifest,
    robots: { ...manifest.robots, ...Object.fromEntries(news.map(([, host, exchange]) => [host, exchange])) }
  }))
})

/** Drops a provider with all that was recorded of it; nothing happens where there is nothing. */
export const withdraw = Effect.fnUntraced(function*(folder: string, provider: ProviderId): Effect.fn.Return<void, NotASnapshotSet | NotRecordable> {
  const manifest = yield* loadOrStart(folder)
  if (manifest.providers[provider] === undefined) return
  yield* write(folder, [], (manifest) => ({ ...manifest, providers: Struct.omit(manifest.providers, [provider]) }))
})

/** Removes the bodies that the manifest no longer names. Only where nobody can be reading them. */
export const prune = Effect.fnUntraced(function*(folder: string): Effect.fn.Return<void, NotASnapshotSet> {
  const named = new Set(exchangesIn(yield* loadOrStart(folder)).map(([, { body }]) => body))
  for (const name of yield* bodiesIn(folder)) {
    if (!named.has(name)) yield* Effect.ignore(attempt(() => fs.rm(bodyOf(folder, name), { force: true })))
  }
})

const exchangeOf = (folder: string, { body, headers, received_at, sent, status, url }: Answer): Effect.Effect<Exchange, NotRecordable> =>
  Effect.mapError(
    Effect.fromResult(decodeExchange({
      url,
      ...(sent !== undefined && { sent: Digest.of(sent) }),
      status,
      headers: kept(headers),
      body: Digest.of(body),
      bytes: body.length,
      received_at
    })),
    ({ message }) => new NotRecordable({ folder, reason: message.replaceAll(/\s*\n\s*/g, " ") })
  )

const write = Effect.fnUntraced(function*(folder: string, answers: ReadonlyArray<Answer>, change: (manifest: SnapshotManifest) => SnapshotManifest) {
  const manifest = yield* loadOrStart(folder)
  const notRecordable = Effect.mapError((code: string) => new NotRecordable({ folder, reason: `it cannot be written (${code})` }))
  yield* attempt(() => fs.mkdir(path.join(folder, "bodies"), { recursive: true })).pipe(notRecordable)
  for (const { body } of answers) yield* publish(bodyOf(folder, Digest.of(body)), body).pipe(notRecordable)
  yield* publish(manifestOf(folder), format(change(manifest))).pipe(notRecordable)
})

/** Everything in the folder that is not as the manifest says; empty for a sound set. */
export const verify = Effect.fnUntraced(function*(folder: string): Effect.fn.Return<ReadonlyArray<Problem>, NotASnapshotSet> {
  const manifest = yield* load(folder)
  const problems: Array<Problem> = []
  const named = new Set<string>()
  for (const [provider, exchange] of exchangesIn(manifest)) {
    named.add(exchange.body)
    const kind = yield* body(folder, exchange.body).pipe(Effect.match({
      onFailure: ({ reason }) => (reason === "is absent" ? "absent" : "damaged") as Problem["kind"],
      onSuccess: ({ length }) => (length === exchange.bytes ? null : "wrong_length")
    }))
    if (kind !== null) problems.push({ kind, provider, url: exchange.url, body: exchange.body })
  }
  for (const name of yield* bodiesIn(folder)) {
    if (!named.has(name)) problems.push({ kind: "unreferenced", provider: null, url: null, body: name })
  }
  return problems
})

const bodiesIn = (folder: string): Effect.Effect<ReadonlyArray<string>> =>
  attempt(() => fs.readdir(path.join(folder, "bodies"))).pipe(
    Effect.map((names) => names.sort(Canonical.compare)),
    Effect.orElseSucceed(() => [])
  )

const exchangesIn = ({ providers, robots = {} }: SnapshotManifest): ReadonlyArray<readonly [provider: ProviderId | null, exchange: Exchange]> => [
  ...Object.entries(providers).flatMap(([provider, { exchanges }]) => exchanges.map((exchange) => [provider as ProviderId, exchange] as const)),
  ...Object.values(robots).map((exchange) => [null, exchange] as const)
]

const manifestOf = (folder: string): string => path.join(folder, "manifest.json")
const bodyOf = (folder: string, digest: string): string => path.join(folder, "bodies", digest)

/** A file operation, failing with the system's code, as `EACCES`. */
const attempt = <A>(operation: () => Promise<A>): Effect.Effect<A, string> =>
  Effect.tryPromise({ try: operation, catch: (cause) => (cause as NodeJS.ErrnoException).code ?? String(cause) })

const parse = (text: string): Result.Result<unknown, string> =>
  Result.try({ try: () => JSON.parse(text) as unknown, catch: () => "it is not JSON" })

const kept = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => keptHeaders.includes(name)))

/** An absent or empty folder may become a set; one that holds something else may not. */
const loadOrStart = Effect.fnUntraced(function*(folder: string): Effect.fn.Return<SnapshotManifest, NotASnapshotSet> {
  const entries = yield* attempt(() => fs.readdir(folder)).pipe(Effect.orElseSucceed((): Array<string> => []))
  const holdsOther = entries.some((name) => name !== "bodies" && !name.endsWith(".part"))
  return entries.includes("manifest.json") || holdsOther ? yield* load(folder) : { format: "signalcraft/snapshot-set/1", providers: {} }
})

const put = (manifest: SnapshotManifest, provider: ProviderId, exchange: Exchange): SnapshotManifest => {
  const earlier = manifest.providers[provider]?.exchanges ?? []
  const at = earlier.findIndex(({ sent, url }) => url === exchange.url && sent === exchange.sent)
  const exchanges = at === -1 ? [...earlier, exchange] : earlier.with(at, exchange)
  return { ...manifest, providers: { ...manifest.providers, [provider]: { exchanges } } }
}

/** Writes beside the target, flushes, and renames over it. */
const publish = (target: string, content: Uint8Array | string): Effect.Effect<void, string> =>
  Effect.acquireUseRelease(
    Effect.succeed(`${target}.${process.pid}.part`),
    (part) =>
      attempt(async () => {
        await fs.writeFile(part, content, { flush: true })
        await fs.rename(part, target)
      }),
    (part) => attempt(() => fs.rm(part, { force: true })).pipe(Effect.ignore)
  )
