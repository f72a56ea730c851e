/**
 * Postings of the recorded boards, read as the product reads them.
 *
 * A sample cut to a few rows still counts its whole board; only its count is corrected. What cannot be read is left out, and
 * named.
 */
import * as Result from "effect/Result"
import { decodeHTML } from "entities"
import { readdirSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { gunzipSync } from "node:zlib"
import type { FullPosting, PostingText } from "../../schemas/Posting.ts"
import type { System } from "../../schemas/Provider.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import * as Rig from "../boards/Rig.ts"

export interface Board {
  readonly name: string
  readonly postings: ReadonlyArray<FullPosting>
}

/** Every readable file under `boards/` of these systems. */
export const boards = (recordings: string, systems: ReadonlyArray<System>): ReadonlyArray<Board> =>
  systems.flatMap((system) => {
    const folder = resolve(recordings, "boards", system)
    return readdirSync(folder).sort(Canonical.compare).filter((file) => file.endsWith(".json")).map((file) => ({
      name: `${system}/${file}`,
      postings: read(system, readFileSync(resolve(folder, file), "utf8"), file.split(/[-.]/, 1)[0]!)
    }))
  })

/** The last recorded day of every provider of the history. */
export const lastDays = (recordings: string): ReadonlyArray<Board> =>
  readdirSync(resolve(recordings, "history")).sort(Canonical.compare).map((provider) => {
    const folder = resolve(recordings, "history", provider)
    const day = readdirSync(folder).sort(Canonical.compare).at(-1)!
    const body = gunzipSync(readFileSync(resolve(folder, day))).toString()
    return { name: `${provider} ${day.slice(0, 10)}`, postings: read(body.includes('"jobBoard"') ? "ashby" : "greenhouse", body, provider) }
  })

export const read = (system: System, body: string, board: string): ReadonlyArray<FullPosting> =>
  Result.match(Boards.readResult(Rig.provider(system, board), [{ url: "https://boards.example/acme", status: 200, body: recounted(body) }]), {
    onSuccess: ({ postings }) => postings,
    onFailure: () => []
  })

const recounted = (body: string): string => {
  const answer = JSON.parse(body) as { readonly jobs?: ReadonlyArray<unknown>; readonly meta?: unknown }
  return answer.meta === undefined || answer.jobs === undefined ? body : JSON.stringify({ ...answer, meta: { total: answer.jobs.length } })
}

/** Roughly what a reader sees: for measuring only. */
export const plain = ({ form, raw }: PostingText): string => {
  if (form === "plain") return raw
  const html = form === "escaped_html" ? decodeHTML(raw) : raw
  return decodeHTML(html.replace(/<(?:br|\/p|\/li|\/h\d|\/div)[^>]*>/gi, "\n").replace(/<[^>]*>/g, " "))
}

/** The 347 postings with their whole text, as far as they state a mode. */
export const fullTexts = (recordings: string): ReadonlyArray<{ readonly title: string; readonly location: string; readonly workplace_type: string; readonly description: string }> => {
  const folder = resolve(recordings, "bulk")
  const file = readdirSync(folder).find((name) => name.includes("fulltext"))
  return file === undefined ? [] : JSON.parse(gunzipSync(readFileSync(resolve(folder, file))).toString()).jobs
}
