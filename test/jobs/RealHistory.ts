/**
 * The recorded history of real boards: each day decoded once, and folded day after day. The recordings are not part of the project: see
 * `SIGNALCRAFT_REAL_DATA`.
 */
import * as Result from "effect/Result"
import * as fs from "node:fs"
import * as zlib from "node:zlib"
import { type Posting, PostingId } from "../../schemas/Posting.ts"
import type { HistoryTable, PostingHistory } from "../../schemas/PostingHistory.ts"
import type { Provider, System } from "../../schemas/Provider.ts"
import { RawText } from "../../schemas/RawText.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Postings from "../../src/jobs/Postings.ts"
import type { Settled } from "../../src/jobs/Settled.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import type { Digest } from "../../src/platform/Digest.ts"
import * as Data from "../eval/Data.ts"
import * as Memory from "./Memory.ts"
import * as Rig from "./Rig.ts"

const root = `${Data.folder()}/history`

export const isAbsent = !fs.existsSync(root)

/** A posting as its vendor lists it, as far as tests compare it. */
export interface RawPosting {
  readonly id: string
  readonly title: string
  readonly location: string
  readonly updated_at: string
}

/** One board on one day. */
export interface BoardDay {
  readonly day: string
  readonly provider: Provider
  readonly raw: ReadonlyArray<RawPosting>
  readonly postings: ReadonlyArray<Posting>
}

export const providers: ReadonlyArray<Provider> = isAbsent ? [] : fs.readdirSync(root).sort(Canonical.compare).map((id) => Rig.provider(id, { system: systemOf(id) }))

export const days: ReadonlyArray<string> = isAbsent ? [] : fs.readdirSync(`${root}/${providers[0]!.id}`).sort(Canonical.compare).map((file) => file.slice(0, 10))

function systemOf(id: string): System {
  return id === "openai" ? "ashby" : "greenhouse"
}

/** Days of a provider, in order, decoded when first asked for. */
export const boardDays = (provider: Provider): ReadonlyArray<BoardDay> => {
  const known = decoded.get(provider.id)
  if (known !== undefined) return known
  const texts = new Map<string, Posting>()
  const list = days.map((day): BoardDay => {
    const body = zlib.gunzipSync(fs.readFileSync(`${root}/${provider.id}/${day}.json.gz`)).toString("utf8")
    const reading = Result.getOrThrow(Boards.readResult(provider, [{ url: "https://boards.example", status: 200, body: RawText.make(body) }]))
    // Equal postings of different days are one object: the days fit in memory, and are told apart sooner.
    const postings = reading.postings.map((full) => {
      const posting = Postings.withoutText(full)
      const text = JSON.stringify(posting)
      const same = texts.get(text)
      if (same === undefined) texts.set(text, posting)
      return same ?? posting
    })
    return { day, provider, postings, raw: rawOf(JSON.parse(body)) }
  })
  decoded.set(provider.id, list)
  return list
}

const decoded = new Map<string, ReadonlyArray<BoardDay>>()

interface Answer {
  readonly jobs?: ReadonlyArray<{ readonly id: number; readonly title: string; readonly location: { readonly name: string } | null; readonly updated_at: string }>
  readonly jobBoard?: { readonly jobPostings: ReadonlyArray<{ readonly id: string; readonly title: string; readonly locationName: string; readonly updatedAt: string }> }
}

const rawOf = ({ jobBoard, jobs }: Answer): ReadonlyArray<RawPosting> =>
  jobs?.map(({ id, location, title, updated_at }) => ({ id: String(id), title, location: location?.name ?? "", updated_at }))
    ?? jobBoard!.jobPostings.map(({ id, locationName, title, updatedAt }) => ({ id, title, location: locationName, updated_at: updatedAt }))

export const idOf = ({ id, system }: Provider, raw: string): PostingId => PostingId.make(`${system}/${id}/${raw}`)

export type Outcome = Settled<{ readonly postings: ReadonlyArray<Posting>; readonly extraction: "ats_api"; readonly partial?: string }>

export const read = ({ postings, provider }: BoardDay): Outcome => ({ _tag: "ok", key: provider.id, value: { postings, extraction: "ats_api" } })

/** A day of the given providers, each read as recorded or as `outcome` says. */
export const dayAt = (index: number, outcome: (board: BoardDay) => Outcome = read, of: ReadonlyArray<Provider> = providers): Memory.Today => ({
  as_of: days[index]!,
  providers: of,
  results: of.map((provider) => outcome(boardDays(provider)[index]!))
})

/** What is kept after each day, from the first to the last. */
export function* folded(options: Memory.Options = {}, of: ReadonlyArray<Provider> = providers): Generator<Memory.Memory> {
  let memory: Memory.Memory | null = null
  for (const index of days.keys()) yield memory = Memory.fold(memory, dayAt(index, read, of), { table: numbered(), ...options })
}

/** A name for a table that costs nothing: the same rows, the same name. */
export const numbered = (): ((rows: ReadonlyArray<PostingHistory>) => HistoryTable) => (rows) => {
  const known = names.get(rows)
  if (known !== undefined) return known
  const counts = new Map<string, number>()
  for (const { board } of rows) counts.set(board, (counts.get(board) ?? 0) + 1)
  const made = { digest: `sha256-${String(next++).padStart(64, "0")}` as Digest, boards: Array.from(counts, ([board, rows]) => ({ board, rows })) }
  names.set(rows, made)
  return made
}

const names = new WeakMap<ReadonlyArray<PostingHistory>, HistoryTable>()
let next = 0
