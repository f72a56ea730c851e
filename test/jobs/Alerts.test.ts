import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Alerts as AlertsSchema, type Alert } from "../../schemas/Alerts.ts"
import type { Mark } from "../../schemas/Marks.ts"
import type { Posting } from "../../schemas/Posting.ts"
import * as Alerts from "../../src/jobs/Alerts.ts"
import * as Rig from "./Rig.ts"
import * as Story from "./AlertStory.ts"

const posting = (number: number, over: Partial<Posting> = {}) => Rig.posting({ number, title: "Staff Machine Learning Engineer", places: [Rig.place(`San Francisco, CA ${number}`)], ...over })
const day = (number: number, ...postings: ReadonlyArray<Posting>) => Rig.day(`2026-02-${String(number).padStart(2, "0")}`, { acme: postings })
const last = (...days: ReadonlyArray<Story.Day>) => Story.live(days).at(-1)!.alerts
const said = (alerts: ReadonlyArray<Alert>) =>
  alerts.map((alert) => (alert.about === "board" ? `${alert.board} ${alert.change.kind}` : `${alert.posting.id.split("/")[2]} ${alert.change.kind} ${alert.change.from ?? "-"} ${alert.change.to ?? "-"}`))

/** Five days: the fifth closes 1, which two answers lack by then, opens 4 anew, reopens 3, which the third closed, and pays 2 otherwise. */
const eventful = (marks: Readonly<Record<number, Mark>> = {}, rules = Story.all): ReadonlyArray<Story.Day> => [
  { today: day(1, posting(1), posting(2, { compensation: Rig.pay(1, 2) }), posting(3)), rules },
  { today: day(2, posting(1), posting(2, { compensation: Rig.pay(1, 2) })), rules },
  { today: day(3, posting(1), posting(2, { compensation: Rig.pay(1, 2) })), rules },
  { today: day(4, posting(2, { compensation: Rig.pay(1, 2) })), rules },
  { today: day(5, posting(2, { compensation: Rig.pay(3, 4) }), posting(3), posting(4)), marks, rules }
]

describe("Alerts", () => {
  it("tells what a rule wants, from what to what, with score, place and reasons", () => {
    const { alerts, counts } = last(...eventful())
    assert.deepStrictEqual(said(alerts).sort(), [
      "1 closed 2026-02-03 2026-02-05", "2 compensation USD 1 to 2 per year USD 3 to 4 per year", "3 reopened 2026-02-03 -", "4 new - -"
    ])
    const fresh = alerts.find((alert) => alert.about === "posting" && alert.change.kind === "new")
    assert.deepInclude(fresh, { rules: ["postings"], mark: null, also: [] })
    assert.isTrue(fresh?.about === "posting" && fresh.score! > 0 && fresh.rank! > 0 && fresh.reasons.length > 0)
    assert.deepStrictEqual(counts, { considered: 4, alerted: 4, unwanted: 0, dismissed: 0, excluded: 0, applied: 0, rescored: 0, told: 0 })
  })

  it("takes rules as alternatives and what one rule says together", () => {
    const told = (...rules: ReadonlyArray<Story.Draft>) => said(last(...eventful({ 2: "saved" }, Story.rules(...rules))).alerts)
    assert.deepStrictEqual(told(), [])
    assert.deepStrictEqual(told({ on: ["new"] }), ["4 new - -"])
    assert.deepStrictEqual(told({ on: ["new"] }, { on: ["closed"] }).length, 2)
    assert.deepStrictEqual(told({ on: ["new"], minimum_score: 1000 }), [])
    const lesser = (within_first: number) =>
      said(last({ today: day(1, posting(1)) }, { today: day(2, posting(1), posting(2, { title: "Account Executive" })), rules: Story.rules({ on: ["new"], within_first }) }).alerts)
    assert.deepStrictEqual([lesser(1), lesser(2)], [[], ["2 new - -"]])
    assert.deepStrictEqual(told({ on: ["new"], companies: ["zeta" as never] }), [])
    assert.deepStrictEqual(told({ on: ["new"], companies: ["zeta" as never, "acme" as never] }), ["4 new - -"])
    assert.deepStrictEqual(told({ on: ["new"], families: ["accounting"] }), [])
    assert.deepStrictEqual(told({ on: ["compensation", "new"], marks: ["saved"] }), ["2 compensation USD 1 to 2 per year USD 3 to 4 per year"])
    // Gone today: by what it was yesterday. Closed, it has been gone for longer.
    const gone = (rule: Story.Draft) => said(last(...eventful({}, Story.rules(rule)).slice(0, 4)).alerts)
    assert.deepStrictEqual([gone({ on: ["missing"], minimum_score: 10 }), gone({ on: ["missing"], minimum_score: 1000 })], [["1 missing 2026-02-03 -"], []])
    assert.deepStrictEqual(told({ on: ["closed"], minimum_score: 10 }), [])
  })

  it("names every rule that wants a change, once", () => {
    const [alert] = last(...eventful({}, Story.rules({ id: "b", on: ["new"] }, { id: "a", on: ["new"] }, { id: "c", on: ["closed"], families: ["accounting"] }))).alerts
    assert.deepStrictEqual(alert?.rules, ["a", "b"])
  })

  it("tells nothing of what was dismissed, nor of another posting of its job", () => {
    assert.deepStrictEqual(said(last(...eventful({ 1: "dismissed", 2: "dismissed", 3: "dismissed", 4: "dismissed" })).alerts), [])
    const twins = [posting(5, { requisition: "R" }), posting(6, { requisition: "R" })] as const
    const told = (marks: Readonly<Record<number, Mark>>) => last({ today: day(1, twins[0]) }, { today: day(2, ...twins), marks })
    assert.deepStrictEqual(said(told({}).alerts), ["6 new - -"])
    assert.deepStrictEqual(told({ 5: "dismissed" }).counts, { considered: 1, alerted: 0, unwanted: 0, dismissed: 1, excluded: 0, applied: 0, rescored: 0, told: 0 })
  })

  it("tells of what was applied for that it changed, not that it was found", () => {
    const { alerts, counts } = last(...eventful({ 1: "applied", 2: "applied", 3: "applied", 4: "applied" }))
    assert.deepStrictEqual(said(alerts).map((line) => line.split(" ").slice(0, 2).join(" ")).sort(), ["1 closed", "2 compensation", "3 reopened"])
    assert.strictEqual(counts.applied, 1)
  })

  it("tells nothing of what a deal-breaker takes out, unless it is marked", () => {
    const days = (marks = {}): ReadonlyArray<Story.Day> => [{ today: day(1, posting(1)) }, { today: day(2, posting(1), posting(2, { title: "Engineer, Clearance" })), marks }]
    assert.deepStrictEqual([last(...days()).alerts, last(...days()).counts.excluded], [[], 1])
    assert.deepStrictEqual(said(last(...days({ 2: "saved" })).alerts), ["2 new - -"])
  })

  it("tells postings of one job that changed alike as one, under the first of them", () => {
    const twins = [5, 6, 7].map((number) => posting(number, { requisition: "R" }))
    const { alerts, counts } = last({ today: day(1, posting(1)) }, { today: day(2, posting(1), ...twins) })
    assert.lengthOf(alerts, 1)
    assert.deepStrictEqual(alerts.flatMap((alert) => (alert.about === "posting" ? [alert.posting.id, ...alert.also.map(({ id }) => id)] : [])).sort(), twins.map(({ id }) => id))
    assert.strictEqual(counts.alerted, 3)
  })

  it("tells of a score that reaches a line from below, once for each line", () => {
    const low = posting(1, { title: "Account Executive" })
    const high = posting(1)
    const lived = Story.live([
      { today: day(1, low) }, { today: day(2, high) }, { today: day(3, low) }, { today: day(4, high) }
    ])
    const scores = lived.map(({ alerts }) => alerts.alerts.flatMap((alert) => (alert.about === "posting" && alert.change.kind === "score" ? [alert.rules] : [])))
    assert.deepStrictEqual(scores, [[], [["high-line", "line"]], [], []])
    const { score } = lived[1]!.alerts.alerts.find((alert) => alert.about === "posting") as { readonly score: number }
    assert.isAbove(score, 60)
  })

  it("takes a score that only the profile moved for no news", () => {
    const profile = { ...Rig.profile, cities: ["Oslo"], roles: ["sales" as const] }
    const before = Story.ranking([posting(1)], "2026-02-01", profile)
    const [, second] = Story.live([{ today: day(1, posting(1)) }, { today: day(2, posting(1)) }])
    const { alerts, counts } = Alerts.raise({ ...second!.input, before })
    assert.deepStrictEqual([alerts, counts.rescored], [[], 2])
  })

  it("tells of a board by what befell it, each time anew, and by the marks of its postings", () => {
    const down = (number: number) => Rig.day(`2026-02-0${number}`, { acme: null })
    const events = (marks = {}, rules = Story.all) => Story.live([day(1, posting(1)), down(2), down(3), day(4, posting(1)), down(5)].map((today) => ({ today, marks, rules }))).map(({ alerts }) => said(alerts.alerts))
    assert.deepStrictEqual(events(), [[], ["ashby/acme board_unavailable"], [], ["ashby/acme board_recovered"], ["ashby/acme board_unavailable"]])
    const watched = Story.rules({ on: ["board_unavailable"], marks: ["saved", "applied"] })
    assert.deepStrictEqual(events({}, watched), [[], [], [], [], []])
    assert.deepStrictEqual(events({ 1: "dismissed" }, watched).flat(), [])
    assert.deepStrictEqual(events({ 1: "saved" }, watched).flat(), ["ashby/acme board_unavailable", "ashby/acme board_unavailable"])
  })

  it("sees a change again on an older ledger, and tells it once", () => {
    const days = eventful()
    const again = { today: day(6, posting(2, { compensation: Rig.pay(3, 4) }), posting(3), posting(4)), damaged: 1 }
    const lived = Story.live([...days, again])
    assert.strictEqual(lived[5]!.changes.baseline, "2026-02-04")
    assert.deepStrictEqual([lived[5]!.alerts.alerts, lived[5]!.alerts.counts.told], [[], 4])
  })

  it("tells anew what comes after it is closed again, and a change back and forth once each way", () => {
    const kinds = (days: ReadonlyArray<ReadonlyArray<Posting>>) => Story.live(days.map((postings, index) => ({ today: day(index + 1, posting(9), ...postings) }))).map(({ alerts }) => said(alerts.alerts))
    assert.deepStrictEqual(kinds([[posting(1)], [], [], [posting(1)], [], [], [posting(1)]]), [
      [], ["1 missing 2026-02-01 -"], ["1 closed 2026-02-01 2026-02-03"], ["1 reopened 2026-02-03 -"],
      ["1 missing 2026-02-04 -"], ["1 closed 2026-02-04 2026-02-06"], ["1 reopened 2026-02-06 -"]
    ])
    const paid = (amount: number) => [posting(1, { compensation: Rig.pay(amount, amount) })]
    assert.deepStrictEqual(kinds([paid(1), paid(2), paid(1), paid(2)]).map((lines) => lines.length), [0, 1, 1, 0])
  })

  it("forgets what was told of a posting 60 days after it was last among a day's", () => {
    const told = (as_of: string, ...postings: ReadonlyArray<Posting>) => ({ today: Rig.day(as_of, { acme: postings }) })
    const ids = Story.live([
      told("2026-01-01", posting(1)), told("2026-01-02", posting(1), posting(2)), told("2026-01-03", posting(1)), told("2026-01-04", posting(1)),
      told("2026-03-04", posting(1)), told("2026-03-05", posting(1)), told("2026-03-06", posting(1))
    ]).map(({ alerts }) => alerts.memory.told.filter(({ about }) => about === posting(2).id).length > 0)
    assert.deepStrictEqual(ids, [false, true, true, true, true, false, false])
  })

  it("gives an empty list where nothing is told, with what was looked at", () => {
    const alerts = last(...eventful({}, Story.rules()))
    assert.deepStrictEqual([alerts.alerts, alerts.counts.considered, alerts.counts.unwanted, alerts.memory.told], [[], 4, 4, []])
    assert.deepStrictEqual([alerts.baseline, alerts.remembered, alerts.candidate as string], ["2026-02-04", "2026-02-04", "local"])
  })

  const runs = { arbitrary: { runs: Number(process.env["ALERT_RUNS"] ?? 150), seed: 5 }, timeout: 60_000 }
  let seen = 0

  it.prop("tells no change twice and nothing after dismissal, over any days, with older ledgers between", [Story.Story], ([story]) => {
    const days = Story.daysOf(story)
    const known = new Set<string>()
    const crossed = new Map<string, number>()
    for (const [index, { alerts, changes }] of Story.live(days).entries()) {
      const dismissed = new Set(Story.marked(days[index]!.marks!).filter(({ mark }) => mark === "dismissed").map(({ posting }) => posting))
      for (const alert of alerts.alerts) {
        for (const line of Story.told(alert, changes)) {
          seen++
          const [id] = line.split(" ") as [string]
          assert.isFalse(dismissed.has(id), `${line} after dismissal`)
          if (line.endsWith(" score")) crossed.set(id, (crossed.get(id) ?? 0) + 1)
          else assert.isFalse(known.has(line), `${line} twice`)
          known.add(line)
        }
      }
      for (const { alert } of alerts.memory.recent) {
        if (alert.about === "posting") for (const { id } of [alert.posting, ...alert.also]) assert.isFalse(dismissed.has(id), `${id} is remembered after dismissal`)
      }
      const { considered, ...verdicts } = alerts.counts
      assert.strictEqual(Object.values(verdicts).reduce((sum, count) => sum + count, 0), considered)
      Schema.decodeUnknownSync(AlertsSchema as never)(alerts)
    }
    assert.isAtMost(Math.max(0, ...crossed.values()), 2)
  }, runs)

  it("met changes in those days", () => assert.isAbove(seen, 100))

  it.prop("depends on no order, of rules, of changes or of marks, and starts again from where it started", [Story.Story], ([story]) => {
    for (const { alerts, input } of Story.live(Story.daysOf(story))) {
      const { changes, marked, rules } = input
      const turned = {
        ...input,
        rules: { ...rules, rules: rules.rules.toReversed() },
        marked: marked.toReversed(),
        changes: {
          ...changes, new: changes.new.toReversed(), changed: changes.changed.map((one) => ({ ...one, fields: one.fields.toReversed() })).reverse(),
          closed: changes.closed.toReversed(), missing: (changes.missing ?? []).toReversed(), reopened: changes.reopened.toReversed(), events: changes.events.toReversed()
        }
      }
      assert.deepStrictEqual(Alerts.raise(turned), alerts)
      assert.deepStrictEqual(Alerts.raise(input), alerts)
      assert.deepStrictEqual(Alerts.raise({ ...input, told: alerts }).alerts, [])
    }
  }, runs)

  it.prop("tells everything new that no deal-breaker takes out, where that is the rule", [Rig.Days], ([days]) => {
    const rules = Story.rules({ on: ["new"] })
    for (const { alerts, changes, input } of Story.live(Rig.daysOf(days).map((today) => ({ today, rules })))) {
      const excluded = new Set(input.ranking.excluded.map(({ id }) => id))
      const told = alerts.alerts.flatMap((alert) => (alert.about === "posting" ? [alert.posting.id, ...alert.also.map(({ id }) => id)] : []))
      assert.deepStrictEqual(told.toSorted(), changes.new.flatMap(({ id }) => (excluded.has(id) ? [] : [id])).sort())
    }
  }, runs)
})
