/**
 * A home with a given number of boards and postings, to be run as it is: configuration, and a snapshot set of Greenhouse boards.
 *
 * Postings are put together from the sentences, titles and places of the fixtures, each text different and about 2.5 KB long, or
 * none. A posting's version changes its title and its text; everything else stays, so two markets differ in what was asked for.
 */
import * as fs from "node:fs"
import * as Path from "node:path"
import { fileURLToPath } from "node:url"
import * as zlib from "node:zlib"
import * as Prose from "../../fixtures/generate/Prose.ts"
import { Random } from "../../fixtures/generate/Random.ts"
import * as Digest from "../../src/platform/Digest.ts"

export interface Market {
  readonly boards: number
  /** On each board. */
  readonly postings: number
  /** Whether postings have a text. */
  readonly texts: boolean
  /** Whether a posting says something else than it did. */
  readonly changed: (board: number, posting: number) => boolean
}

interface Row {
  readonly title: string
  readonly location: unknown
  readonly departments: unknown
  readonly content: string
}

const root = Path.resolve(Path.dirname(fileURLToPath(import.meta.url)), "../..")
const usual = 2500

/** Writes what a run of the market needs. The cache and the runs of the folder stay. */
export const write = (folder: string, market: Market): void => {
  const snapshots = Path.join(folder, "fixtures", "boards")
  fs.cpSync(Path.join(root, "config"), Path.join(folder, "config"), { recursive: true })
  fs.mkdirSync(Path.join(snapshots, "bodies"), { recursive: true })
  const rows = examples()
  const pieces = [...new Set(rows.flatMap(({ content }) => content.match(/&lt;(p|li)&gt;.*?&lt;\/\1&gt;/g) ?? []))]
  const names = Array.from({ length: market.boards }, (_, index) => `board${String(index).padStart(5, "0")}`)
  const exchanges = names.map((name, board) => {
    const jobs = Array.from({ length: market.postings }, (_, posting) => job(name, board, posting, market, rows, pieces))
    const body = JSON.stringify({ jobs, meta: { total: jobs.length } })
    const digest = Digest.of(body)
    fs.writeFileSync(Path.join(snapshots, "bodies", digest), body)
    return {
      url: `https://boards-api.greenhouse.io/v1/boards/${name}/jobs?content=true&pay_transparency=true`,
      status: 200,
      headers: { "content-type": "application/json" },
      body: digest,
      bytes: Buffer.byteLength(body),
      received_at: "2026-11-20T06:00:00Z"
    }
  })
  const providers = Object.fromEntries(names.map((name, index) => [name, { exchanges: [exchanges[index]] }]))
  fs.writeFileSync(Path.join(snapshots, "manifest.json"), JSON.stringify({ format: "signalcraft/snapshot-set/1", providers }))
  const registered = names.map((name) => ({ id: name, name, system: "greenhouse", board: name, enabled: true }))
  fs.writeFileSync(Path.join(folder, "config", "providers.json"), JSON.stringify({ schema_version: 1, providers: registered }))
}

/**
 * Writes seven boards as they were recorded day after day, as `<provider>/<date>.json.gz`, and a registry of theirs. Some 926 postings a
 * day without a text, of which 21 are new, 30 say something else than the day before, and 21 are gone: as on boards that were really watched.
 */
export const writeDays = (folder: string, days: ReadonlyArray<string>): void => {
  const rows = examples()
  const names = Array.from({ length: 7 }, (_, index) => `board${index}`)
  for (const name of names) {
    fs.mkdirSync(Path.join(folder, name), { recursive: true })
    for (const [day, date] of days.entries()) {
      const jobs = Array.from({ length: 132 }, (_, index) => {
        const posting = 3 * day + index
        return row(name, posting, Math.floor((posting + day) / 31), rows)
      })
      fs.writeFileSync(Path.join(folder, name, `${date}.json.gz`), zlib.gzipSync(JSON.stringify({ jobs, meta: { total: jobs.length } })))
    }
  }
  const providers = names.map((name) => ({ id: name, name, system: "greenhouse", board: name, enabled: true }))
  fs.writeFileSync(Path.join(folder, "providers.json"), JSON.stringify({ schema_version: 1, providers }))
}

const job = (name: string, board: number, posting: number, market: Market, rows: ReadonlyArray<Row>, pieces: ReadonlyArray<string>) => {
  const version = market.changed(board, posting) ? 1 : 0
  return {
    ...row(name, posting, version, rows),
    ...(market.texts && { content: text(new Random(`${name} ${posting} ${version} text`), pieces, `${name} ${posting} ${version}`) })
  }
}

const row = (name: string, posting: number, version: number, rows: ReadonlyArray<Row>) => {
  const random = new Random(`${name} ${posting} ${version}`)
  const { departments, location, title } = random.pick(rows)
  const id = 5_000_000 + posting
  return {
    absolute_url: `https://job-boards.greenhouse.io/${name}/jobs/${id}`,
    internal_job_id: 4_000_000 + posting,
    location,
    metadata: [],
    id,
    updated_at: "2026-11-16T17:14:59-05:00",
    requisition_id: String(posting),
    title: version === 0 ? title : `${title}, again ${version}`,
    company_name: name,
    first_published: "2026-11-13T17:14:59-05:00",
    language: "en",
    departments,
    offices: []
  }
}

const text = (random: Random, pieces: ReadonlyArray<string>, mark: string): string => {
  const said = [Prose.escapeOnce(`<h2>About ${mark}</h2>`)]
  let length = 0
  for (let index = 0; length < usual; index++) {
    const piece = index % 9 === 3 ? Prose.escapeOnce("<h2>Requirements</h2>") : random.pick(pieces)
    said.push(piece)
    length += piece.length
  }
  return said.join("\n")
}

const examples = (): ReadonlyArray<Row> => {
  const folder = Path.join(root, "fixtures", "boards")
  const { providers } = JSON.parse(fs.readFileSync(Path.join(folder, "manifest.json"), "utf8"))
  return ["anthropic", "scaleai"].flatMap((name) => JSON.parse(fs.readFileSync(Path.join(folder, "bodies", providers[name].exchanges[0].body), "utf8")).jobs)
    .filter(({ content, title }) => typeof content === "string" && typeof title === "string" && title.trim() !== "")
}
