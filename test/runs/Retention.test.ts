import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as Disk from "../../src/platform/Disk.ts"
import * as Pins from "../../src/runs/Pins.ts"
import * as Retention from "../../src/runs/Retention.ts"
import * as RunRepository from "../../src/runs/RunRepository.ts"
import * as Verification from "../../src/runs/Verification.ts"
import { bytes, commit, contents, damage, disk, failing, type Options, repository } from "./Rig.ts"

const day = 86_400_000
const now = Date.parse("2026-11-30T00:00:00Z")
const idOf = (date: number) => `202611${String(date).padStart(2, "0")}T060000000Z-aaaa`

const apply = (runs: RunRepository.RunRepository, options: Partial<Retention.Options> = {}) =>
  Disk.attempt(() => Retention.applyUnsafe(runs, { olderThanMillis: undefined, keep: undefined, spared: new Set(), graceMillis: day, now, dryRun: false, ...options }))

/** One run a day, all files old. */
const filled = (outcomes: { readonly [date: number]: Options }) =>
  Effect.gen(function*() {
    const runs = yield* repository
    for (const [date, options] of Object.entries(outcomes)) commit(runs, idOf(Number(date)), { day: `2026-11-${date.padStart(2, "0")}`, ...options })
    age(runs)
    return runs
  })

const age = (runs: RunRepository.RunRepository) => {
  for (const { path } of Retention.blobFiles(runs)) fs.utimesSync(path, (now - 2 * day) / 1000, (now - 2 * day) / 1000)
}

const dates = (runs: RunRepository.RunRepository) => RunRepository.ids(runs).map((id) => Number(id.slice(6, 8))).reverse()
const problems = (runs: RunRepository.RunRepository) => Verification.verifyUnsafe(runs, RunRepository.ids(runs), { strayBlobs: true }).problems

describe("Retention", () => {
  it.effect("removes no run unless asked, and only blobs that none needs and that are older than the grace", () =>
    Effect.gen(function*() {
      const runs = yield* filled({ 1: {}, 2: {} })
      const before = contents(runs.folder)
      const old = Pins.keep(disk, runs.folder, bytes("old and unneeded"))
      fs.writeFileSync(`${Pins.fileOf(runs.folder, old)}.note`, "not ours")
      fs.writeFileSync(Path.join(Path.dirname(Pins.fileOf(runs.folder, old)), ".abc.tmp"), "left by a killed writer")
      age(runs)
      fs.utimesSync(Pins.fileOf(runs.folder, Pins.keep(disk, runs.folder, bytes("young"))), now / 1000, now / 1000)
      const { blobs, runs: kept } = yield* apply(runs)
      assert.deepStrictEqual([kept, blobs], [{ kept: 2, removed: [], bytes: 0 }, { kept: 8, removed: 2, bytes: 39 }])
      const young = Object.values(contents(runs.folder)).filter((content) => content === "young" || content === "not ours")
      assert.strictEqual(Object.keys(contents(runs.folder)).length, Object.keys(before).length + young.length)
      assert.deepStrictEqual(problems(runs), [])
    }))

  it.effect("removes runs past their age, the oldest first, with the blobs only they needed", () =>
    Effect.gen(function*() {
      const runs = yield* filled({ 1: {}, 2: {}, 20: {}, 29: {} })
      const { blobs, runs: { removed } } = yield* apply(runs, { olderThanMillis: 7 * day })
      assert.deepStrictEqual(removed, [idOf(1), idOf(2), idOf(20)])
      assert.deepStrictEqual([blobs.kept, blobs.removed], [4, 9])
      assert.deepStrictEqual([dates(runs), problems(runs)], [[29], []])
    }))

  it.effect("with two bounds, a run goes only if both say so", () =>
    Effect.gen(function*() {
      const runs = yield* filled({ 1: {}, 2: {}, 3: {}, 29: {} })
      yield* apply(runs, { olderThanMillis: 7 * day, keep: 2 })
      assert.deepStrictEqual(dates(runs), [3, 29])
    }))

  it.effect("keeps the newest success, the newest published run and the one of the latest day, whatever is asked", () =>
    Effect.gen(function*() {
      const runs = yield* filled({
        1: {}, 2: { day: "2026-11-28" }, 3: { outcome: "succeeded" }, 4: { outcome: "degraded" }, 5: { outcome: "failed" }, 6: { outcome: "degraded" }, 7: { outcome: "failed" }
      })
      yield* apply(runs, { keep: 0 })
      assert.deepStrictEqual(dates(runs), [2, 3, 6])
      assert.deepStrictEqual(problems(runs), [])
    }))

  it.effect("keeps each candidate's newest published run and newest success", () =>
    Effect.gen(function*() {
      const of = (candidate: string, outcome: Options["outcome"] = "succeeded"): Options => ({ candidate, outcome, artifactFile: `candidates/${candidate}/ranked_jobs.v1.json` })
      const runs = yield* filled({ 1: of("amy"), 2: of("amy"), 3: of("amy", "degraded"), 4: of("zoe"), 5: of("local"), 6: of("local"), 7: of("local", "degraded"), 8: of("zoe", "failed") })
      yield* apply(runs, { keep: 0 })
      assert.deepStrictEqual(dates(runs), [2, 3, 4, 6, 7])
      assert.deepStrictEqual(problems(runs), [])
    }))

  it.effect("keeps the runs it is told to spare, with their blobs", () =>
    Effect.gen(function*() {
      const runs = yield* filled({ 1: {}, 2: {}, 9: {} })
      yield* apply(runs, { keep: 0, olderThanMillis: day, spared: new Set([idOf(1)]) })
      assert.deepStrictEqual([dates(runs), problems(runs)], [[1, 9], []])
    }))

  it.effect("leaves runs without a record and damaged runs alone, and every blob while a run is damaged", () =>
    Effect.gen(function*() {
      const runs = yield* filled({ 1: {}, 2: {}, 3: {}, 9: {} })
      fs.rmSync(Path.join(runs.folder, idOf(1), "run.json"))
      damage(Path.join(runs.folder, idOf(2), "run.json"))
      const { blobs, damaged } = yield* apply(runs, { keep: 0 })
      assert.deepStrictEqual([dates(runs), damaged, blobs.removed], [[1, 2, 9], [idOf(2)], 0])
    }))

  it.effect("a dry run says what would go, and changes nothing", () =>
    Effect.gen(function*() {
      const runs = yield* filled({ 1: {}, 2: {}, 9: {} })
      const before = contents(runs.folder)
      const would = yield* apply(runs, { keep: 1, dryRun: true })
      assert.deepStrictEqual(contents(runs.folder), before)
      assert.deepStrictEqual(yield* apply(runs, { keep: 1 }), would)
      assert.deepStrictEqual(would.runs.removed, [idOf(1), idOf(2)])
    }))

  it.effect("failing at any step, every run still there can be replayed, and the next time finishes the work", () =>
    Effect.gen(function*() {
      const expected = yield* filled({ 1: {}, 2: {}, 9: {} })
      yield* apply(expected, { keep: 1 })
      for (let nth = 1;; nth++) {
        const runs = yield* filled({ 1: {}, 2: {}, 9: {} })
        const exit = yield* Effect.exit(apply(failing(runs, Disk.failing(nth, { code: "EIO" })), { keep: 1 }))
        assert.deepStrictEqual(problems(runs), [])
        yield* apply(runs, { keep: 1 })
        assert.deepStrictEqual(contents(runs.folder), contents(expected.folder))
        if (Exit.isSuccess(exit)) break
      }
    }))
})
