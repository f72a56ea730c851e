/**
 * What the example candidates get of real boards, as far as a rule can tell what a reader would say. The recordings are not part of the
 * project: see `SIGNALCRAFT_REAL_DATA`.
 */
import { assert, describe, it } from "@effect/vitest"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { Explanation } from "../../schemas/Explanation.ts"
import { CandidateProfile } from "../../schemas/Profile.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Clusters from "../../src/jobs/Clusters.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Score from "../../src/jobs/Score.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Understand from "../../src/jobs/Understand.ts"
import * as Data from "../eval/Data.ts"
import * as Recorded from "../eval/Recorded.ts"
import * as Rig from "./Rig.ts"
import { decoded, scoring } from "./Shipped.ts"

const folder = Data.folder()
const absent = !fs.existsSync(folder)
const suite = absent ? describe.skip : describe

const board = (name: string): ReadonlyArray<UnderstoodPosting> =>
  Recorded.read("greenhouse", fs.readFileSync(Path.join(folder, "boards/greenhouse", `${name}-2026-03-31.reconstructed.aijobs.json`), "utf8"), name)
    .map((posting) => Understand.posting(posting, tables))

const texts = (): ReadonlyArray<UnderstoodPosting> =>
  Recorded.fullTexts(folder).map(({ description, location, title }, number) =>
    Rig.understood({ number: number + 1, title, places: location === "" ? [] : [Rig.place(location)] }, description))

const lists = (candidate: string, postings: ReadonlyArray<UnderstoodPosting>): Explanation["jobs"] => {
  const profile = decoded(CandidateProfile, `config/examples/candidates/${candidate}.json`)
  const scores = postings.map((posting) => Score.timeless(posting, profile, scoring, tables))
  const scored = postings.map((posting, index) => Ranking.scored(posting, scores[index]!))
  const input = { as_of: "2026-03-31", profile, scoring, postings: scored, clusters: Clusters.jobs(postings, tables.places) }
  const ranking = Ranking.rank(input)
  const { counts } = ranking
  assert.strictEqual(counts.ranked + counts.also + counts.excluded, postings.length)
  return Ranking.explain(ranking, scores.map((score, index) => ({ ...score, title: postings[index]!.title, published_at: postings[index]!.published_at, would_change_most: null })), scoring).jobs
}

const topTen = (candidate: string, postings: ReadonlyArray<UnderstoodPosting>): ReadonlyArray<ReadonlyArray<string>> =>
  lists(candidate, postings).filter(({ rank }) => rank !== null && rank <= 10).map(({ contributions }) => contributions.map(({ rule }) => rule))

suite(`real lists${absent ? ` (skipped: no recordings in ${folder}; set SIGNALCRAFT_REAL_DATA)` : ""}`, () => {
  it.each([
    ["research-engineer", "anthropic"],
    ["research-engineer", "scaleai"],
    ["platform-engineer-remote", "anthropic"],
    ["platform-engineer-remote", "scaleai"],
    ["account-executive-europe", "anthropic"]
  ])("%s is shown work that is wanted where it is wanted, on the board of %s", (candidate, name) => {
    const top = topTen(candidate, board(name))
    assert.strictEqual(top.length, 10)
    for (const rules of top) assert.isTrue(rules.includes("role.target") && !rules.includes("location.elsewhere") && !rules.includes("location.remote_closed"), rules.join())
  })

  it.each(["research-engineer", "platform-engineer-remote"])("%s is shown work that is wanted, by its text too", (candidate) => {
    const top = topTen(candidate, texts())
    for (const rules of top) assert.isTrue(rules.includes("role.target") && rules.some((rule) => rule.startsWith("skills.")), rules.join())
  })

  it("says to whom no posting fits that the best of them is elsewhere, or other work", () => {
    for (const { contributions, rank } of lists("account-executive-europe", texts())) {
      if (rank !== null) assert.isTrue(contributions.some(({ rule }) => ["role.other", "role.team", "role.related", "location.elsewhere"].includes(rule)), String(rank))
    }
  })
})
