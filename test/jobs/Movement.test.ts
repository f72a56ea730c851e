import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import * as Movement from "../../src/jobs/Movement.ts"
import { ranked } from "../artifacts/Samples.ts"
import * as Rig from "./Rig.ts"

/** A ranking of postings by number, each with a score; those in brackets are shown with the one before. */
const ranking = (scores: ReadonlyArray<readonly [number: number, score: number, also?: number]>, excluded: ReadonlyArray<number> = []): RankedJobs => ({
  ...ranked,
  jobs: scores.map(([number, score, also], index) => ({
    ...ranked.jobs[0]!,
    id: Rig.posting({ number }).id,
    rank: index + 1,
    score,
    also: also === undefined ? [] : [{ id: Rig.posting({ number: also }).id, score: score - 1, url: "https://jobs.example/also", places: [] }]
  })),
  excluded: excluded.map((number) => ({ id: Rig.posting({ number }).id, title: "x", provider: Rig.posting().provider, excluded: { rule: "deal_breakers.title_words", reason: "The title says \"x\"" } }))
})

const ids = (moves: ReadonlyArray<Movement.Move>) => moves.map(({ id }) => Number(id.split("/")[2]))

describe("Movement", () => {
  it.prop("finds nothing between a ranking and itself", [Schema.Array(Schema.Int)], ([scores]) => {
    const one = ranking(scores.map((score, index) => [index, score] as const))
    const { counts, ...lists } = Movement.between(one, one)
    assert.deepStrictEqual(counts, { postings: scores.length, rescored: 0, risen: 0, fallen: 0, excluded: 0, admitted: 0 })
    assert.isTrue(Object.values(lists).every((list) => list.length === 0))
  })

  it("lists who entered and left the first ten, and counts without listing who only made room", () => {
    const before = ranking(Array.from({ length: 12 }, (_, index) => [index, 100 - index] as const))
    const after = ranking([[11, 200], ...Array.from({ length: 11 }, (_, index) => [index, 100 - index] as const)])
    const moved = Movement.between(before, after)
    assert.deepStrictEqual([ids(moved.entered), ids(moved.left), ids(moved.risen), ids(moved.fallen)], [[11], [9], [11], []])
    assert.deepStrictEqual(moved.counts, { postings: 12, rescored: 1, risen: 1, fallen: 11, excluded: 0, admitted: 0 })
  })

  it("tells what a deal-breaker takes out and gives back, with its reason", () => {
    const moved = Movement.between(ranking([[1, 5]], [2]), ranking([[2, 7]], [1]))
    assert.deepStrictEqual([ids(moved.excluded), ids(moved.admitted), moved.excluded[0]!.after.reason], [[1], [2], "The title says \"x\""])
  })

  it("takes a job that another of its postings stands for now for one that has not moved", () => {
    const moved = Movement.between(ranking([[1, 9, 2], [3, 1]]), ranking([[2, 8, 1], [3, 1]]))
    assert.deepStrictEqual([ids(moved.entered), ids(moved.left), moved.counts.risen + moved.counts.fallen], [[], [], 0])
  })

  it("tells contributions that came, went or count otherwise, and no others", () => {
    const of = (signal: string, points: number) => ({ family: "skills" as const, signal, points, rule: "skills.required", evidence: [] })
    assert.deepStrictEqual(
      Movement.shifts({ contributions: [of("a", 1), of("b", 2), of("c", 0), of("d", 4)] }, { contributions: [of("a", 1), of("b", 3), of("e", 5)] }).map(({ after, before, signal }) => [signal, before, after]),
      [["d", 4, null], ["b", 2, 3], ["e", null, 5]]
    )
  })
})
