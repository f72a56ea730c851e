import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Change } from "../../schemas/Explanation.ts"
import { CandidateProfile } from "../../schemas/Profile.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import * as Choices from "../../src/jobs/Choices.ts"
import * as Score from "../../src/jobs/Score.ts"
import * as Sensitivity from "../../src/jobs/Sensitivity.ts"
import * as Statements from "../../src/jobs/Statements.ts"
import * as Target from "../../src/jobs/Target.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Rig from "./Rig.ts"
import { local, scoring } from "./Shipped.ts"

const as_of = "2026-02-01"
const demanding: CandidateProfile = {
  ...Rig.profile,
  track: "individual_contributor",
  years_of_experience: 5,
  languages: ["en"],
  remote_within: ["US"],
  must_haves: [{ term: "Rust", when_unstated: "neutral" }, { term: "juggling", when_unstated: "neutral" }]
}
const boosting: Scoring = { ...scoring, semantic: { mode: "boost", maximum: 7 } }
const most = (posting: ReturnType<typeof Rig.understood>, profile = Rig.profile) =>
  Sensitivity.of(posting, Score.of(posting, profile, scoring, tables, as_of), { profile, scoring }, tables)

/** The profile as a person would write it after a change. */
const written = (profile: CandidateProfile, { field, value }: NonNullable<Change["set"]>): CandidateProfile => {
  const before = profile as unknown as Record<string, unknown>
  const changed = field === "minimum_pay.amount"
    ? { minimum_pay: { ...profile.minimum_pay, amount: Number(value) } }
    : { [field]: Array.isArray(before[field]) ? [...before[field], value] : field === "years_of_experience" ? Number(value) : value }
  return Schema.decodeUnknownSync(CandidateProfile)({ ...profile, ...changed })
}

describe("Sensitivity", () => {
  it("names the unknown that matters most", () => {
    const change = most(Rig.understood({ title: "Senior Software Engineer", places: [Rig.place("San Francisco, CA")], work_mode: "hybrid", published_at: as_of }))
    assert.deepStrictEqual(change, {
      of: "posting",
      family: "compensation",
      signal: "pay_in_USD",
      change: "It would state pay below 180000 USD a year",
      set: null,
      points: -14
    })
  })

  it("names the choice that matters most", () => {
    const change = most(Rig.understood({ title: "Account Executive", places: [Rig.place("San Francisco, CA")], work_mode: "hybrid" }))
    assert.deepStrictEqual(change, { of: "profile", family: "role", signal: "account_executive", change: "roles would hold account_executive too", set: { field: "roles", value: "account_executive" }, points: 80 })
  })

  it("names nothing where nothing would do anything", () => {
    const anyone = { ...Rig.profile, roles: [], seniorities: [], skills: [], work_modes: [], cities: [], countries: [], minimum_pay: null }
    assert.strictEqual(most(Rig.understood({ published_at: as_of }), anyone), null)
  })

  const Drawn = Schema.Struct({ ...Rig.Sketch.fields, text: Schema.NullOr(Schema.Literals(["You know Python and Kubernetes.", "You have 7+ years of experience. Wir suchen dich und die anderen."])) })

  it.prop("reckons what a score would be as scoring itself would", [Drawn], ([{ text, ...sketch }]) => {
    const posting = Rig.asUnderstood(Rig.drawn("acme", sketch), text)
    for (const profile of [demanding, local]) {
      for (const contract of [scoring, boosting]) {
        const score = Score.of(posting, profile, contract, tables, as_of)
        const target = Target.of(profile, tables)
        let largest = 0
        for (const { signal } of score.missing.filter(({ family }) => family !== "freshness")) {
          for (const { posting: changed } of Statements.of(signal, posting, target)) {
            const after = Score.of(changed, profile, contract, tables, as_of)
            largest = Math.max(largest, Math.abs(after.score - score.score))
          }
        }
        for (const contribution of score.contributions) {
          const choice = Choices.otherwise(contribution, posting, target)
          if (choice === undefined) continue
          const after = Score.of(posting, written(profile, choice.set), contract, tables, as_of)
          largest = Math.max(largest, Math.abs(after.score - score.score))
        }
        if (score.missing.some(({ family }) => family === "freshness")) largest = Math.max(largest, contract.points.freshness.steps[0]!.points)
        const change = Sensitivity.of(posting, score, { profile, scoring: contract }, tables)
        assert.strictEqual(Math.abs(change?.points ?? 0), largest)
        if (change !== null) Schema.decodeUnknownSync(Change, { onExcessProperty: "error" })(change)
        if (change?.set != null) assert.strictEqual(Score.of(posting, written(profile, change.set), contract, tables, as_of).score - score.score, change.points)
      }
    }
  })
})
