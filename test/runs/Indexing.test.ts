import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { spawnSync } from "node:child_process"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as Digest from "../../src/platform/Digest.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Indexing from "../../src/runs/Indexing.ts"
import * as IndexRow from "../../src/runs/IndexRow.ts"
import * as RunIndex from "../../src/runs/RunIndex.ts"
import * as RunRepository from "../../src/runs/RunRepository.ts"
import * as IndexedRuns from "./IndexedRuns.ts"
import { begin, commit, found, idOf, remove } from "./IndexedRuns.ts"
import { contents, damage, repository } from "./Rig.ts"

const stateOf = (runs: RunRepository.RunRepository) => Indexing.verify(runs).verdict.state
const indexOf = (runs: RunRepository.RunRepository) => contents(IndexedRuns.indexFolder(runs))
const baseOf = (runs: RunRepository.RunRepository) => Path.join(IndexedRuns.indexFolder(runs), fs.readdirSync(IndexedRuns.indexFolder(runs)).find((name) => name.endsWith(".sqlite"))!)

/** A repository of so many runs, a day each ten minutes; every ninth failed, and one early run is a rare candidate's. */
const filled = (count: number) =>
  Effect.map(repository, (runs) => {
    for (let minute = 0; minute < count; minute++) {
      commit(runs, idOf(minute), { day: `2026-04-${String(1 + Math.trunc(minute / 10)).padStart(2, "0")}`, outcome: minute % 9 === 8 ? "failed" : "succeeded", candidates: minute === 5 ? ["rare"] : ["local"] })
    }
    fs.mkdirSync(runs.folder, { recursive: true })
    Indexing.update(runs)
    return runs
  })

/** The repository, and the paths it read, of those that end so. */
const watched = (runs: RunRepository.RunRepository, ending: string) => {
  const read: Array<string> = []
  const disk = Disk.make((operation, path) => {
    if (operation === "read" && path.endsWith(ending)) read.push(path)
    return undefined
  })
  return { runs: { ...runs, disk }, read }
}

describe("Indexing", () => {
  describe.each([1, 2, 3, 4])("after a random sequence (%i) of runs, kills, imports, retention and damage", (seed) => {
    it.effect("the index kept and the index rebuilt have the same bytes, and every question gets the records' answer", () =>
      Effect.gen(function*() {
        const world = IndexedRuns.world(yield* repository)
        const pick = IndexedRuns.random(seed)
        const kinds = Object.keys(IndexedRuns.happenings)
        const steps: Array<string> = []
        for (let step = 0; step < 60; step++) {
          const kind = step === 0 ? "many runs" : kinds[pick(kinds.length)]!
          steps.push(kind)
          const told = IndexedRuns.happenings[kind]!(world, pick)
          const wanted = IndexedRuns.questions[pick(IndexedRuns.questions.length)]!
          assert.deepStrictEqual(found(world.runs, wanted), IndexedRuns.expected(world, wanted), `${JSON.stringify(wanted)} after ${steps.join(", ")}`)
          if (told === "untold") continue
          Indexing.update(world.runs)
          assert.isTrue(RunIndex.isOnDisk(world.runs, IndexedRuns.expectedIndex(world)), `after ${steps.join(", ")}`)
        }
        Indexing.update(world.runs)
        const anew = IndexedRuns.withoutIndex(world.runs)
        assert.strictEqual(Indexing.rebuild(anew), world.committed.size)
        assert.deepStrictEqual(indexOf(world.runs), indexOf(anew))
        for (const wanted of IndexedRuns.questions) assert.deepStrictEqual(found(world.runs, wanted), IndexedRuns.expected(world, wanted))
        for (const day of ["2026-03-01", "2026-03-05", "2026-04-01"]) {
          const before = [...RunRepository.before(world.runs, day)].flatMap((entry) => (entry.state === "committed" ? [[entry.record.as_of, entry.id]] : []))
          const expected = IndexedRuns.expected(world, { kind: "published" }).map((id) => [world.committed.get(id)!.as_of, id]).filter(([as_of]) => as_of! < day)
          assert.deepStrictEqual(before, expected.sort(([a], [b]) => (a! < b! ? 1 : a! > b! ? -1 : 0)))
        }
      }))
  })

  it.effect("the same bytes come of runs added one by one, in batches, and all at once", () =>
    Effect.gen(function*() {
      const [single, batched, whole] = [yield* repository, yield* repository, yield* repository]
      for (let minute = 0; minute < 200; minute++) {
        for (const runs of [single, batched, whole]) commit(runs, idOf(minute), { candidates: ["a", "b"].slice(minute % 2), day: `2026-04-0${1 + (minute % 7)}` })
        Indexing.update(single)
        if (minute % 23 === 0) Indexing.update(batched)
      }
      Indexing.update(batched)
      Indexing.rebuild(whole)
      assert.deepStrictEqual(indexOf(single), indexOf(whole))
      assert.deepStrictEqual(indexOf(batched), indexOf(whole))
      assert.deepStrictEqual([stateOf(single), Object.keys(indexOf(single)).length], ["in_step", 2])
    }))

  it.effect("failing at any write of it, the index is healed by the next and no answer is wrong in between", () =>
    Effect.gen(function*() {
      for (let nth = 1;; nth++) {
        const runs = yield* filled(63)
        commit(runs, idOf(63), { candidates: ["rare"] })
        const disk = Disk.make(Disk.failing(nth, { code: "ENOSPC", written: 100 }))
        let isWhole = true
        try {
          Indexing.update({ ...runs, disk })
        } catch (error) {
          assert.instanceOf(error, Disk.DiskError)
          isWhole = false
        }
        assert.deepStrictEqual(found(runs, { candidate: "rare" }), [idOf(63), idOf(5)])
        commit(runs, idOf(64))
        Indexing.update(runs)
        assert.strictEqual(stateOf(runs), "in_step")
        if (isWhole) break
      }
    }))

  it.effect("where SQLite cannot be loaded the records are read, and the index is left to whoever can", () =>
    Effect.gen(function*() {
      const runs = yield* filled(100)
      const before = indexOf(runs)
      for (let minute = 100; minute < 140; minute++) commit(runs, idOf(minute))
      const expected = found(runs, { kind: "published" })
      const { status, stderr, stdout } = spawnSync(process.execPath, ["--permission", "--allow-fs-read=*", `--allow-fs-write=${runs.folder}`, Path.join(import.meta.dirname, "without-addons.ts"), runs.folder], { encoding: "utf8" })
      assert.deepStrictEqual([status, stdout.trim().split("\n")], [0, expected], stderr)
      assert.deepStrictEqual(indexOf(runs), before)
      Indexing.update(runs)
      assert.strictEqual(stateOf(runs), "in_step")
    }))

  it.effect("most runs are added without a look at the database", () =>
    Effect.gen(function*() {
      const filledRuns = yield* filled(200)
      const { read, runs } = watched(filledRuns, ".sqlite")
      for (let minute = 200; minute < 200 + RunIndex.block; minute++) {
        commit(runs, idOf(minute))
        Indexing.update(runs)
      }
      assert.strictEqual(read.length, 1)
      assert.strictEqual(stateOf(runs), "in_step")
    }))
})

describe("a question of the runs", () => {
  it.effect("reads no more records than it gives, and for the newest no database", () =>
    Effect.gen(function*() {
      const filledRuns = yield* filled(200)
      for (const [wanted, id] of [[{}, idOf(199)], [{ kind: "published" }, idOf(199)], [{ candidate: "rare" }, idOf(5)], [{ day: "2026-04-03" }, idOf(29)]] as ReadonlyArray<readonly [IndexRow.Wanted, string]>) {
        const { read, runs } = watched(filledRuns, "run.json")
        assert.deepStrictEqual([RunRepository.newest(runs, wanted).next().value?.id, read.length], [id, 1])
      }
      const { read, runs } = watched(filledRuns, ".sqlite")
      assert.strictEqual(RunRepository.newest(runs, { kind: "published" }).next().value?.id, idOf(199))
      assert.strictEqual(read.length, 0)
    }))

  it.effect("passes over runs that are gone without a look at the records of others", () =>
    Effect.gen(function*() {
      const filledRuns = yield* filled(200)
      for (const minute of [5, 8, 198, 199]) remove(filledRuns, idOf(minute))
      for (const [wanted, ids] of [[{ candidate: "rare" }, []], [{ kind: "published", day: "2026-04-01" }, [9, 7, 6, 4, 3, 2, 1, 0]], [{ day: "2026-04-20" }, [196, 195, 194, 193, 192, 191, 190]]] as const) {
        const { read, runs } = watched(filledRuns, "run.json")
        assert.deepStrictEqual(found(runs, wanted).filter((id) => id !== idOf(197)), ids.map(idOf))
        assert.isAtMost(read.length, ids.length + 1)
      }
    }))

  it.effect("writes nothing, whatever the index is like", () =>
    Effect.gen(function*() {
      const runs = yield* filled(100)
      const writes: Array<string> = []
      const disk = Disk.make((operation, path) => {
        if (!["read", "list", "stat"].includes(operation)) writes.push(`${operation} ${path}`)
        return undefined
      })
      const ask = () => IndexedRuns.questions.forEach((wanted) => found({ ...runs, disk }, wanted))
      ask()
      damage(baseOf(runs))
      ask()
      fs.rmSync(IndexedRuns.indexFolder(runs), { recursive: true })
      ask()
      Indexing.verify({ ...runs, disk })
      assert.deepStrictEqual(writes, [])
    }))

  it.effect("of a candidate meets no run of another", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      for (let minute = 0; minute < 120; minute++) commit(runs, idOf(minute), { candidates: [["amy"], ["amy", "zoe"], ["am", "amy-2"]][minute % 3]! })
      Indexing.update(runs)
      const { read, runs: watchedRuns } = watched(runs, "run.json")
      assert.deepStrictEqual(found(watchedRuns, { candidate: "zoe" }), Array.from({ length: 40 }, (_, index) => idOf(118 - 3 * index)))
      assert.strictEqual(read.length, 40)
      assert.deepStrictEqual([found(runs, { candidate: "am" }).length, found(runs, { candidate: "amy" }).length, found(runs, { candidate: "%" }).length], [40, 80, 0])
    }))

  it.effect("is answered from the records where the index is another's, or says of a run what its record does not", () =>
    Effect.gen(function*() {
      const runs = yield* filled(100)
      const older = IndexedRuns.indexFolder(yield* filled(80))
      fs.rmSync(IndexedRuns.indexFolder(runs), { recursive: true })
      fs.cpSync(older, IndexedRuns.indexFolder(runs), { recursive: true })
      assert.deepStrictEqual([stateOf(runs), found(runs, {}).length], ["behind", 100])
      remove(runs, idOf(3))
      commit(runs, idOf(70), { outcome: "failed" })
      assert.deepStrictEqual(found(runs, { kind: "published", day: "2026-04-08" }).includes(idOf(70)), false)
      assert.deepStrictEqual(found(runs, { kind: "succeeded" }), found(IndexedRuns.withoutIndex(runs), { kind: "succeeded" }))
      assert.strictEqual(stateOf(runs), "contradicts")
    }))

  it.effect("sees that as many old runs came as went", () =>
    Effect.gen(function*() {
      const runs = yield* filled(100)
      const other = idOf(7).replace("aaaa", "bbbb")
      remove(runs, idOf(7))
      commit(runs, other, { day: "2026-04-01" })
      assert.deepStrictEqual(found(runs, { kind: "published", day: "2026-04-01" }), [9, 7, 6, 5, 4, 3, 2, 1, 0].map((minute) => (minute === 7 ? other : idOf(minute))))
      Indexing.update(runs)
      assert.strictEqual(stateOf(runs), "in_step")
    }))

  it.effect("gives damaged runs too, for nobody knows what they were", () =>
    Effect.gen(function*() {
      const runs = yield* filled(100)
      damage(Path.join(runs.folder, idOf(50), "run.json"))
      commit(runs, idOf(100))
      damage(Path.join(runs.folder, idOf(100), "run.json"))
      assert.deepStrictEqual([...RunRepository.newest(runs, { kind: "published", day: "2026-04-06" })].filter(({ state }) => state === "damaged").map(({ id }) => id), [idOf(100), idOf(50)])
    }))

  it.effect("of runs the index does not have is asked of them: at work, crashed, damaged or not taken up yet", () =>
    Effect.gen(function*() {
      const runs = yield* filled(100)
      begin(runs, idOf(101))
      commit(runs, idOf(102))
      assert.deepStrictEqual(RunRepository.unindexed(runs, RunRepository.ids(runs)), [idOf(102), idOf(101)])
      Indexing.update(runs)
      assert.deepStrictEqual(RunRepository.unindexed(runs, RunRepository.ids(runs)), [idOf(101)])
    }))
})

describe("Indexing.verify", () => {
  const verdict = (change: (runs: RunRepository.RunRepository) => void, count = 70) =>
    Effect.map(filled(count), (runs) => {
      change(runs)
      return Indexing.verify(runs).verdict
    })

  it.effect("tells what is wrong with an index, and a rebuild sets it right", () =>
    Effect.gen(function*() {
      const recent = (runs: RunRepository.RunRepository) => Path.join(IndexedRuns.indexFolder(runs), "recent.ndjson")
      assert.deepStrictEqual(yield* verdict(() => undefined), { state: "in_step" })
      assert.deepStrictEqual(yield* verdict(() => undefined, 0), { state: "in_step" })
      assert.deepStrictEqual(yield* verdict((runs) => fs.rmSync(IndexedRuns.indexFolder(runs), { recursive: true })), { state: "absent" })
      assert.include(yield* verdict((runs) => damage(recent(runs))), { state: "damaged" })
      assert.include(yield* verdict((runs) => damage(baseOf(runs))), { state: "damaged" })
      assert.include(yield* verdict((runs) => fs.rmSync(baseOf(runs))), { state: "damaged" })
      assert.include(yield* verdict((runs) => fs.writeFileSync(Path.join(IndexedRuns.indexFolder(runs), "stray"), "")), { state: "damaged" })
      assert.deepStrictEqual(yield* verdict((runs) => void commit(runs, idOf(70))), { state: "behind", missing: [idOf(70)], gone: [] })
      assert.deepStrictEqual(yield* verdict((runs) => remove(runs, idOf(7))), { state: "behind", missing: [], gone: [idOf(7)] })
      const contradicted = yield* filled(100)
      commit(contradicted, idOf(7), { outcome: "failed" })
      assert.deepStrictEqual(Indexing.verify(contradicted), { runs: 100, verdict: { state: "contradicts", runs: [idOf(7)] } })
      Indexing.rebuild(contradicted)
      assert.strictEqual(stateOf(contradicted), "in_step")
    }))

  it.effect("takes an index of another version for foreign, and the next run replaces it", () =>
    Effect.gen(function*() {
      const runs = yield* filled(100)
      const file = Path.join(IndexedRuns.indexFolder(runs), "recent.ndjson")
      const lines = fs.readFileSync(file, "utf8").replace("run-index/1", "run-index/2").split("\n").slice(0, -2).map((line) => `${line}\n`).join("")
      fs.writeFileSync(file, `${lines}{"seal":"${Digest.of(lines)}"}\n`)
      assert.deepStrictEqual(Indexing.verify(runs).verdict, { state: "foreign", reason: 'its format is "signalcraft/run-index/2", and this program reads signalcraft/run-index/1' })
      assert.strictEqual(found(runs, {}).length, 100)
      commit(runs, idOf(100))
      Indexing.update(runs)
      assert.strictEqual(stateOf(runs), "in_step")
    }))
})
