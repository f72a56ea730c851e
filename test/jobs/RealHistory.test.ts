/**
 * Real boards over 144 days, against a plain comparison of the raw answers. Skipped where the data is not.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import type { Changes as ChangesDocument } from "../../schemas/Changes.ts"
import type { Ledger as LedgerDocument } from "../../schemas/Ledger.ts"
import { RawText } from "../../schemas/RawText.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Changes from "../../src/jobs/Changes.ts"
import * as Ledger from "../../src/jobs/Ledger.ts"
import * as Postings from "../../src/jobs/Postings.ts"
import * as Rig from "./Rig.ts"

const root = `${process.env["SIGNALCRAFT_REAL_DATA"] ?? new URL("../../../shared/real", import.meta.url).pathname}/history`

interface RawJob {
  readonly id: number
  readonly title: string
  readonly updated_at: string
}

interface Served {
  readonly day: string
  readonly jobs: ReadonlyMap<number, RawJob>
  readonly changes: ChangesDocument
}

const history = (id: string): ReadonlyArray<Served> => {
  const provider = Rig.provider(id, { system: "greenhouse" })
  let before: LedgerDocument | null = null
  return readdirSync(`${root}/${id}`).sort().map((file) => {
    const body = gunzipSync(readFileSync(`${root}/${id}/${file}`)).toString("utf8")
    const reading = Result.getOrThrow(Boards.readResult(provider, [{ url: "https://boards.example", status: 200, body: RawText.make(body) }]))
    const day = file.slice(0, 10)
    const after = Ledger.fold(before, { as_of: day, providers: [provider], results: [Rig.read(id, reading.postings.map(Postings.withoutText))] })
    const changes = Changes.between(before, after)
    before = after
    return { day, changes, jobs: new Map((JSON.parse(body) as { jobs: ReadonlyArray<RawJob> }).jobs.map((job) => [job.id, job])) }
  })
}

const pairs = (days: ReadonlyArray<Served>) => days.slice(1).map((day, index) => [days[index]!, day] as const)
const said = (job: RawJob): string => JSON.stringify({ ...job, updated_at: "" })
const line = (text: string): string => text.trim().replaceAll(/\s+/g, " ")

describe.skipIf(!existsSync(root))("a real history", () => {
  it("gives each changed title once, each posting that came back as reopened, and nothing for moved dates", () => {
    const days = history("scaleai")
    const seen = new Set(days[0]!.jobs.keys())
    for (const [before, after] of pairs(days)) {
      const carried = [...after.jobs.values()].filter(({ id }) => before.jobs.has(id))
      const renamed = carried.filter(({ id, title }) => line(before.jobs.get(id)!.title) !== line(title))
      const back = [...after.jobs.keys()].filter((id) => !before.jobs.has(id) && seen.has(id))
      const { counts, changed } = after.changes
      assert.strictEqual(changed.filter(({ fields }) => fields.some(({ field }) => field === "title")).length, renamed.length, after.day)
      assert.strictEqual(counts.reopened, back.length, after.day)
      assert.strictEqual(counts.new + counts.carried + counts.reopened, after.jobs.size, after.day)
      const edited = new Set(carried.filter((job) => said(job) !== said(before.jobs.get(job.id)!)).map(({ id }) => String(id)))
      for (const { id } of changed) assert.isTrue(edited.has(id.split("/").at(-1)!), `${after.day}: ${id} changed by its date alone`)
      for (const id of after.jobs.keys()) seen.add(id)
    }
  })

  it("takes a board that emptied for one event and closes nothing by it", () => {
    const days = history("perplexity")
    const events = days.flatMap(({ day, changes }) => changes.events.map(({ kind }) => `${day} ${kind}`))
    assert.deepStrictEqual(events, ["2025-11-05 board_emptied"])
    assert.isTrue(days.filter(({ day }) => day >= "2025-11-05").every(({ changes }) => changes.counts.closed === 0))
  })
})
