import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Posting } from "../../schemas/Posting.ts"
import * as ExplanationSchema from "../../schemas/Explanation.ts"
import * as RankedJobsSchema from "../../schemas/RankedJobs.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Score from "../../src/jobs/Score.ts"
import * as Rig from "./Rig.ts"
import { scoring } from "./Shipped.ts"

const input = (postings: ReadonlyArray<Posting>): Ranking.Input => ({
  as_of: "2026-02-01",
  profile: Rig.profile,
  scoring,
  postings,
  scores: postings.map((posting) => Score.timeless(posting, Rig.profile, scoring))
})
const Sketches = Schema.Array(Rig.Sketch).check(Schema.isMaxLength(12))
const drawn = (sketches: typeof Sketches.Type) => Rig.distinct(sketches.map((sketch) => Rig.drawn("acme", sketch)))

describe("Ranking", () => {
  it("orders by score, ties by identity, and gives what is excluded no rank", () => {
    const ranked = Ranking.rank(input([
      Rig.posting({ number: 3 }),
      Rig.posting({ number: 2, title: "Staff Software Engineer" }),
      Rig.posting({ number: 1 }),
      Rig.posting({ number: 4, title: "Software Engineer, Clearance" })
    ]))
    assert.deepStrictEqual(ranked.jobs.map(({ rank, id, score }) => [rank, id, score]), [
      [1, "ashby/acme/2", 51],
      [2, "ashby/acme/1", 36],
      [3, "ashby/acme/3", 36]
    ])
    assert.deepStrictEqual(ranked.excluded.map(({ id, excluded }) => [id, excluded.rule]), [["ashby/acme/4", "deal_breakers.title_words"]])
    assert.deepStrictEqual(ranked.counts, { ranked: 3, excluded: 1 })
  })

  it("is there without any posting", () => {
    assert.deepStrictEqual(Ranking.rank(input([])).jobs, [])
  })

  it.prop("does not depend on the order of postings or scores", [Sketches], ([sketches]) => {
    const one = input(drawn(sketches))
    const other = { ...one, postings: one.postings.toReversed(), scores: one.scores.toReversed() }
    assert.deepStrictEqual([Ranking.rank(other), Ranking.explain(other)], [Ranking.rank(one), Ranking.explain(one)])
  })

  it.prop("gives no other posting another score or order when one is added", [Sketches, Rig.Sketch], ([sketches, added]) => {
    const postings = drawn(sketches)
    const scores = (ranked: ReturnType<typeof Ranking.rank>) => ranked.jobs.filter(({ provider }) => provider === "acme").map(({ id, score }) => [id, score])
    assert.deepStrictEqual(scores(Ranking.rank(input([...postings, Rig.drawn("zeta", added)]))), scores(Ranking.rank(input(postings))))
  })

  it.prop("explains every score it gives, to the point", [Sketches], ([sketches]) => {
    const given = input(drawn(sketches))
    const [ranked, explained] = [Ranking.rank(given), Ranking.explain(given)]
    Schema.decodeUnknownSync(RankedJobsSchema.RankedJobs, { onExcessProperty: "error" })(ranked)
    Schema.decodeUnknownSync(ExplanationSchema.Explanation, { onExcessProperty: "error" })(explained)
    assert.deepStrictEqual(
      explained.jobs.flatMap(({ id, rank, score }) => (rank === null ? [] : [[id, rank, score]])),
      ranked.jobs.map(({ id, rank, score }) => [id, rank, score])
    )
    for (const { contributions, score } of explained.jobs) assert.strictEqual(contributions.reduce((sum, { points }) => sum + points, 0), score)
    assert.strictEqual(explained.jobs.length, given.postings.length)
  })
})
