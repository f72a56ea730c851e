/**
 * Boards as they were recorded day after day, in one of two layouts:
 *
 *     <date>/manifest.json         a snapshot set a day
 *     <provider>/<date>.json.gz    an answer a day, as served
 *
 * A day is told apart by the bytes that lie there, before anything of it is opened. What is missing was not recorded that day; what is
 * damaged is found so by whoever asks for it. Knows neither what a board is nor where; opens no socket.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as Path from "node:path"
import { Day } from "../../schemas/Day.ts"
import { type NetworkPin, none, recorded } from "../../schemas/NetworkPin.ts"
import { ProviderId } from "../../schemas/Provider.ts"
import type { Exchange, SnapshotManifest } from "../../schemas/SnapshotSet.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as Gzip from "./Gzip.ts"
import { limits } from "./Limits.ts"
import type { Recording } from "./RecordedNetwork.ts"
import * as SnapshotSet from "./SnapshotSet.ts"

/** The folder is in neither layout. */
export class NoRecordedDays extends Schema.TaggedError<NoRecordedDays>()("NoRecordedDays", { folder: Schema.String, reason: Schema.String }) {
  override get message() {
    return `${this.folder} holds no recorded days: ${this.reason}. Lay them out as DIR/<date>/manifest.json (graph snapshot add PROVIDER FILE --to DIR/<date>) or as DIR/<provider>/<date>.json.gz`
  }
}

export interface RecordedDays {
  readonly folder: string
  /** Days of which anything is recorded, the earliest first. */
  readonly days: ReadonlyArray<string>
  /** Who has a folder of recorded answers; `null` where each day's manifest says. */
  readonly providers: ReadonlyArray<string> | null
  readonly on: (day: string, asked: ReadonlyArray<Asked>) => RecordedDay
}

/** A provider whose board is read, and what is asked of it first. */
export interface Asked {
  readonly provider: string
  readonly url: string
}

export interface RecordedDay {
  /** Changes with any byte of what is recorded of the day. */
  readonly seal: Digest.Digest
  readonly open: Effect.Effect<Opened>
}

export interface Opened extends Recording {
  /** What keeps the day from being read as it was recorded: sentences. */
  readonly remarks: ReadonlyArray<string>
}

export const find = (folder: string): Effect.Effect<RecordedDays, NoRecordedDays> =>
  Effect.suspend((): Effect.Effect<RecordedDays, NoRecordedDays> => {
    const entries = namesIn(folder)
    if (entries === undefined) return Effect.fail(new NoRecordedDays({ folder, reason: "it is no folder that can be read" }))
    const sets = entries.filter((name) => isDay(name) && fs.existsSync(Path.join(folder, name, "manifest.json")))
    if (sets.length > 0) return Effect.succeed({ folder, days: sets, providers: null, on: (day) => setOn(Path.join(folder, day)) })
    const providers = entries.filter((name) => isProvider(name) && daysOf(Path.join(folder, name)).length > 0)
    if (providers.length === 0) return Effect.fail(new NoRecordedDays({ folder, reason: "no folder in it is a day's snapshot set or a provider's answers" }))
    const days = [...new Set(providers.flatMap((provider) => daysOf(Path.join(folder, provider))))].sort(Canonical.compare)
    return Effect.succeed({ folder, days, providers, on: (day, asked) => answersOn(folder, day, asked) })
  })

const isDay = Schema.is(Day)
const isProvider = Schema.is(ProviderId)

const namesIn = (folder: string): ReadonlyArray<string> | undefined => {
  try {
    return fs.readdirSync(folder).sort(Canonical.compare)
  } catch {
    return undefined
  }
}

const ending = ".json.gz"

const daysOf = (folder: string): ReadonlyArray<string> =>
  (namesIn(folder) ?? []).filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)).filter(isDay)

/** The bytes of a file, why they cannot be had, or `undefined` where there is none. */
const bytesIn = (file: string): Buffer | string | undefined => {
  try {
    return fs.readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === "ENOENT" || code === "ENOTDIR" ? undefined : `it cannot be read (${code})`
  }
}

const sealOf = (parts: ReadonlyArray<readonly [name: string, bytes: Buffer | string | undefined]>): Digest.Digest =>
  Canonical.digestUnsafe(Object.fromEntries(parts.map(([name, bytes]) => [name, bytes === undefined ? null : typeof bytes === "string" ? bytes : Digest.of(bytes)])))

interface Answer {
  readonly exchange: Exchange
  /** The body, or why there is none. */
  readonly content: Uint8Array | string
}

const answersOn = (folder: string, day: string, asked: ReadonlyArray<Asked>): RecordedDay => {
  const files = asked.map(({ provider, url }) => ({ provider, url, bytes: bytesIn(Path.join(folder, provider, `${day}${ending}`)) }))
  return {
    seal: sealOf(files.map(({ bytes, provider }) => [provider, bytes])),
    open: Effect.gen(function*() {
      const answers = new Map<string, Answer>()
      for (const { bytes, provider, url } of files) if (bytes !== undefined) answers.set(provider, yield* answerIn(bytes, url, day))
      const contents = new Map(Array.from(answers.values(), ({ content, exchange }) => [exchange.body, content]))
      const opened: Opened = {
        remarks: [],
        pin: (provider) => {
          const answer = answers.get(provider)
          return answer === undefined ? none : recorded([answer.exchange])
        },
        body: (digest) => {
          const content = contents.get(digest) ?? "no answer of the day has it"
          return typeof content === "string" ? Effect.fail(content) : Effect.succeed(content)
        }
      }
      return opened
    })
  }
}

/** What a file stands for. One that cannot be unpacked is an answer whose body is damaged. */
const answerIn = Effect.fnUntraced(function*(file: Buffer | string, url: string, day: string) {
  const content = typeof file === "string" ? file : yield* Effect.match(Gzip.decode(file, limits.decoded), { onFailure: ({ detail }) => detail, onSuccess: (bytes) => bytes })
  const bytes = typeof content === "string" ? Buffer.from(file) : content
  const exchange: Exchange = { url, status: 200, headers: { "content-type": "application/json" }, body: Digest.of(bytes), bytes: bytes.length, received_at: `${day}T00:00:00Z` }
  const answer: Answer = { exchange, content }
  return answer
})

const setOn = (folder: string): RecordedDay => {
  const text = bytesIn(Path.join(folder, "manifest.json"))
  const bodies = namesIn(Path.join(folder, "bodies")) ?? []
  return {
    seal: sealOf([["manifest.json", text], ...bodies.map((name) => [name, bytesIn(Path.join(folder, "bodies", name))] as const)]),
    open: Effect.map(Effect.result(SnapshotSet.load(folder)), (set) => {
      const manifest = Result.getOrUndefined(set)
      const opened: Opened = {
        remarks: Result.isFailure(set) && text !== undefined ? [`no board of the day could be read, because ${set.failure.message}`] : [],
        pin: (provider) => pinIn(manifest, provider),
        body: (digest) => Effect.mapError(SnapshotSet.body(folder, digest), ({ reason }) => reason)
      }
      return opened
    })
  }
}

const pinIn = (manifest: SnapshotManifest | undefined, provider: string): NetworkPin => {
  const found = manifest?.providers[provider as ProviderId]
  return found === undefined ? none : recorded(found.exchanges)
}
