import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as Inventory from "../../src/runs/Inventory.ts"
import * as Pins from "../../src/runs/Pins.ts"
import type { RunRepository } from "../../src/runs/RunRepository.ts"
import * as Verification from "../../src/runs/Verification.ts"
import { bytes, commit, contents, damage, disk, repository } from "./Rig.ts"

const [first, second] = ["20261121T060000123Z-aaaa", "20261122T060000123Z-bbbb"] as const

const verify = (runs: RunRepository, options = { strayBlobs: false }) => Verification.verifyUnsafe(runs, [first], options)

describe("Verification", () => {
  it.effect("a run as committed is sound, and nothing is written", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      commit(runs, first)
      const before = contents(runs.folder)
      const { bytes: _, ...report } = verify(runs, { strayBlobs: true })
      assert.deepStrictEqual(report, { runs: 1, open: [], files: 7, blobs: 4, problems: [] })
      assert.deepStrictEqual(contents(runs.folder), before)
    }))

  it.effect("names the one file that is damaged or gone, whichever it is", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      const record = commit(runs, first)
      for (const { digest, path } of Inventory.of(first, record)) {
        const file = Path.join(runs.folder, path)
        const content = fs.readFileSync(file)
        damage(file)
        const problems = digest === null ? [] : verify(runs).problems
        if (digest !== null) assert.deepStrictEqual(problems.map(({ file, neededBy }) => [file, neededBy]), [[path, [first]]])
        if (!path.endsWith("run.json")) {
          fs.rmSync(file)
          assert.deepStrictEqual(verify(runs).problems, [{ file: path, reason: "it is gone", neededBy: [first] }])
        }
        fs.writeFileSync(file, content)
      }
    }))

  it.effect("what tells of times must be readable", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      commit(runs, first)
      fs.writeFileSync(Path.join(runs.folder, first, "timing.json"), "{")
      fs.writeFileSync(Path.join(runs.folder, first, "events.jsonl"), `{"at":1}\nnot json\n{"at":2`)
      assert.deepStrictEqual(verify(runs).problems.map(({ reason }) => reason), ["it holds a line that is not JSON", "it is not JSON"])
      fs.writeFileSync(Path.join(runs.folder, first, "events.jsonl"), `{"at":1}\n{"at":2`)
      assert.deepStrictEqual(verify(runs).problems.map(({ reason }) => reason), ["it is not JSON"])
    }))

  it.effect("a blob that two runs need is read once, and reported once for both", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      commit(runs, first)
      commit(runs, second)
      const shared = Pins.keep(disk, runs.folder, bytes(`{"schema_version":1}`))
      damage(Pins.fileOf(runs.folder, shared))
      const report = Verification.verifyUnsafe(runs, [second, first], { strayBlobs: false })
      assert.deepStrictEqual([report.blobs, report.problems.map(({ neededBy }) => neededBy)], [7, [[second, first]]])
    }))

  it.effect("a damaged blob that no run needs is told apart, where all blobs are asked for", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      commit(runs, first)
      const stray = Pins.keep(disk, runs.folder, bytes("stray"))
      damage(Pins.fileOf(runs.folder, stray))
      assert.deepStrictEqual(verify(runs).problems, [])
      assert.deepStrictEqual(verify(runs, { strayBlobs: true }).problems.map(({ file, neededBy }) => [file, neededBy]), [[Inventory.blobPath(stray), []]])
    }))

  it.effect("a run without a record is at work or was killed, not damaged", () =>
    Effect.gen(function*() {
      const runs = yield* repository
      commit(runs, first)
      fs.rmSync(Path.join(runs.folder, first, "run.json"))
      const { open, problems } = verify(runs)
      assert.deepStrictEqual([open, problems], [[first], []])
    }))
})
