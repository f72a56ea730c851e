/**
 * A daily run over boards as vendors really served them. The recordings are not part of the project: see `SIGNALCRAFT_REAL_DATA`.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import type { Availability } from "../../schemas/Availability.ts"
import type { Changes } from "../../schemas/Changes.ts"
import type { Postings } from "../../schemas/Postings.ts"
import type { ProviderId, System } from "../../schemas/Provider.ts"
import * as Questions from "../../src/boards/Questions.ts"
import * as DailyRun from "../../src/cli/DailyRun.ts"
import * as Home from "../../src/cli/Home.ts"
import * as SnapshotSet from "../../src/network/SnapshotSet.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"

const real = Path.resolve(process.env["SIGNALCRAFT_REAL_DATA"] ?? "../shared/real")
const absent = !fs.existsSync(real)
const why = absent ? ` (skipped: no recordings in ${real}; set SIGNALCRAFT_REAL_DATA)` : ""

/** Provider, where its board is, and the recorded answer taken for it. `null`: nothing was recorded. */
const answers: ReadonlyArray<readonly [id: string, system: System, board: string, file: string | null]> = [
  ["anthropic", "greenhouse", "anthropic", "greenhouse/anthropic-2026-03-31.reconstructed.aijobs.json"],
  ["scaleai", "greenhouse", "scaleai", "greenhouse/scaleai-2026-03-31.reconstructed.aijobs.json"],
  ["openai", "ashby", "openai", "ashby/openai-hostedboard-2026-03-31.reconstructed.aijobs.json"],
  ["cohere", "ashby", "cohere", "ashby/highlightta-trim.omoji.json"],
  ["mistral", "ashby", "mistral.ai", "ashby/openevidence-trim.ericlee.json"],
  ["perplexity", "ashby", "perplexity", "ashby/trim.michaeldinhmai.json"],
  ["huggingface", "workable", "huggingface", "workable/huggingface-trim.ehddd.json"],
  ["replit", "ashby", "replit", null]
]

const rowsIn = (file: string): number => {
  const answer = JSON.parse(fs.readFileSync(Path.join(real, "boards", file), "utf8"))
  return (answer.jobs ?? answer.jobBoard.jobPostings).length
}

describe.skipIf(absent)(`a daily run over recorded boards${why}`, () => {
  it.effect("accounts for every row of every answer", () =>
    Effect.gen(function*() {
      const root = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-real-"))
      yield* Effect.addFinalizer(() => Effect.sync(() => fs.rmSync(root, { recursive: true, force: true })))
      fs.cpSync(Path.join(Home.program, "config"), Path.join(root, "config"), { recursive: true })
      const snapshots = Path.join(root, "snapshots")
      for (const [id, system, board, file] of answers) {
        if (file === null) continue
        yield* SnapshotSet.add(snapshots, id as ProviderId, {
          url: Questions.first({ id: id as ProviderId, system, board }).url,
          status: 200,
          headers: { "content-type": "application/json" },
          body: fs.readFileSync(Path.join(real, "boards", file)),
          received_at: "2026-03-31T06:00:00Z"
        })
      }
      const finished = yield* DailyRun.run({
        home: Home.at(root), day: "2026-03-31", snapshots, live: false, concurrency: 4, refresh: false, perturbed: undefined, onEvent: () => {}
      })
      const read = <A>(file: string): A => JSON.parse(new TextDecoder().decode(finished.files.get(file)!)) as A
      assert.strictEqual(finished.record.outcome, "degraded")
      assert.deepStrictEqual(finished.record.failures.map(({ error, node }) => [node, (error as { _tag: string })._tag]), [["fetch-board[replit]", "NotRecorded"]])

      const { providers } = read<Availability>("provider_availability.v1.json")
      const { postings } = read<Postings>("postings.v1.json")
      for (const [id, , , file] of answers) {
        const told = providers.find(({ provider }) => provider === id)!
        if (file === null) {
          assert.deepStrictEqual([told.status, told.reason, told.rows], ["unavailable", "not_recorded", null])
          continue
        }
        const { duplicate_row, unlisted, unusable } = told.withheld!
        assert.strictEqual(told.rows, rowsIn(file), `${id}: rows`)
        assert.strictEqual(told.postings! + duplicate_row + unlisted + unusable, told.rows, `${id}: a row was dropped`)
        assert.strictEqual(postings.filter(({ provider }) => provider === id).length, told.postings, `${id}: postings`)
      }
      const served = (id: string) => postings.filter(({ provider }) => provider === id).length
      assert.deepStrictEqual([served("anthropic"), served("scaleai"), served("openai")], [438, 172, 569])
      assert.strictEqual(read<Changes>("changes.v1.json").counts.served, postings.length)
      const ranked = read<{ counts: { ranked: number; also: number; excluded: number } }>("candidates/local/ranked_jobs.v1.json")
      assert.strictEqual(ranked.counts.ranked + ranked.counts.also + ranked.counts.excluded, postings.length)
    }).pipe(Effect.scoped, Effect.provide(MemoryStore.layer)))
})
