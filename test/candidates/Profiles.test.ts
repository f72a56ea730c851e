import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { CandidateId, CandidateProfile, type ResumeFacts, type ResumeSource } from "../../schemas/Profile.ts"
import { ProviderId } from "../../schemas/Provider.ts"
import * as Profiles from "../../src/candidates/Profiles.ts"
import * as Wire from "../../src/engine/Wire.ts"
import * as Digest from "../../src/platform/Digest.ts"
import { local } from "../jobs/Shipped.ts"
import * as Resumes from "./Resumes.ts"

const blank = Profiles.blank(CandidateId.make("ada"), "Ada")
const source = (over: Partial<ResumeFacts> = {}, bytes = "first"): ResumeSource => ({ kind: "text", digest: Digest.of(bytes), found: { ...Resumes.facts, ...over } })
const validate = Wire.validate(CandidateProfile)
const problems = (profile: object): ReadonlyArray<string> => Result.match(validate(profile), { onSuccess: () => [], onFailure: (misfits) => misfits.map(({ pointer }) => pointer) })

/** Every field that there was before any was added. */
const old = {
  schema_version: 1,
  id: "ada",
  name: "Ada",
  roles: ["sales"],
  seniorities: [],
  skills: ["Python"],
  work_modes: [],
  cities: [],
  countries: [],
  minimum_pay: { amount: 1, currency: "EUR" },
  deal_breakers: { title_words: [], providers: [], employment_types: [] }
}

describe("a candidate's profile", () => {
  it("of version 1 reads as it was written, with nothing put into it", () => {
    assert.deepStrictEqual(Result.getOrThrow(validate(old)) as object, old)
  })

  it("refuses what contradicts itself, with its place", () => {
    assert.deepStrictEqual(problems({ ...old, skill_weights: { Python: 5 }, must_haves: [{ term: "Rust", when_unstated: "neutral" }], remote_within: ["DE"] }), [])
    assert.deepStrictEqual(problems({ ...old, skill_weights: { Rust: 5 } }), ["/skill_weights/Rust"])
    assert.deepStrictEqual(problems({ ...old, skill_weights: { Python: 6 } }), ["/skill_weights/Python"])
    assert.deepStrictEqual(problems({ ...old, must_haves: [{ term: "Rust" }] }), ["/must_haves/0/when_unstated"])
    assert.deepStrictEqual(problems({ ...old, remote_within: [] }), ["/remote_within"])
    assert.deepStrictEqual(problems({ ...old, preferred_providers: ["acme"], deal_breakers: { ...old.deal_breakers, providers: ["acme"] } }), ["/preferred_providers"])
    assert.deepStrictEqual(problems({ ...old, biography: "Born in" }), ["/biography"])
  })

  it("has one digest whatever the order of its keys, and another for every change", () => {
    const turned = Object.fromEntries(Object.entries(local).toReversed()) as unknown as CandidateProfile
    assert.strictEqual(Profiles.digest(turned), Profiles.digest(local))
    const others = [{ ...local, name: "Another" }, { ...local, source: source() }, { ...local, source: source({}, "second") }, { ...local, skills: [...local.skills, "Rust"] }]
    assert.strictEqual(new Set([local, ...others].map(Profiles.digest)).size, 5)
  })

  it("told by a résumé takes all it says for a first wish", () => {
    const told = Profiles.told(blank, source())
    assert.deepStrictEqual(told, {
      ...blank,
      roles: ["infrastructure", "software_engineering"],
      seniorities: ["senior"],
      cities: ["Berlin"],
      countries: ["DE"],
      skills: Resumes.facts.skills,
      languages: ["de", "en"],
      years_of_experience: 9,
      source: source()
    })
    assert.deepStrictEqual(problems(told), [])
  })

  it("brought up to date keeps every edit: additions, removals, years, and what is wanted", () => {
    const edited: CandidateProfile = {
      ...Profiles.told(blank, source()),
      roles: [],
      cities: ["Lisbon"],
      skills: ["Kubernetes", "Nomad", "python"],
      skill_weights: { Nomad: 5 },
      years_of_experience: 12
    }
    const newer = source({ skills: [...Resumes.facts.skills, "Rust", "nomad"], languages: ["de", "en", "pt"], years_of_experience: 10, roles: ["sales"] }, "second")
    assert.deepStrictEqual(Profiles.updated(edited, newer), { ...edited, skills: ["Kubernetes", "Nomad", "python", "Rust"], languages: ["de", "en", "pt"], source: newer })
  })

  it("follows the résumé in the years at work while nobody edited them", () => {
    const told = Profiles.told(blank, source())
    assert.strictEqual(Profiles.updated(told, source({ years_of_experience: 10 })).years_of_experience, 10)
    assert.notProperty(Profiles.updated(told, source({ years_of_experience: null })), "years_of_experience")
    assert.strictEqual(Profiles.updated({ ...blank, years_of_experience: 3 }, source()).years_of_experience, 3)
  })

  it("is the same after the same résumé a second time", () => {
    const told = Profiles.told(blank, source())
    assert.deepStrictEqual(Profiles.updated(told, source()), told)
  })

  it("says of each thing found whether it was added", () => {
    const before: CandidateProfile = { ...blank, skills: ["Python"] }
    const newer = source({ skills: ["Python", "Rust"] })
    const placed = Profiles.placements(before, Profiles.updated(before, newer), newer)
    assert.deepStrictEqual(placed.filter(({ field }) => field === "skills" || field === "roles"), [
      { field: "roles", found: Resumes.facts.roles, added: [] },
      { field: "skills", found: ["Python", "Rust"], added: ["Rust"] }
    ])
  })

  it("is warned of employers that the registry lacks, and of words there twice", () => {
    const profile: CandidateProfile = {
      ...blank,
      skills: ["Go", "go"],
      preferred_providers: [ProviderId.make("acme"), ProviderId.make("gone")],
      must_haves: [{ term: "Rust", when_unstated: "exclude" }, { term: "rust", when_unstated: "neutral" }]
    }
    assert.deepStrictEqual(Profiles.problems(profile, ["acme"]).map(({ pointer }) => pointer), ["/skills/1", "/must_haves/1", "/preferred_providers/1"])
  })
})
