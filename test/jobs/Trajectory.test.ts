import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { PostingId } from "../../schemas/Posting.ts"
import { CandidateId } from "../../schemas/Profile.ts"
import { ProviderId } from "../../schemas/Provider.ts"
import type { Basis, RankedJob } from "../../schemas/RankedJobs.ts"
import { Trajectory as Document } from "../../schemas/Trajectory.ts"
import * as Safety from "../../src/artifacts/Safety.ts"
import * as Trajectory from "../../src/jobs/Trajectory.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import { day } from "./Histories.ts"

const digest = (of: string) => Canonical.digestUnsafe(of)
const basis: Basis = { candidate: CandidateId.make("local"), profile: digest("profile"), scoring: digest("scoring"), scoring_revision: "1" }

/** A ranked list: names and scores, `a+b` for a job with another posting. */
const ranked = (as_of: string, scores: Readonly<Record<string, number>>, over: Partial<Basis> = {}): Trajectory.Ranking => {
  const jobs = Object.entries(scores).sort(([a, one], [b, other]) => other - one || Canonical.compare(a, b)).map(([names, score], index): RankedJob => {
    const [name, ...also] = names.split("+").map((name) => ({ id: PostingId.make(`ashby/acme/${name}`), score, url: `https://jobs.example/${name}`, places: [] }))
    return { ...name!, rank: index + 1, title: name!.id, provider: ProviderId.make("acme"), work_mode: null, pay: null, family: null, level: "unspecified", reasons: [], unstated: [], likeness: null, also }
  })
  return { as_of, basis: { ...basis, ...over }, counts: { ranked: jobs.length, also: 0, excluded: 1 }, jobs }
}

const folded = (rankings: ReadonlyArray<Trajectory.Ranking>): Document => rankings.reduce<Document | null>(Trajectory.fold, null)!
const many = (count: number, from = 0) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${String(from + index).padStart(3, "0")}`, 100 - index]))

describe("Trajectory", () => {
  it("reaches no text of an advertisement", () => assert.isUndefined(Safety.rawTextIn(Document)))

  it("keeps a line for each day: how many, the best, the median of the first ten, those over the line, newcomers", () => {
    const { days } = folded([ranked(day(0), { a: 90, b: 60, c: 59 }), ranked(day(2), { b: 60, c: 59, d: 95, e: 10 }), ranked(day(3), {})])
    assert.deepStrictEqual(days, [
      { day: day(0), ranked: 3, excluded: 1, best: 90, median: 60, over_line: 2, newcomers: null, rebased: false },
      { day: day(2), ranked: 4, excluded: 1, best: 95, median: 59, over_line: 2, newcomers: 2, rebased: false },
      { day: day(3), ranked: 0, excluded: 1, best: null, median: null, over_line: 0, newcomers: 0, rebased: false }
    ])
  })

  it("takes a job for known whichever of its postings stands for it", () =>
    assert.strictEqual(folded([ranked(day(0), { "a+b": 90 }), ranked(day(1), { "b+a": 90, c: 80 })]).days[1]!.newcomers, 1))

  it("calls a newcomer what was ranked below the first twenty", () => {
    const second = (after: Readonly<Record<string, number>>) => folded([ranked(day(0), many(21)), ranked(day(1), after)]).days[1]!.newcomers
    assert.deepStrictEqual([second(many(21)), second({ ...many(21), p020: 101 })], [0, 1])
  })

  it("says when the profile or the scoring is another", () => {
    const { days } = folded([ranked(day(0), {}), ranked(day(1), {}, { profile: digest("other") }), ranked(day(2), {}, { profile: digest("other"), scoring: digest("other") }), ranked(day(3), {}, { profile: digest("other"), scoring: digest("other") })])
    assert.deepStrictEqual(days.map(({ rebased }) => rebased), [false, true, true, false])
  })

  it("writes a score down when it changes, and the day a posting left", () => {
    const { postings } = folded([ranked(day(0), { a: 90, b: 60 }), ranked(day(1), { a: 90 }), ranked(day(2), { a: 91 }), ranked(day(3), { a: 90 })])
    assert.deepStrictEqual(postings.map(({ left_on, points, rank }) => [rank, left_on, points.map(({ day, score }) => [day, score])]), [
      [1, null, [[day(0), 90], [day(2), 91], [day(3), 90]]],
      [null, day(1), [[day(0), 60]]]
    ])
  })

  it("forgets a posting thirty days after it left the first fifty, and goes on with one that is back before", () => {
    const start = [ranked(day(0), many(51)), ranked(day(1), many(50, 1))]
    const ids = (document: Document) => document.postings.filter(({ left_on }) => left_on !== null).map(({ id }) => id.slice(-4))
    assert.deepStrictEqual(ids(folded([...start, ranked(day(30), many(50, 1))])), ["p000"])
    assert.deepStrictEqual(ids(folded([...start, ranked(day(31), many(50, 1))])), [])
    const back = folded([...start, ranked(day(20), { p000: 100 })]).postings.find(({ id }) => id.endsWith("p000"))
    assert.deepStrictEqual([back?.left_on, back?.rank, back?.points], [null, 1, [{ day: day(0), score: 100 }]])
  })

  it("keeps the last 180 days and sixty points, however long it goes on", () => {
    const document = folded(Array.from({ length: 300 }, (_, index) => ranked(day(index), { a: index })))
    assert.deepStrictEqual([document.days.length, document.days[0]!.day, document.postings[0]!.points.length], [180, day(120), 60])
    assert.deepStrictEqual(Schema.decodeUnknownSync(Document, { onExcessProperty: "error" })(document), document)
  })

  it("says of a day that is ranked again what the last ranking says, and keeps its newcomers", () => {
    const once = [ranked(day(0), { a: 90 }), ranked(day(1), { a: 80, b: 70 })]
    assert.deepStrictEqual(folded([...once, once[1]!]), folded(once))
    const again = folded([...once, ranked(day(1), { a: 85, c: 60 })])
    assert.deepStrictEqual(again.days.map(({ best, day, newcomers }) => [day, best, newcomers]), [[day(0), 90, null], [day(1), 85, 1]])
    assert.deepStrictEqual(again.postings.map(({ points }) => points.map(({ score }) => score)), [[90, 85], [60]])
    assert.deepStrictEqual(folded([once[0]!, ranked(day(0), { b: 70 })]).days, folded([ranked(day(0), { b: 70 })]).days)
  })
})
