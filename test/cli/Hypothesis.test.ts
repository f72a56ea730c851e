import { assert, describe, it } from "vitest"
import type { Day } from "../../schemas/Day.ts"
import type { PostingId } from "../../schemas/Posting.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { Documents } from "../../src/cli/Assignment.ts"
import * as Hypothesis from "../../src/cli/Hypothesis.ts"
import * as RankedRun from "../../src/cli/RankedRun.ts"
import * as Output from "../../src/engine/Output.ts"
import * as TableRows from "../../src/engine/TableRows.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Scores from "../../src/jobs/Score.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import type { RunId } from "../../src/runs/RunId.ts"
import * as Rig from "../jobs/Rig.ts"
import { scoring } from "../jobs/Shipped.ts"

const titles = ["Senior Software Engineer", "Staff Machine Learning Engineer", "Engineering Manager", "Account Executive, Data", "Principal Designer"]
const places = [[Rig.place("San Francisco, CA", "US")], [Rig.place("London, UK", "GB")], [Rig.place("Remote")], []]
const postings = Array.from({ length: 40 }, (_, number) =>
  Rig.asUnderstood(Rig.posting({
    number,
    title: titles[number % titles.length]!,
    places: places[number % places.length]!,
    work_mode: ([null, "remote", "on_site"] as const)[number % 3]!,
    language: "en",
    compensation: number % 2 === 0 ? null : Rig.pay(100_000 + number * 5000, 200_000),
    published_at: number % 3 === 0 ? "2026-01-30" : null
  }), "<p>Requirements</p><ul><li>Python and Rust, 5 years of experience</li><li>Fluent German</li></ul>"))
const profile: CandidateProfile = { ...Rig.profile, deal_breakers: { title_words: ["designer"], providers: [], employment_types: [] } }

const changes: ReadonlyArray<readonly [name: string, change: object]> = [
  ["roles", { roles: ["sales"] }], ["seniorities", { seniorities: ["principal"] }], ["track", { track: "manager" }], ["years_of_experience", { years_of_experience: 2 }],
  ["skills", { skills: ["Rust"] }], ["skill_weights", { skill_weights: { Python: 5 } }], ["must_haves", { must_haves: [{ term: "Rust", when_unstated: "neutral" }] }],
  ["languages", { languages: ["de"] }], ["work_modes", { work_modes: ["on_site"] }], ["remote_within", { remote_within: ["DE"] }], ["cities", { cities: ["London"] }],
  ["countries", { countries: ["GB"] }], ["minimum_pay", { minimum_pay: { amount: 150_000, currency: "USD" } }], ["preferred_providers", { preferred_providers: ["acme"] }],
  ["deal_breakers", { deal_breakers: { title_words: ["executive"], providers: [], employment_types: [] } }]
]

/** As `RankedRun` leaves out what is not read. */
const read = ({ pay, role, skills, terms }: RankedRun.Reads) =>
  skills ? postings : postings.map((posting) => {
    const { employment, experience, gist, language, title, ...others } = posting.understanding
    const unpaid = pay ? others : { ...others, salary: { ...others.salary, bands: [] }, sketch: null }
    const understanding = { ...unpaid, skills: [], ...((pay || role) && { title }), ...((pay || role || terms) && { employment, experience, gist, language }) }
    return { ...posting, understanding: understanding as unknown as typeof posting.understanding }
  })

describe("Hypothesis", () => {
  for (const mode of ["off", "boost"] as const) {
    const contract = { ...scoring, semantic: { ...scoring.semantic, mode } }
    const whole = (profile: CandidateProfile, scoring: typeof contract) => postings.map((posting) => Ranking.scored(posting, Scores.timeless(posting, profile, scoring, tables)))
    const before = { scored: whole(profile, contract), understood: read, profile, scoring: contract }
    const differing = (name: string, after: Documents) => {
      const due = whole(after.profile, after.scoring as typeof contract)
      assert.deepStrictEqual(Hypothesis.scores(before, after, tables).map(({ excluded, score }) => [score, excluded]), due.map(({ excluded, score }) => [score, excluded]), name)
      return due.filter(({ excluded, score }, index) => score !== before.scored[index]!.score || (excluded === null) !== (before.scored[index]!.excluded === null)).length
    }

    for (const [name, change] of changes) {
      it(`with another ${name} and likeness ${mode}, gives the scores of the whole computation`, () => {
        assert.isAbove(differing(name, { profile: { ...profile, ...change } as CandidateProfile, scoring: contract }), 0)
      })
    }

    it(`with other points and likeness ${mode}, gives the scores of the whole computation`, () => {
      for (const family of Object.keys(contract.points)) {
        const points = { ...contract.points, [family]: { ...contract.points[family as "role"], maximum: 3 } }
        differing(family, { profile, scoring: { ...contract, points } })
      }
    })
  }

  it("leaves out of a stored row what is not read, and nothing else", () => {
    const table = TableRows.of(Output.ofLines(postings.map(Canonical.stringifyUnsafe)))
    const combinations = Array.from({ length: 16 }, (_, bits) => ({ skills: (bits & 1) > 0, pay: (bits & 2) > 0, role: (bits & 4) > 0, terms: (bits & 8) > 0 }))
    const stated = new Set<string>()
    for (const reads of combinations) {
      for (const [row, due] of read(reads).entries()) {
        const { understanding: { salary, ...others }, ...posting } = JSON.parse(RankedRun.without(reads, table, row))
        const { understanding: { salary: dueSalary, ...dueOthers }, ...duePosting } = due
        assert.deepStrictEqual([posting, others, salary.bands], JSON.parse(JSON.stringify([duePosting, dueOthers, dueSalary.bands])))
        for (const [name, value] of Object.entries({ ...others, pay: salary.bands })) if (Array.isArray(value) && value.length > 0) stated.add(name)
      }
    }
    assert.includeMembers([...stated], ["pay", "skills", "whereabouts"])
  })

  it("says where another program gave the run's points for what is compared", () => {
    const [as_of, own] = ["2026-02-02" as Day, postings.map((posting) => Ranking.scored(posting, Scores.timeless(posting, profile, scoring, tables)))]
    const outcome = (family: Scores.Timeless | undefined) => {
      const at = Scores.families.indexOf(family!)
      const scored = own.map((posting) => ({ ...posting, score: posting.score + (at === -1 ? 0 : 1), points: posting.points.map((points, index) => (index === at ? points + 1 : points)) }))
      const ranking = Ranking.rank({ as_of, profile, scoring, postings: scored, clusters: [] })
      const known = (ids: ReadonlySet<PostingId>) => postings.filter(({ id }) => ids.has(id))
      const before: RankedRun.RankedRun = { run: "a-run" as RunId, as_of, candidate: "local", profile, scoring, scored, understood: read, postings: known, clusters: [], ranking }
      return Hypothesis.test(before, { profile: { ...profile, cities: ["London"] }, scoring }, tables)
    }
    assert.deepStrictEqual(([undefined, "location", "role"] as const).map((family) => outcome(family).isOutdated), [false, true, false])
    for (const { after, before, shifts } of outcome(undefined).moves.entered) {
      assert.strictEqual(shifts.reduce((sum, shift) => sum + (shift.after ?? 0) - (shift.before ?? 0), 0), after.score! - before.score!)
    }
    assert.isAbove(outcome(undefined).moves.risen.length, 0)
  })
})
