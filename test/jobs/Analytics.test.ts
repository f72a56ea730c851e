import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Analytics as Document } from "../../schemas/Analytics.ts"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import type { SkillId } from "../../schemas/Skills.ts"
import * as Safety from "../../src/artifacts/Safety.ts"
import * as Analytics from "../../src/jobs/Analytics.ts"
import type { WatchedBoard } from "../../src/jobs/Spells.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Histories from "./Histories.ts"
import * as HistoryOracle from "./HistoryOracle.ts"

const { board, day, row, traits } = Histories

const of = (last: number, rows: ReadonlyArray<PostingHistory>, boards: ReadonlyArray<WatchedBoard> = [board("acme", 0, last)]) =>
  Analytics.of({ as_of: day(last), rows, boards }, tables)

const total = (document: Document, days = 7) => document.windows.find((window) => window.days === days)!.total
const times = <A>(count: number, make: (index: number) => A): ReadonlyArray<A> => Array.from({ length: count }, (_, index) => make(index))

describe("Analytics", () => {
  it("reaches no text of an advertisement", () => assert.isUndefined(Safety.rawTextIn(Document)))

  it.prop("counts what a plain count of every day counts", [Histories.Drawn], ([drawn]) => {
    const world = Histories.drawn(drawn)
    const { boards: _, as_of: __, schema_version: ___, ...figures } = Analytics.of(Histories.of(world), tables)
    assert.deepStrictEqual(figures, HistoryOracle.figures(world))
  }, { arbitrary: { runs: 100, size: 80 } })

  it.prop("does not depend on the order of rows and boards, and is what its schema says", [Histories.Drawn], ([drawn]) => {
    const { as_of, boards, rows } = Histories.of(Histories.drawn(drawn))
    const document = Analytics.of({ as_of, rows, boards }, tables)
    assert.deepStrictEqual(Analytics.of({ as_of, rows: rows.toReversed(), boards: boards.toReversed() }, tables), document)
    assert.deepStrictEqual(Schema.decodeUnknownSync(Document, { onExcessProperty: "error" })(document), document)
  })
})

describe("openings and closings", () => {
  it("count what opened, came back and closed in the window, and end where they began plus what happened", () => {
    const rows = [
      row("acme", "before"),
      row("acme", "opened", { first_seen: day(24) }),
      row("acme", "too-early", { first_seen: day(23) }),
      row("acme", "closed", { state: "closed", last_seen: day(27), closed_on: day(28) }),
      row("acme", "back", { first_seen: day(29), spells: [{ first_seen: day(3), last_seen: day(9), closed_on: day(10) }] }),
      row("acme", "flash", { first_seen: day(26), last_seen: day(26), state: "closed", closed_on: day(27) })
    ]
    assert.deepStrictEqual(total(of(30, rows)), { open_before: 3, first_observed: 0, opened: 2, reopened: 1, closed: 2, open_after: 4, net: 1 })
  })

  it("are none where a board is read for the first time", () => {
    const rows = [row("acme", 1, { first_seen: day(29), opened: false }), row("acme", 2, { first_seen: day(30) })]
    assert.deepStrictEqual(total(of(30, rows, [board("acme", 29, 30)])), { open_before: 0, first_observed: 1, opened: 1, reopened: 0, closed: 0, open_after: 2, net: 1 })
  })

  it("leave open what is missing, and what is on a board that cannot be read", () => {
    const rows = [row("acme", 1, { state: "missing", last_seen: day(29), missed: 1 }), row("zeta", 2)]
    const { open_after, closed } = total(of(30, rows, [board("acme", 0, 30), board("zeta", 0, 12, { status: "emptied", since: day(13) })]))
    assert.deepStrictEqual([open_after, closed], [2, 0])
  })

  it("tell a posting that goes on on another board once, from its first day", () => {
    const kinship = (name: string) => ({ posting: row("old", name).id, evidence: "requisition" as const })
    const rows = [
      row("old", "there", { opened: false, continued_by: row("new", "there").id }),
      row("new", "there", { opened: false, continues: kinship("there") }),
      row("old", "back", { first_seen: day(9), continued_by: row("new", "back").id }),
      row("new", "back", { first_seen: day(9), spells: [{ first_seen: day(0), last_seen: day(4), closed_on: day(5) }], continues: kinship("back") }),
      row("new", "more", { first_seen: day(28), opened: false })
    ]
    const document = of(29, rows, [board("old", 0, 27, { status: "moved" }), board("new", 28, 29)])
    assert.deepStrictEqual(total(document, 30), { open_before: 0, first_observed: 3, opened: 0, reopened: 1, closed: 1, open_after: 3, net: 0 })
    assert.strictEqual(total(document).open_after, 3)
  })

  it("say how well each board was followed", () => {
    const { windows } = of(30, [], [board("acme", 0, 30), board("new", 26, 30), board("dead", 0, 27), { ...board("never", 0, 0), first_observed: null, observed_on: null }])
    assert.deepStrictEqual(windows[0]!.coverage.map(({ days_followed, provider, steady }) => [provider, days_followed, steady]), [
      ["acme", 7, true], ["dead", 4, false], ["never", 0, false], ["new", 5, false]
    ])
  })
})

describe("families", () => {
  const recruiting = traits({ family: "recruiting" })

  it("appear where nothing of theirs was open, and vanish where nothing is any more", () => {
    const rows = [row("acme", 1, { first_seen: day(25), traits: recruiting }), row("zeta", 2, { traits: recruiting }), row("zeta", 3, { state: "closed", last_seen: day(24), closed_on: day(25) }), row("acme", 4)]
    const { appeared, vanished } = of(30, rows, [board("acme", 0, 30), board("zeta", 0, 30)]).windows[0]!
    assert.deepStrictEqual(appeared, [{ provider: rows[0]!.provider, family: "recruiting", postings: 1 }])
    assert.deepStrictEqual(vanished, [{ provider: rows[2]!.provider, family: "software_engineering", postings: 1 }])
  })

  it("do not appear with a board that is new, nor vanish with one that is not read any more", () => {
    const rows = [row("new", 1, { first_seen: day(26), opened: false, traits: recruiting }), row("dead", 2, { state: "closed", last_seen: day(24), closed_on: day(25) })]
    const { appeared, vanished } = of(30, rows, [board("new", 26, 30), board("dead", 0, 27)]).windows[0]!
    assert.deepStrictEqual([appeared, vanished], [[], []])
  })
})

describe("skills", () => {
  const asking = (skill: string) => traits({ skills: [skill as SkillId] })
  const jobs = (provider: string, from: number, count: number, skill: string | null, name = `${from} ${skill}`) =>
    times(count, (index) => row(provider, `${name} ${index}`.replaceAll(" ", "-"), { first_seen: day(from), title: `Engineer ${index} of ${name}`, traits: skill === null ? traits() : asking(skill) }))
  const boards = [board("acme", 0, 60), board("zeta", 0, 60)]
  const skills = (rows: ReadonlyArray<PostingHistory>) => of(60, rows, boards).windows[2]!.skills

  it("rise and fall only where chance is an unlikely explanation", () => {
    const steady = [...jobs("acme", 20, 20, null), ...jobs("zeta", 20, 20, null), ...jobs("acme", 50, 20, null), ...jobs("zeta", 50, 20, null)]
    assert.deepStrictEqual(skills([...steady, ...jobs("acme", 50, 9, "rust"), ...jobs("zeta", 50, 9, "rust"), ...jobs("acme", 20, 9, "cobol"), ...jobs("zeta", 20, 9, "cobol")]), {
      jobs: 58,
      jobs_before: 58,
      tested: 2,
      rising: [{ skill: "rust", jobs: 18, jobs_before: 0, employers: 2, chance_millionths: 2 }],
      falling: [{ skill: "cobol", jobs: 0, jobs_before: 18, employers: 2, chance_millionths: 2 }]
    })
    const alone = skills([...steady, ...jobs("acme", 50, 9, "rust"), ...jobs("zeta", 50, 9, "rust")])
    assert.deepStrictEqual([alone.tested, alone.rising.map(({ skill }) => skill)], [1, ["rust"]])
    const few = skills([...steady, ...jobs("acme", 50, 6, "rust"), ...jobs("zeta", 50, 2, "rust"), ...jobs("acme", 20, 2, "rust")])
    assert.deepStrictEqual([few.tested, few.rising], [1, []])
  })

  it("compare two thousand jobs of a period, the same ones whatever their order", () => {
    const rows = [...jobs("acme", 50, 1_500, "rust", "one"), ...jobs("zeta", 50, 1_500, null, "two"), ...jobs("acme", 20, 40, null)]
    const found = skills(rows)
    assert.deepStrictEqual([found.jobs, found.jobs_before, skills(rows.toReversed())], [2_000, 40, found])
  })

  it("do not rise by one employer, by one advertisement in many cities, nor by a board that is new", () => {
    const steady = [...jobs("acme", 20, 40, null), ...jobs("zeta", 20, 40, null)]
    assert.strictEqual(skills([...steady, ...jobs("acme", 50, 30, "rust")]).tested, 0)
    const cities = times(40, (index) => row(index % 2 === 0 ? "acme" : "zeta", `city-${index}`, { first_seen: day(50), title: `Engineer (${["London", "Paris", "Berlin"][index % 3]})`, traits: asking("rust") }))
    assert.deepStrictEqual([skills([...steady, ...cities]).jobs, skills([...steady, ...cities]).tested], [2, 0])
    const fresh = of(60, [...steady, ...jobs("acme", 50, 20, "rust"), ...jobs("new", 50, 20, "rust")], [...boards, board("new", 45, 60)])
    assert.deepStrictEqual([fresh.windows[2]!.skills.jobs, fresh.windows[2]!.skills.tested], [20, 0])
  })
})

describe("pay", () => {
  const paid = (name: number, minimum: number | null, over: Partial<PostingHistory> = {}, currency = "USD") =>
    row("acme", name, { traits: traits({ pay: { currency, minimum, maximum: minimum === null ? null : 2 * minimum } }), ...over })

  it("has quartiles that somebody offers, by family and currency, of five postings and more", () => {
    const rows = [...[50, 10, 40, 20, 30, 60].map((minimum, name) => paid(name, minimum)), ...times(4, (name) => paid(10 + name, 1, {}, "EUR")), paid(20, null), paid(21, 1, { state: "closed", last_seen: day(3), closed_on: day(4) }), paid(22, 1, { continued_by: row("new", 1).id })]
    assert.deepStrictEqual(of(30, rows).pay, [
      { family: "software_engineering", currency: "USD", postings: 6, employers: 1, minimum: { lower: 20, median: 30, upper: 50 }, maximum: { lower: 40, median: 60, upper: 100 } }
    ])
  })
})

describe("time to close", () => {
  const closed = (name: string, from: number, until: number) => row("acme", name, { first_seen: day(from), last_seen: day(until), state: "closed", closed_on: day(until + 1) })
  const curve = (last: number, rows: ReadonlyArray<PostingHistory>, boards?: ReadonlyArray<WatchedBoard>) => of(last, rows, boards).time_to_close.curves[0]!

  it("counts what is still open as open, so a median is not reached where less than half has closed", () => {
    const { curve: steps, lower_quartile, median } = curve(30, [closed("a", 10, 14), row("acme", "b", { first_seen: day(10) }), row("acme", "c", { first_seen: day(20) })])
    assert.deepStrictEqual(steps, [{ days: 5, at_risk: 3, closed: 1, open_permille: 666 }])
    assert.deepStrictEqual([lower_quartile, median], [{ days: 5, at_risk: 3 }, null])
  })

  it("leaves out what was there when its board was first read, and what came back", () => {
    const { closed: ended, postings } = curve(30, [
      row("acme", "there", { opened: false, last_seen: day(5), state: "closed", closed_on: day(6) }),
      row("acme", "back", { first_seen: day(20), spells: [{ first_seen: day(0), last_seen: day(9), closed_on: day(10) }] }),
      closed("own", 3, 4)
    ])
    assert.deepStrictEqual([postings, ended], [1, 1])
    assert.strictEqual(of(30, [row("acme", "there", { opened: false })]).time_to_close.of_unknown_age, 1)
  })

  it("leaves out what came back so often that its first time is forgotten", () => {
    const spells = times(8, (index) => ({ first_seen: day(2 * index + 1), last_seen: day(2 * index + 1), closed_on: day(2 * index + 2) }))
    assert.deepStrictEqual([7, 8].map((kept) => curve(30, [row("acme", 1, { first_seen: day(20), spells: spells.slice(8 - kept) })]).postings), [1, 0])
  })

  it("cuts ages off at a year: what lasts longer was open then", () => {
    const rows = [closed("ancient", 0, 420), closed("old", 100, 480), closed("year", 126, 490), closed("young", 480, 485)]
    const document = curve(500, rows, [board("acme", 0, 500)])
    assert.deepStrictEqual([document.postings, document.curve.map(({ at_risk, closed, days }) => [days, at_risk, closed])], [3, [[6, 1, 1], [365, 2, 1]]])
  })

  it("puts what opened before the period at risk from the age it had then", () => {
    const document = curve(130, [closed("old", 30, 50), closed("young", 60, 61)], [board("acme", 0, 130)])
    assert.deepStrictEqual([document.entered_late, document.curve], [1, [{ days: 2, at_risk: 1, closed: 1, open_permille: 0 }, { days: 21, at_risk: 1, closed: 1, open_permille: 0 }]])
  })

  it("follows a posting no further than it was served", () => {
    const rows = [row("dead", "a", { first_seen: day(2) }), row("acme", "b", { first_seen: day(2), state: "missing", last_seen: day(9), missed: 1 }), closed("c", 0, 19), closed("d", 0, 5)]
    const { curve: steps } = curve(30, rows, [board("acme", 0, 30), board("dead", 0, 10, { status: "emptied" })])
    assert.deepStrictEqual(steps.map(({ at_risk, days }) => [days, at_risk]), [[6, 4], [20, 1]])
  })
})
