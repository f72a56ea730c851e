import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as ExplanationSchema from "../../schemas/Explanation.ts"
import * as RankedJobsSchema from "../../schemas/RankedJobs.ts"
import { PostingId } from "../../schemas/Posting.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Clusters from "../../src/jobs/Clusters.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Score from "../../src/jobs/Score.ts"
import * as Sensitivity from "../../src/jobs/Sensitivity.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Rig from "./Rig.ts"
import { scoring } from "./Shipped.ts"

const input = (postings: ReadonlyArray<UnderstoodPosting>): Ranking.Input => ({
  as_of: "2026-02-01",
  profile: Rig.profile,
  scoring,
  postings: postings.map((posting) => Ranking.scored(posting, Score.timeless(posting, Rig.profile, scoring, tables))),
  clusters: Clusters.jobs(postings, tables.places)
})
const explain = (postings: ReadonlyArray<UnderstoodPosting>) => Ranking.explain(Ranking.rank(input(postings)), postings.map((posting) => Sensitivity.explained(posting, { profile: Rig.profile, scoring }, tables)), scoring)
const Sketches = Schema.Array(Rig.Sketch).check(Schema.isMaxLength(12))
const drawn = (sketches: typeof Sketches.Type) => Rig.distinct(sketches.map((sketch) => Rig.drawn("acme", sketch))).map((posting) => Rig.asUnderstood(posting))

describe("Ranking", () => {
  it("orders by score, ties by identity, and gives what is excluded no rank", () => {
    const ranked = Ranking.rank(input([
      Rig.understood({ number: 3 }),
      Rig.understood({ number: 2, title: "Staff Software Engineer" }),
      Rig.understood({ number: 1 }),
      Rig.understood({ number: 4, title: "Software Engineer, Clearance" })
    ]))
    assert.deepStrictEqual(ranked.jobs.map(({ rank, id, score }) => [rank, id, score]), [
      [1, "ashby/acme/2", 56],
      [2, "ashby/acme/1", 40],
      [3, "ashby/acme/3", 40]
    ])
    assert.deepStrictEqual(ranked.excluded.map(({ id, excluded }) => [id, excluded.rule]), [["ashby/acme/4", "deal_breakers.title_words"]])
    assert.deepStrictEqual(ranked.counts, { ranked: 3, also: 0, excluded: 1 })
  })

  it("shows a job once, by the best of its postings, with the others beside it", () => {
    const of = (number: number, place: string, title = "Software Engineer") => Rig.understood({ number, title, requisition: "R-1", places: [Rig.place(place)] })
    const postings = [of(1, "Berlin, Germany"), of(2, "San Francisco, CA"), of(3, "Austin, TX"), of(4, "Boston, MA", "Software Engineer, Clearance"), Rig.understood({ number: 5 })]
    const { counts, jobs } = Ranking.rank(input(postings))
    assert.deepStrictEqual<unknown>(jobs.map(({ also, id }) => [id, also.map(({ id, places }) => [id, places])]), [
      ["ashby/acme/2", [["ashby/acme/3", ["Austin, TX"]], ["ashby/acme/1", ["Berlin, Germany"]]]],
      ["ashby/acme/5", []]
    ])
    assert.deepStrictEqual(counts, { ranked: 2, also: 2, excluded: 1 })
    assert.deepStrictEqual(explain(postings).jobs.map(({ id, rank, shown_with }) => [id, rank, shown_with]), [
      ["ashby/acme/2", 1, null],
      ["ashby/acme/3", null, "ashby/acme/2"],
      ["ashby/acme/1", null, "ashby/acme/2"],
      ["ashby/acme/5", 2, null],
      ["ashby/acme/4", null, null]
    ])
  })

  it("lists and explains the first of very many, keeps the order of the rest, and counts them all", () => {
    const [scored] = input([Rig.understood()]).postings
    const ids = Array.from({ length: Ranking.listed + 5 }, (_, index) => PostingId.make(`ashby/acme/${String(index).padStart(6, "0")}`))
    const ranked = Ranking.rank({ ...input([]), postings: ids.toReversed().map((id, index) => ({ ...scored!, id, score: index < 3 ? 99 : 1 })) })
    assert.strictEqual(ranked.counts.ranked, ids.length)
    assert.deepStrictEqual(ranked.jobs.slice(0, 4).map(({ id }) => id), [...ids.slice(-3), ids[0]!])
    assert.deepStrictEqual(ranked.rest?.map(({ id }) => id), ids.slice(Ranking.listed - 3, -3))
    Schema.decodeUnknownSync(RankedJobsSchema.RankedJobs, { onExcessProperty: "error" })(ranked)
    const [score] = [Sensitivity.explained(Rig.understood(), { profile: Rig.profile, scoring }, tables)]
    assert.strictEqual(Ranking.explain(ranked, ids.map((posting) => ({ ...score, posting })), scoring).jobs.length, Ranking.explained)
  })

  it("is there without any posting", () => {
    assert.deepStrictEqual(Ranking.rank(input([])).jobs, [])
  })

  it.prop("does not depend on the order of postings or scores", [Sketches], ([sketches]) => {
    const one = drawn(sketches)
    const other = one.toReversed()
    assert.deepStrictEqual([Ranking.rank(input(other)), explain(other)], [Ranking.rank(input(one)), explain(one)])
  })

  it.prop("gives no other posting another score or order when one is added", [Sketches, Rig.Sketch], ([sketches, added]) => {
    const postings = drawn(sketches)
    const scores = (ranked: ReturnType<typeof Ranking.rank>) => ranked.jobs.filter(({ provider }) => provider === "acme").map(({ also, id, score }) => [id, score, also])
    assert.deepStrictEqual(scores(Ranking.rank(input([...postings, Rig.asUnderstood(Rig.drawn("zeta", added))]))), scores(Ranking.rank(input(postings))))
  })

  it.prop("explains every score it gives, to the point", [Sketches], ([sketches]) => {
    const given = drawn(sketches)
    const [ranked, explained] = [Ranking.rank(input(given)), explain(given)]
    Schema.decodeUnknownSync(RankedJobsSchema.RankedJobs, { onExcessProperty: "error" })(ranked)
    Schema.decodeUnknownSync(ExplanationSchema.Explanation, { onExcessProperty: "error" })(explained)
    assert.deepStrictEqual(
      explained.jobs.flatMap(({ id, rank, score }) => (rank === null ? [] : [[id, rank, score]])),
      ranked.jobs.map(({ id, rank, score }) => [id, rank, score])
    )
    for (const { contributions, score } of explained.jobs) assert.strictEqual(contributions.reduce((sum, { points }) => sum + points, 0), score)
    assert.strictEqual(explained.jobs.length, given.length)
    assert.strictEqual(ranked.counts.ranked + ranked.counts.also + ranked.counts.excluded, given.length)
  })
})
