import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { type CandidateProfile, Seniority } from "../../schemas/Profile.ts"
import { ProviderId } from "../../schemas/Provider.ts"
import * as ScoreSchema from "../../schemas/Score.ts"
import * as ScoringSchema from "../../schemas/Scoring.ts"
import type { Family, Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Score from "../../src/jobs/Score.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Rig from "./Rig.ts"
import { decoded, local, scoring } from "./Shipped.ts"

const as_of = "2026-02-01"
type Over = Parameters<typeof Rig.understood>[0] & { readonly text?: string | null }
const posting = ({ text = null, ...over }: Over) => Rig.understood(over, text)
const want = (over: Partial<CandidateProfile>): CandidateProfile => ({ ...Rig.profile, ...over })
const scored = (over: Over, profile = Rig.profile, contract = scoring) => Score.of(posting(over), profile, contract, tables, as_of)
const family = (over: Over, of: Family, profile = Rig.profile) =>
  scored(over, profile).contributions.filter(({ family }) => family === of).map(({ points, rule, signal }) => `${rule} ${signal} ${points}`)
const missing = (over: Over, profile = Rig.profile) => scored(over, profile).missing.map(({ family, signal }) => `${family}.${signal}`)
const excluded = (over: Over, profile = Rig.profile) => scored(over, profile).excluded
const sum = ({ contributions }: ScoreSchema.Score) => contributions.reduce((total, { points }) => total + points, 0)
const examples = ["account-executive-europe", "platform-engineer-remote", "research-engineer"].map((name) => JSON.parse(JSON.stringify(decoded(Schema.Any, `config/examples/candidates/${name}.json`))) as CandidateProfile)
const profiles = [Rig.profile, local, ...examples]
const boosting: Scoring = { ...scoring, semantic: { mode: "boost", maximum: 7 } }

describe("Score", () => {
  it("is a sum of named contributions with their evidence", () => {
    const score = scored({
      title: "Senior Software Engineer, Growth Data (C++)",
      places: [Rig.place("San Francisco, CA")],
      work_mode: "hybrid",
      compensation: Rig.pay(190_000, 250_000),
      published_at: "2026-01-30",
      text: "You know Python."
    })
    assert.deepStrictEqual(score.contributions.map(({ rule, signal, points, evidence }) => [rule, signal, points, evidence[0]?.value]), [
      ["role.target", "software_engineering", 40, "Software Engineer"],
      ["seniority.target", "senior", 16, "Senior"],
      ["skills.mentioned", "Python", 3, null],
      ["skills.required", "C++", 6, "C++"],
      ["skills.title_word", "data", 6, "Data"],
      ["location.work_mode", "hybrid", 8, "hybrid"],
      ["location.city", "San Francisco", 12, "San Francisco, CA"],
      ["compensation.whole_range_above", "pay_in_USD", 12, "USD 190000 to 250000 per year"],
      ["completeness.each", "places", 1, undefined],
      ["completeness.each", "work_mode", 1, undefined],
      ["completeness.each", "compensation", 1, undefined],
      ["freshness.steps", "within_7_days", 6, "2026-01-30"]
    ])
    assert.strictEqual(score.score, 112)
    assert.deepStrictEqual([score.missing, score.excluded], [[], null])
    assert.deepStrictEqual(score.contributions[2]!.evidence, [{ field: "text", value: null, span: { field: "text", item: 0, start: 9, end: 15, rule: "skills.python" } }])
  })

  it("lists what a posting does not state as missing, and lets it cost nothing", () => {
    const score = scored({ title: "Wizard" }, want({ track: "individual_contributor", years_of_experience: 5, languages: ["en"], must_haves: [{ term: "Python", when_unstated: "neutral" }] }))
    assert.deepStrictEqual([score.score, score.contributions], [0, []])
    assert.deepStrictEqual(score.missing.map(({ family, signal }) => `${family}.${signal}`), [
      "role.family",
      "seniority.level",
      "seniority.track",
      "seniority.years_of_experience",
      "skills.Python",
      "skills.text",
      "skills.language",
      "location.work_mode",
      "location.country",
      "compensation.pay_in_USD",
      "freshness.published_at"
    ])
  })

  it("takes the family at the head of a title for the job, and a later one for a mention or a team", () => {
    const data = want({ roles: ["data_science", "sales"] })
    assert.deepStrictEqual(family({ title: "Machine Learning Engineer, Sales" }, "role"), ["role.target machine_learning 40"])
    assert.deepStrictEqual(family({ title: "Data Analyst" }, "role", data), ["role.related data_analysis 16"])
    assert.deepStrictEqual(family({ title: "Backend Engineer, Data Science" }, "role", data), ["role.mentioned data_science 14"])
    assert.deepStrictEqual(family({ title: "Recruiter, Machine Learning" }, "role"), ["role.team machine_learning -24"])
    assert.deepStrictEqual(family({ title: "Account Executive" }, "role"), ["role.other account_executive -40"])
    assert.deepStrictEqual(family({ title: "Wizard", departments: ["Software Engineering"] }, "role"), ["role.department software_engineering 12"])
  })

  it("judges a level by its distance from those wanted, and an unmarked title not at all", () => {
    assert.deepStrictEqual(family({ title: "Senior/Staff Engineer" }, "seniority"), ["seniority.target staff 16"])
    assert.deepStrictEqual(family({ title: "Lead Engineer" }, "seniority"), ["seniority.near lead -8"])
    assert.deepStrictEqual(family({ title: "Director of Engineering" }, "seniority"), ["seniority.other director -16"])
    assert.deepStrictEqual(family({ title: "Member of Technical Staff" }, "seniority"), [])
    assert.deepStrictEqual(family({ title: "Software Engineer III" }, "seniority"), [])
  })

  it("judges the track and the years asked for where the candidate speaks of them", () => {
    const profile = want({ seniorities: [], track: "individual_contributor", years_of_experience: 4 })
    assert.deepStrictEqual(family({ title: "Engineering Manager" }, "seniority", profile), ["seniority.other_track manager -15"])
    assert.deepStrictEqual(family({ text: "You have 6+ years of experience." }, "seniority", profile), ["seniority.too_little_experience 6_years -10"])
    assert.deepStrictEqual(family({ text: "You have 3+ years of experience." }, "seniority", profile), ["seniority.enough_experience 3_years 0"])
  })

  it("weighs skills, and finds a must-have again", () => {
    const profile = want({ skills: ["Python", "Rust"], skill_weights: { Rust: 5 }, must_haves: [{ term: "rust", when_unstated: "exclude" }] })
    assert.deepStrictEqual(family({ text: "We use Rust and Python." }, "skills", profile), ["skills.mentioned Python 3", "skills.mentioned Rust 5", "skills.must_have rust 4"])
    assert.deepStrictEqual(excluded({ text: "We use Python." }, profile), { rule: "must_haves", reason: "Nothing in it says \"rust\"" })
  })

  it("bounds a family, showing what no longer counts", () => {
    const profile = want({ skills: ["aa", "bb", "cc", "dd", "ee", "ff"] })
    assert.deepStrictEqual(family({ title: "Aa Bb Cc Dd Ee Ff" }, "skills", profile).slice(-2), ["skills.title_word ee 6", "skills.title_word ff 0"])
  })

  it("counts a language that is not the candidate's against a posting: the one it is written in, and one it requires", () => {
    const profile = want({ skills: [], languages: ["en"] })
    assert.deepStrictEqual(family({ language: "de" }, "skills", profile), ["skills.foreign_language de -14"])
    assert.deepStrictEqual(family({ language: "en", title: "Engineer, German speaking" }, "skills", profile), ["skills.foreign_language de -14"])
    assert.deepStrictEqual(family({ language: "de" }, "skills", want({ skills: [], languages: ["en", "de"] })), [])
  })

  it("counts a place against a posting only where every place is known and none is wanted", () => {
    const places = (...texts: ReadonlyArray<string>) => family({ places: texts.map((text) => Rig.place(text)) }, "location")
    assert.deepStrictEqual(places("London, UK", "Berlin, Germany"), ["location.elsewhere GB -40"])
    assert.deepStrictEqual(places("London, UK", "Xyzzy"), [])
    assert.deepStrictEqual(places("London, UK", "Austin, TX"), ["location.country US 6"])
    assert.deepStrictEqual(places("Tbilisi, Georgia"), ["location.elsewhere GE -40"])
    assert.deepStrictEqual(places("SF"), ["location.city San Francisco 12"])
  })

  it("asks whether remote work is open to the candidate's country, and leaves open what is not said", () => {
    const remote = (text: string | null, profile = Rig.profile) => family({ work_mode: "remote", places: text === null ? [] : [Rig.place(text)] }, "location", profile)
    assert.deepStrictEqual(remote("Remote - United States"), ["location.work_mode remote 8", "location.remote_open US 10"])
    assert.deepStrictEqual(remote("Remote - Germany"), ["location.work_mode remote 8", "location.remote_closed DE -40"])
    assert.deepStrictEqual(remote("Remote"), ["location.work_mode remote 8"])
    assert.deepStrictEqual(missing({ work_mode: "remote", places: [Rig.place("Remote")] }).filter((one) => one.startsWith("location")), ["location.remote_scope"])
    assert.deepStrictEqual(remote("Remote - EMEA", want({ countries: [], remote_within: ["FR"] })), ["location.work_mode remote 8", "location.remote_open emea 10"])
    assert.deepStrictEqual(excluded({ work_mode: "remote", places: [Rig.place("Remote - Germany")] }, want({ remote_within: ["US", "CA"] })), {
      rule: "remote_within",
      reason: "Remote work is open to DE, not to US or CA"
    })
    assert.strictEqual(excluded({ work_mode: "remote", places: [Rig.place("Remote")] }, want({ remote_within: ["US"] })), null)
  })

  it("judges pay in the candidate's currency only", () => {
    const judged = (compensation: UnderstoodPosting["compensation"]) => family({ compensation }, "compensation")
    assert.deepStrictEqual(judged(Rig.pay(170_000, 200_000)), ["compensation.reaches_minimum pay_in_USD 8"])
    assert.deepStrictEqual(judged(Rig.pay(100_000, 179_999)), ["compensation.below_minimum pay_in_USD -15"])
    assert.deepStrictEqual(judged(Rig.pay(86.54, 86.54, { interval: "hour" })), ["compensation.whole_range_above pay_in_USD 12"])
    assert.deepStrictEqual(judged(Rig.pay(100_000, 120_000, { currency: "GBP" })), [])
    assert.isTrue(missing({ compensation: Rig.pay(1, 2, { currency: "GBP" }) }).includes("compensation.pay_in_USD"))
    const strict = want({ minimum_pay: { amount: 1, currency: "USD", when_unstated: "exclude" } })
    assert.deepStrictEqual(excluded({}, strict), { rule: "minimum_pay.when_unstated", reason: "It states no pay in USD" })
    assert.strictEqual(excluded({ compensation: Rig.pay(1, 2) }, strict), null)
  })

  it("likes an employer that is preferred", () => {
    assert.deepStrictEqual(family({}, "company", want({ preferred_providers: [ProviderId.make("acme")] })), ["company.preferred acme 8"])
  })

  it("takes a date in the future for today's, and gives an old posting nothing", () => {
    assert.deepStrictEqual(family({ published_at: "2026-02-02T01:00:00Z" }, "freshness"), ["freshness.steps within_7_days 6"])
    assert.deepStrictEqual(family({ published_at: "2020-01-01" }, "freshness"), [])
  })

  it("excludes by a deal-breaker, with the reason", () => {
    assert.deepStrictEqual(excluded({ title: "Engineer (Security Clearance)" }), { rule: "deal_breakers.title_words", reason: "The title says \"Clearance\"" })
    assert.strictEqual(excluded({ of: "shunned" })?.rule, "deal_breakers.providers")
    assert.deepStrictEqual(excluded({ employment_type: "intern" }), { rule: "deal_breakers.employment_types", reason: "The employment is intern" })
    assert.strictEqual(excluded({ employment_type: null }), null)
  })

  it("wants nothing where the profile wants nothing", () => {
    const anyone = want({ roles: [], seniorities: [], skills: [], work_modes: [], cities: [], countries: [], minimum_pay: null })
    const score = Score.timeless(posting({ title: "Senior Account Executive", places: [Rig.place("London, UK")], work_mode: "on_site" }), anyone, scoring, tables)
    assert.deepStrictEqual([...new Set(score.contributions.map(({ family }) => family))], ["completeness"])
    assert.deepStrictEqual(score.missing, [])
  })

  it("shows likeness beside the score, counts it within its bound, or does not reckon it", () => {
    const of = (mode: Scoring["semantic"]["mode"]) => scored({ title: "Python Software Engineer", text: "We use Python." }, Rig.profile, { ...scoring, semantic: { mode, maximum: 7 } })
    const [off, sidecar, boost] = [of("off"), of("sidecar"), of("boost")]
    assert.strictEqual(off.semantic, null)
    assert.isAbove(sidecar.semantic!.likeness, 0)
    assert.strictEqual(sidecar.score, off.score)
    assert.deepStrictEqual(boost.semantic, { mode: "boost", likeness: sidecar.semantic!.likeness })
    assert.strictEqual(boost.score - off.score, Math.floor((7 * sidecar.semantic!.likeness) / 1000))
  })

  it("keeps evidence short and whole", () => {
    const text = `Wizardry ${"🚀".repeat(200)}`
    const [evidence] = scored({ title: "Wizard", departments: [`Software Engineering ${text}`] }).contributions.find(({ rule }) => rule === "role.department")!.evidence
    assert.isTrue(evidence!.value!.length <= 200 && evidence!.value!.isWellFormed())
  })

  it("refuses a contract in which a better match could give less", () => {
    const points = { ...scoring.points, compensation: { ...scoring.points.compensation, reaches_minimum: 13 } }
    assert.isFalse(Schema.is(ScoringSchema.Scoring)({ ...scoring, points }))
    assert.isTrue(Schema.is(ScoringSchema.Scoring)(scoring))
  })

  const Drawn = Schema.Struct({ ...Rig.Sketch.fields, text: Schema.NullOr(Schema.Literals(["You know Python and Kubernetes.", "You have 7+ years of experience. Wir suchen dich."])) })
  const drawn = ({ text, ...sketch }: typeof Drawn.Type, of = "acme") => Rig.asUnderstood(Rig.drawn(of, sketch), text)

  it.prop("adds up exactly, within every family's bounds, as its schema has it", [Drawn], ([sketch]) => {
    for (const profile of profiles) {
      for (const contract of [scoring, boosting]) {
        const score = Score.of(drawn(sketch), profile, contract, tables, as_of)
        assert.strictEqual(score.score, sum(score))
        for (const [family, { minimum, maximum }] of Object.entries({ ...contract.points, semantic: { minimum: 0, maximum: contract.semantic.maximum } })) {
          const points = score.contributions.filter((contribution) => contribution.family === family).reduce((total, { points }) => total + points, 0)
          assert.isTrue(points >= minimum && points <= maximum, family)
        }
        Schema.decodeUnknownSync(ScoreSchema.Score, { onExcessProperty: "error" })(score)
      }
    }
  })

  it.prop("is never lowered by a better match", [Drawn], ([sketch]) => {
    const one = drawn(sketch)
    const { understanding } = one
    const told = (changed: Partial<UnderstoodPosting["understanding"]>): UnderstoodPosting => ({ ...one, understanding: { ...understanding, ...changed } })
    for (const profile of profiles) {
      const [seniority] = profile.seniorities
      const better: ReadonlyArray<UnderstoodPosting> = [
        { ...one, published_at: as_of },
        told({ title: { ...understanding.title, seniority: seniority! } }),
        told({ title: { ...understanding.title, family: "machine_learning", domain: "research" } }),
        ...understanding.skills.map((skill) => told({ skills: understanding.skills.map((other) => (other === skill ? { ...skill, importance: "required" as const } : other)) })),
        told({ skills: [...understanding.skills, { skill: "rust", importance: "mentioned" }] }),
        told({ whereabouts: [...understanding.whereabouts, { country: profile.countries[0]!, region: null, city: null, zone: null, remote: false, evidence: [] }] }),
        told({ experience: { minimum: 0, stated: [] } }),
        ...(one.compensation === null ? [] : [Rig.asUnderstood({ ...one, compensation: Rig.pay(400_000, 500_000) }, sketch.text)])
      ]
      const wanted = better.filter((_, index) => index !== 2 || profile === Rig.profile || profile.id === "research-engineer")
      const before = Score.of(one, profile, scoring, tables, as_of).score
      for (const [index, after] of wanted.entries()) assert.isAtLeast(Score.of(after, profile, scoring, tables, as_of).score, before, `${profile.id} ${index}`)
    }
  })

  it.prop("is never lowered by another wish that comes true", [Drawn, Schema.Literals(Seniority.literals)], ([sketch, level]) => {
    const one = drawn(sketch)
    const [mode] = [one.understanding.workplace.mode]
    for (const wider of [
      want({ seniorities: [...Rig.profile.seniorities, level] }),
      want({ skills: [...Rig.profile.skills, "Kubernetes"] }),
      want({ preferred_providers: [one.provider] }),
      ...(mode === null || mode === "remote" ? [] : [want({ work_modes: [...Rig.profile.work_modes, mode] })])
    ]) assert.isAtLeast(Score.of(one, wider, scoring, tables, as_of).score, Score.of(one, Rig.profile, scoring, tables, as_of).score)
  })

  it.prop("depends on no field that no rule reads", [Drawn], ([sketch]) => {
    const one = drawn(sketch)
    const other = { ...one, url: "https://elsewhere.example/1", board: "other", requisition: "R-1", understanding: { ...one.understanding, sketch: one.understanding.sketch === null ? null : "00" } }
    for (const profile of profiles) assert.deepStrictEqual(Score.of(other, profile, boosting, tables, as_of), Score.of(one, profile, boosting, tables, as_of))
  })
})
