import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import type { Entry, RunRepository } from "../../src/runs/RunRepository.ts"
import * as Runs from "../../src/runs/RunRepository.ts"
import * as Tags from "../../src/runs/Tags.ts"
import { begin, commit, idOf, remove } from "./IndexedRuns.ts"
import { repository } from "./Rig.ts"

const say = (runs: RunRepository, minute: number, tag: string, said: Tags.TagEntry["said"] = "tag") => Tags.append(runs, { at: "2026-11-22T06:00:00.000Z", run: idOf(minute), said, tag })

const filled = Effect.map(repository, (runs) => {
  for (const minute of [1, 2, 3]) commit(runs, idOf(minute))
  return runs
})

const idOfEntry = ({ id }: Entry) => id

describe("Tags", () => {
  it.effect("holds what was said last of each run and tag", () =>
    Effect.gen(function*() {
      const runs = yield* filled
      assert.deepStrictEqual([Tags.tagsOf(runs, idOf(1)), Tags.read(runs).damage], [[], []])
      say(runs, 1, "weekly")
      say(runs, 2, "weekly")
      say(runs, 1, "before.v2")
      say(runs, 2, "weekly", "untag")
      say(runs, 3, "never", "untag")
      assert.deepStrictEqual([1, 2, 3].map((minute) => Tags.tagsOf(runs, idOf(minute))), [["before.v2", "weekly"], [], []])
    }))

  it.effect("an entry is added and those before it stay as they are, to the byte", () =>
    Effect.gen(function*() {
      const runs = yield* filled
      let before = ""
      for (const tag of ["a", "b", "c"]) {
        say(runs, 1, tag)
        const text = fs.readFileSync(Tags.file(runs), "utf8")
        assert.isTrue(text.startsWith(before) && text.endsWith("\n") && text.length > before.length)
        before = text
      }
    }))

  it.effect("a line torn anywhere by a kill is passed over, and what follows stands", () =>
    Effect.gen(function*() {
      const runs = yield* filled
      say(runs, 1, "a")
      const whole = fs.readFileSync(Tags.file(runs), "utf8")
      say(runs, 2, "torn")
      const torn = fs.readFileSync(Tags.file(runs), "utf8")
      for (let end = whole.length + 1; end < torn.length - 1; end++) {
        fs.writeFileSync(Tags.file(runs), torn.slice(0, end))
        assert.deepStrictEqual([Tags.read(runs).damage, Tags.tagsOf(runs, idOf(2))], [[], []])
        say(runs, 3, "c")
        assert.deepStrictEqual([Tags.read(runs).damage, Tags.tagsOf(runs, idOf(1)), Tags.tagsOf(runs, idOf(2)), Tags.tagsOf(runs, idOf(3))], [[], ["a"], [], ["c"]])
      }
    }))

  it.effect("a changed byte is damage, told by its line, and the other lines stand", () =>
    Effect.gen(function*() {
      const runs = yield* filled
      for (const tag of ["a", "b", "c"]) say(runs, 1, tag)
      fs.writeFileSync(Tags.file(runs), fs.readFileSync(Tags.file(runs), "utf8").replace('"tag":"b"', '"tag":"d"'))
      assert.deepStrictEqual([Tags.read(runs).damage, Tags.tagsOf(runs, idOf(1))], [[{ line: 2 }], ["a", "c"]])
    }))

  it("a name is letters, digits, dots, underscores and hyphens, and begins with one of the first two", () => {
    for (const name of ["a", "v1.2", "before-the_new.scoring", "2026-11-22", "A".repeat(64)]) assert.isTrue(Tags.isTag(name), name)
    for (const name of ["", ".", "-a", "a b", "a/b", "a:b", "é", "a\n", "A".repeat(65)]) assert.isFalse(Tags.isTag(name), name)
  })

  it.effect("tag:NAME is the newest run with the tag that is there, and never an id", () =>
    Effect.gen(function*() {
      const runs = yield* filled
      say(runs, 1, "weekly")
      say(runs, 2, "weekly")
      say(runs, 1, idOf(3))
      begin(runs, idOf(4))
      assert.strictEqual(idOfEntry(yield* Runs.resolve(runs, "tag:weekly")), idOf(2))
      assert.strictEqual(idOfEntry(yield* Runs.resolve(runs, `tag:${idOf(3)}`)), idOf(1))
      assert.strictEqual(idOfEntry(yield* Runs.resolve(runs, idOf(3))), idOf(3))
      remove(runs, idOf(2))
      assert.strictEqual(idOfEntry(yield* Runs.resolve(runs, "tag:weekly")), idOf(1))
      assert.strictEqual((yield* Effect.flip(Runs.resolve(runs, "tag:week"))).message, "No run has the tag week. List those that have one: graph runs --tagged")
    }))
})

describe("RunRepository.resolve", () => {
  it.effect("counts positions among all runs, those that ended, or those that computed", () =>
    Effect.gen(function*() {
      const runs = yield* filled
      commit(runs, idOf(4), { outcome: "failed" })
      begin(runs, idOf(5))
      const resolved = (reference: string, counted: Runs.Counted) => Effect.map(Effect.option(Runs.resolve(runs, reference, counted)), (entry) => (entry._tag === "Some" ? entry.value.id : null))
      assert.deepStrictEqual(
        yield* Effect.all((["all", "ended", "computed"] as const).flatMap((counted) => ["latest", "@1", "@2", "@9"].map((reference) => resolved(reference, counted)))),
        [idOf(5), idOf(4), idOf(3), null, idOf(4), idOf(3), idOf(2), null, idOf(3), idOf(2), idOf(1), null]
      )
    }))
})
