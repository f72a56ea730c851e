/**
 * Records a captured answer in a snapshot set.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { isUtf8 } from "node:buffer"
import * as Path from "node:path"
import * as Zlib from "node:zlib"
import { type BoardAddress, ProviderId } from "../../../schemas/Provider.ts"
import * as Boards from "../../boards/Boards.ts"
import * as Questions from "../../boards/Questions.ts"
import * as Recognition from "../../boards/Recognition.ts"
import * as SnapshotSet from "../../network/SnapshotSet.ts"
import { BadUsage } from "../BadUsage.ts"
import * as ConfigFolder from "../ConfigFolder.ts"
import { NoSuchProvider } from "../NoSuchProvider.ts"
import * as Preparation from "../Preparation.ts"
import type { Home } from "../Home.ts"
import * as InputFile from "../InputFile.ts"
import * as RobotsRecord from "../RobotsRecord.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as SnapshotView from "../views/SnapshotView.ts"

export interface Input {
  readonly provider: string
  readonly file: string
  readonly to: string
  readonly url: Option.Option<string>
  readonly sent: Option.Option<string>
  readonly status: number
  readonly receivedAt: Option.Option<string>
  readonly contentType: string
}

/** The largest board seen takes 12 MB. */
const maximumBytes = 256 * 1024 ** 2

export const snapshotAdd = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const { board, id, isRegistered } = yield* find(home, input)
  const first = board === undefined ? undefined : Questions.first(board)
  const url = Option.getOrElse(input.url, () => first!.url)
  const content = yield* InputFile.read(input.file, maximumBytes)
  const body = yield* inflated(input.file, content.bytes)
  const answer = {
    url,
    sent: Option.getOrElse(input.sent, () => (url === first?.url ? first.body : undefined)),
    status: input.status,
    headers: { "content-type": input.contentType },
    body,
    received_at: yield* receivedAt(input.receivedAt, content.modifiedMillis)
  }
  const folder = Path.resolve(input.to)
  const exchange = yield* SnapshotSet.add(folder, id, answer)
  const isBoard = board !== undefined && RobotsRecord.hostOf(url) === undefined
  const reading = isBoard ? readAs(board, url, input.status, body) : undefined
  const added: SnapshotView.Added = {
    folder,
    provider: id,
    isRegistered,
    exchange,
    postings: reading !== undefined && Result.isSuccess(reading) ? reading.success : null,
    warnings: [
      ...(reading !== undefined && Result.isFailure(reading) ? [`It is recorded, and yet it does not read as a board of ${board!.system}: ${reading.failure}`] : []),
      ...(!isBoard || isAsked(first!.url, url) ? [] : [`The daily graph asks ${first!.url}; it will not look under ${url}`])
    ]
  }
  const ink = Terminal.inkFor(process.stderr)
  for (const warning of added.warnings) Terminal.remark(`${ink.warn("warning")}: ${warning}`)
  if (json) Terminal.json(SnapshotView.addedDocument(added))
  else Terminal.result(SnapshotView.renderAdded(added, Terminal.inkFor(process.stdout)))
})

/** How many postings the answer gives, or why it gives none: as `fetch-board` and `read-board` will see it. */
const readAs = (provider: BoardAddress, url: string, status: number, body: Uint8Array): Result.Result<number, string> => {
  if (!isUtf8(body)) return Result.fail("it is not UTF-8")
  const reading = Boards.readResult(provider, [{ url, status, body: new TextDecoder("utf-8", { ignoreBOM: true }).decode(body) }])
  return Result.mapBoth(reading, {
    onSuccess: ({ postings }) => postings.length,
    onFailure: (error) => error._tag !== "Malformed" ? error.message : error.at === "" ? error.reason : `${error.reason} (${error.at})`
  })
}

/** Pages of one board differ in what follows the question mark. */
const isAsked = (first: string, url: string): boolean => url === first || (first.includes("offset=") && url.split("?")[0] === first.split("?")[0])

interface Whose {
  readonly id: ProviderId
  readonly isRegistered: boolean
  /** `undefined` for one that is not registered, and whose URL is not what is asked of any board. */
  readonly board: BoardAddress | undefined
}

/** A provider that is yet to be added is known by the URL alone. */
const find = Effect.fnUntraced(function*(home: Home, { provider: id, url }: Input): Effect.fn.Return<Whose, ConfigFolder.BadConfig | NoSuchProvider | BadUsage> {
  const { problems, providers } = yield* Preparation.settings(home)
  if (providers.length === 0 && problems.length > 0) return yield* new ConfigFolder.BadConfig({ problems })
  const registered = providers.find((one) => one.id === id)
  if (registered !== undefined) return { id: registered.id, isRegistered: true, board: registered }
  if (Option.isNone(url)) return yield* new NoSuchProvider({ provider: id, known: providers.map((one) => one.id), otherwise: "For one that is yet to be added, say what was asked: --url URL" })
  if (!isId(id)) return yield* new BadUsage({ flag: "provider", given: id, expected: "an id of lower-case words joined by dashes" })
  const named = Recognition.ofUrl(url.value).map((candidate) => Recognition.addressOf(id, candidate))
  return { id, isRegistered: false, board: named.find((address) => Questions.first(address).url === url.value) }
})

const isId = Schema.is(ProviderId)

const inflated = (file: string, bytes: Uint8Array): Effect.Effect<Uint8Array, InputFile.UnreadableFile> =>
  bytes[0] !== 0x1f || bytes[1] !== 0x8b ? Effect.succeed(bytes) : Effect.try({
    try: () => Zlib.gunzipSync(bytes, { maxOutputLength: maximumBytes }),
    catch: (error) => {
      const { code, message } = error as NodeJS.ErrnoException
      return new InputFile.UnreadableFile({ file, reason: code === "ERR_BUFFER_TOO_LARGE" ? `it unpacks to more than ${maximumBytes} bytes` : `its gzip is damaged (${message})` })
    }
  })

const receivedAt = Effect.fnUntraced(function*(given: Option.Option<string>, modifiedMillis: number | undefined) {
  if (Option.isNone(given)) return new Date(modifiedMillis ?? (yield* Clock.currentTimeMillis)).toISOString()
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(given.value) ? Date.parse(given.value) : Number.NaN
  if (Number.isNaN(time)) return yield* new BadUsage({ flag: "--received-at", given: given.value, expected: "a time as 2026-11-22T06:00:00Z" })
  return new Date(time).toISOString()
})
