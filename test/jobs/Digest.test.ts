import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Weekday } from "../../schemas/AlertRules.ts"
import { Digest as DigestSchema } from "../../schemas/Digest.ts"
import type { Mark } from "../../schemas/Marks.ts"
import * as Digest from "../../src/jobs/Digest.ts"
import * as Story from "./AlertStory.ts"
import * as Rig from "./Rig.ts"

/** From Sunday, 2026-02-01 on, a posting more on each of the days given. */
const digests = (days: ReadonlyArray<number>, weekly_on: Weekday = "monday", marks: (day: number) => Readonly<Record<number, Mark>> = () => ({})) =>
  Story.live(days.map((day, index) => ({
    today: Rig.day(`2026-02-${String(day).padStart(2, "0")}`, { acme: Array.from({ length: index + 1 }, (_, number) => Rig.posting({ number: number + 1, title: `Software Engineer ${"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number]}` })) }),
    marks: marks(day),
    rules: { ...Story.rules({ on: ["new"] }), weekly_on }
  }))).map(({ alerts }) => Digest.of(alerts))
const weeks = (...days: ReadonlyArray<number>) => digests(days).map(({ weekly }) => (weekly === null ? null : weekly.earlier.map(({ on }) => Number(on.slice(-2)))))

describe("Digest", () => {
  it("holds the alerts of the day, and names candidate and day in its subject", () => {
    const [first, second] = digests([3, 4])
    assert.deepStrictEqual([first!.daily.alerts, first!.subject], [[], "No alert for local on 2026-02-03"])
    assert.deepStrictEqual([second!.daily.alerts.length, second!.subject, second!.weekly], [1, "1 alert for local on 2026-02-04", null])
    Schema.decodeUnknownSync(DigestSchema)(second)
  })

  it("holds what an earlier run about the day told", () => {
    const serving = (count: number) => ({ today: Rig.day("2026-02-04", { acme: Array.from({ length: count }, (_, index) => Rig.posting({ number: index + 1, title: `Software Engineer ${"ABC"[index]}` })) }) })
    const lived = Story.live([{ today: Rig.day("2026-02-03", { acme: [Rig.posting({ title: "Software Engineer A" })] }) }, serving(2), serving(3)])
    assert.deepStrictEqual(lived.map(({ alerts }) => [alerts.alerts.length, Digest.of(alerts).daily.alerts.length]), [[0, 0], [1, 1], [1, 2]])
  })

  it("holds on the weekday what was told since the last week's, once", () => {
    assert.deepStrictEqual(weeks(2, 3, 5, 9, 10, 16), [[], null, null, [3, 5], null, [10]])
    assert.strictEqual(digests([2, 3, 5, 9])[3]!.subject, "1 alert for local on 2026-02-09, 3 alerts in the week")
  })

  it("holds the week on the next day with a run, where none is about the weekday", () => {
    assert.deepStrictEqual(weeks(2, 3, 10, 11, 16), [[], null, [3], null, [11]])
    // Nothing is known of days before the first.
    assert.deepStrictEqual(weeks(3, 4, 9), [null, null, [4]])
  })

  it("begins each week on the day that is configured", () => {
    const due = (weekday: Weekday) => digests([2, 3, 4, 5, 6, 7, 8, 9], weekday).flatMap(({ as_of, weekly }) => (weekly === null ? [] : [Number(as_of.slice(-2))]))
    assert.deepStrictEqual(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map((weekday) => due(weekday as Weekday)), [[2, 9], [3], [4], [5], [6], [7], [8]])
  })

  it("leaves out of the week what was dismissed since", () => {
    const marks = (day: number) => (day === 9 ? { 2: "dismissed" as const } : {})
    assert.deepStrictEqual(digests([2, 3, 5, 9], "monday", marks)[3]!.weekly!.earlier.map(({ on }) => on), ["2026-02-05"])
  })

  it("remembers no more than two weeks", () => {
    assert.deepStrictEqual(weeks(2, 3, 20), [[], null, []])
  })
})
