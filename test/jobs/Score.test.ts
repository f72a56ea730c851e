import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Posting } from "../../schemas/Posting.ts"
import * as ScoreSchema from "../../schemas/Score.ts"
import type { Family } from "../../schemas/Scoring.ts"
import * as Score from "../../src/jobs/Score.ts"
import * as Rig from "./Rig.ts"
import { local, scoring } from "./Shipped.ts"

const as_of = "2026-02-01"
const scored = (over: Parameters<typeof Rig.posting>[0], profile = Rig.profile) => Score.of(Rig.posting(over), profile, scoring, as_of)
const family = (over: Parameters<typeof Rig.posting>[0], of: Family, profile = Rig.profile) =>
  scored(over, profile).contributions.filter(({ family }) => family === of).map(({ points, rule, signal }) => `${rule} ${signal} ${points}`)
const missing = (over: Parameters<typeof Rig.posting>[0], profile = Rig.profile) => scored(over, profile).missing.map(({ family, signal }) => `${family}.${signal}`)
const sum = ({ contributions }: ReturnType<typeof scored>) => contributions.reduce((total, { points }) => total + points, 0)

describe("Score", () => {
  it("is a sum of named contributions with their evidence", () => {
    const score = scored({
      title: "Senior Software Engineer, Data (C++)",
      places: [Rig.place("San Francisco, CA")],
      work_mode: "hybrid",
      compensation: Rig.pay(190_000, 250_000),
      published_at: "2026-01-30"
    })
    assert.deepStrictEqual(score.contributions.map(({ rule, signal, points, evidence }) => [rule, signal, points, evidence[0]?.value]), [
      ["role.target", "software_engineering", 36, "Software Engineer"],
      ["seniority.target", "senior", 15, "Senior"],
      ["skills.each", "C++", 6, "C++"],
      ["skills.each", "data", 6, "Data"],
      ["location.work_mode", "hybrid", 8, "hybrid"],
      ["location.city", "San Francisco", 12, "San Francisco, CA"],
      ["compensation.whole_range_above", "pay_in_USD", 12, "USD 190000 to 250000 per year"],
      ["completeness.each", "places", 1, undefined],
      ["completeness.each", "work_mode", 1, undefined],
      ["completeness.each", "compensation", 1, undefined],
      ["freshness.steps", "within_7_days", 6, "2026-01-30"]
    ])
    assert.strictEqual(score.score, 104)
    assert.deepStrictEqual([score.missing, score.excluded], [[], null])
  })

  it("lists what a posting does not state as missing, and lets it cost nothing", () => {
    const score = scored({ title: "Wizard" })
    assert.deepStrictEqual([score.score, score.contributions], [0, []])
    assert.deepStrictEqual(missing({ title: "Wizard" }), [
      "role.role_family",
      "seniority.level",
      "location.work_mode",
      "location.country",
      "compensation.pay_in_USD",
      "freshness.published_at"
    ])
  })

  it("takes the family at the head of a title for the job, and a later one for a mention", () => {
    assert.deepStrictEqual(family({ title: "Machine Learning Engineer, Sales" }, "role"), ["role.target machine_learning 36"])
    assert.deepStrictEqual(family({ title: "Recruiter, Machine Learning" }, "role"), ["role.mentioned machine_learning 12"])
    assert.deepStrictEqual(family({ title: "Account Executive" }, "role"), ["role.other sales -20"])
    assert.deepStrictEqual(family({ title: "Wizard", departments: ["Software Engineering"] }, "role"), ["role.department software_engineering 4"])
  })

  it("takes the highest level a title names, and no level for one that only looks like it", () => {
    assert.deepStrictEqual(family({ title: "Senior/Staff Engineer" }, "seniority"), ["seniority.target staff 15"])
    assert.deepStrictEqual(family({ title: "Associate Director" }, "seniority"), ["seniority.other director -10"])
    assert.deepStrictEqual(family({ title: "Member of Technical Staff" }, "seniority"), [])
    assert.deepStrictEqual(family({ title: "Chief of Staff" }, "seniority"), [])
    assert.deepStrictEqual(family({ title: "Software Engineer II" }, "seniority"), [])
  })

  it("bounds a family, showing what no longer counts", () => {
    const profile = { ...Rig.profile, skills: ["a", "b", "c", "d"] }
    assert.deepStrictEqual(family({ title: "A B C D" }, "skills", profile), ["skills.each a 6", "skills.each b 6", "skills.each c 6", "skills.each d 0"])
  })

  it("counts a place against a posting only where every place names a country and none is wanted", () => {
    const places = (...texts: ReadonlyArray<string>) => family({ places: texts.map((text) => Rig.place(text)) }, "location")
    assert.deepStrictEqual(places("London, UK", "Berlin, Germany"), ["location.elsewhere GB -14"])
    assert.deepStrictEqual(places("London, UK", "Springfield"), [])
    assert.deepStrictEqual(places("Remote"), [])
    assert.deepStrictEqual(places("London, UK", "Austin, United States"), ["location.country US 6"])
  })

  it("judges pay in the candidate's currency only", () => {
    const judged = (compensation: Posting["compensation"]) => family({ compensation }, "compensation")
    assert.deepStrictEqual(judged(Rig.pay(170_000, 200_000)), ["compensation.reaches_minimum pay_in_USD 8"])
    assert.deepStrictEqual(judged(Rig.pay(100_000, 179_999)), ["compensation.below_minimum pay_in_USD -15"])
    assert.deepStrictEqual(judged(Rig.pay(100_000, 120_000, { currency: "GBP" })), [])
    assert.deepStrictEqual(missing({ compensation: Rig.pay(1, 2, { currency: "GBP" }) }).includes("compensation.pay_in_USD"), true)
  })

  it("takes a date in the future for today's, and gives an old posting nothing", () => {
    assert.deepStrictEqual(family({ published_at: "2026-02-02T01:00:00Z" }, "freshness"), ["freshness.steps within_7_days 6"])
    assert.deepStrictEqual(family({ published_at: "2020-01-01" }, "freshness"), [])
  })

  it("excludes by a deal-breaker, with the reason", () => {
    assert.deepStrictEqual(scored({ title: "Engineer (Security Clearance)" }).excluded, { rule: "deal_breakers.title_words", reason: "The title says \"Clearance\"" })
    assert.strictEqual(scored({ of: "shunned" }).excluded?.rule, "deal_breakers.providers")
    assert.deepStrictEqual(scored({ employment_type: "intern" }).excluded, { rule: "deal_breakers.employment_types", reason: "The employment is intern" })
    assert.strictEqual(scored({ employment_type: null }).excluded, null)
  })

  it("wants nothing where the profile wants nothing", () => {
    const anyone = { ...Rig.profile, roles: [], seniorities: [], skills: [], work_modes: [], cities: [], countries: [], minimum_pay: null }
    const score = Score.timeless(Rig.posting({ title: "Senior Account Executive", places: [Rig.place("London, UK")], work_mode: "on_site" }), anyone, scoring)
    assert.deepStrictEqual(score.contributions.map(({ family }) => family), ["completeness", "completeness"])
    assert.deepStrictEqual(score.missing, [])
  })

  it("keeps evidence short and whole", () => {
    const text = `Remote ${"🚀".repeat(200)}`
    const [evidence] = scored({ places: [Rig.place(text, "DE")] }).contributions.find(({ rule }) => rule === "location.elsewhere")!.evidence
    assert.isTrue(evidence!.value.length <= 200 && evidence!.value.isWellFormed())
  })

  it.prop("adds up exactly, within every family's bounds, as its schema has it", [Rig.Sketch], ([sketch]) => {
    const posting = Rig.drawn("acme", sketch)
    for (const profile of [Rig.profile, local]) {
      const score = Score.of(posting, profile, scoring, as_of)
      assert.strictEqual(score.score, sum(score))
      for (const [family, { minimum, maximum }] of Object.entries(scoring.points)) {
        const points = score.contributions.filter((contribution) => contribution.family === family).reduce((total, { points }) => total + points, 0)
        assert.isTrue(points >= minimum && points <= maximum)
      }
      Schema.decodeUnknownSync(ScoreSchema.Score, { onExcessProperty: "error" })(score)
    }
  })

  it.prop("is never lowered by a better match", [Rig.Sketch], ([sketch]) => {
    const posting = Rig.drawn("acme", sketch)
    const better: ReadonlyArray<Posting> = [
      { ...posting, work_mode: "remote" },
      { ...posting, places: [...posting.places, Rig.place("San Francisco, CA")] },
      { ...posting, compensation: Rig.pay(200_000, 300_000) },
      { ...posting, title: `${posting.title} (Python)` },
      { ...posting, title: `Software Engineer ${posting.title}` },
      { ...posting, published_at: as_of }
    ]
    const score = Score.of(posting, Rig.profile, scoring, as_of).score
    for (const one of better) assert.isAtLeast(Score.of(one, Rig.profile, scoring, as_of).score, score)
  })
})
