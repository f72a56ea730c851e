import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as ChangesSchema from "../../schemas/Changes.ts"
import type { Changes as ChangesDocument } from "../../schemas/Changes.ts"
import * as Changes from "../../src/jobs/Changes.ts"
import * as Memory from "./Memory.ts"
import * as Rig from "./Rig.ts"

/** The changes of each day. */
const history = (...days: ReadonlyArray<Memory.Today>): ReadonlyArray<ChangesDocument> => {
  let memory: Memory.Memory | null = null
  return days.map((today) => (memory = Memory.fold(memory, today)).changes)
}
const none = { served: 0, first_observed: 0, new: 0, carried: 0, changed: 0, closed: 0, reopened: 0, missing: 0, returned: 0, reposted: 0, moved: 0 }
const last = (...days: ReadonlyArray<Memory.Today>): ChangesDocument => history(...days).at(-1)!
const kinds = ({ events }: ChangesDocument) => events.map(({ board, kind }) => `${board} ${kind}`)
const posting = (number: number, over = {}) => Rig.posting({ number, ...over })

describe("Changes", () => {
  it("calls nothing new on a first run", () => {
    assert.deepStrictEqual(last(Rig.day("2026-02-01", { acme: [posting(1), posting(2)] })), {
      schema_version: 1,
      as_of: "2026-02-01",
      baseline: null,
      counts: { ...none, served: 2, first_observed: 2 },
      new: [],
      changed: [],
      closed: [],
      reopened: [],
      missing: [],
      returned: [],
      reposted: [],
      moved: [],
      events: []
    })
  })

  it("tells new, changed, missing, closed and reopened apart", () => {
    const renamed = posting(2, { title: "Senior Software Engineer" })
    const [, second, closing, third] = history(
      Rig.day("2026-02-01", { acme: [posting(1), posting(2)] }),
      Rig.day("2026-02-02", { acme: [renamed, posting(3, { title: "Recruiter" })] }),
      Rig.day("2026-02-03", { acme: [renamed, posting(3, { title: "Recruiter" })] }),
      Rig.day("2026-02-04", { acme: [posting(1, { work_mode: "remote" }), renamed, posting(3, { title: "Recruiter" })] })
    )
    assert.deepStrictEqual(second?.counts, { ...none, served: 2, new: 1, carried: 1, changed: 1, missing: 1 })
    assert.deepStrictEqual(second?.new.map(({ id }) => id), [posting(3).id])
    assert.deepStrictEqual(second?.changed.map(({ id, fields }) => [id, fields]), [
      [posting(2).id, [{ field: "title", from: "Software Engineer", to: "Senior Software Engineer" }]]
    ])
    assert.deepStrictEqual(second?.missing?.map(({ id, last_seen }) => [id, last_seen]), [[posting(1).id, "2026-02-01"]])
    assert.deepStrictEqual(closing?.counts, { ...none, served: 2, carried: 2, closed: 1 })
    assert.deepStrictEqual(closing?.closed.map(({ id, first_seen, last_seen, closed_on }) => [id, first_seen, last_seen, closed_on]), [
      [posting(1).id, "2026-02-01", "2026-02-01", "2026-02-03"]
    ])
    assert.deepStrictEqual(third?.counts, { ...none, served: 3, carried: 2, reopened: 1 })
    assert.deepStrictEqual(third?.reopened.map(({ id, closed_on, fields }) => [id, closed_on, fields]), [
      [posting(1).id, "2026-02-03", [{ field: "work_mode", from: null, to: "remote" }]]
    ])
  })

  it("says of a board that emptied that it did, once, and closes none of its postings", () => {
    const [, second, third, fourth] = history(
      Rig.day("2026-02-01", { acme: [posting(1), posting(2)] }),
      Rig.day("2026-02-02", { acme: [] }),
      Rig.day("2026-02-03", { acme: [] }),
      Rig.day("2026-02-04", { acme: [posting(1)] })
    )
    assert.deepStrictEqual(kinds(second!), ["ashby/acme board_emptied"])
    assert.strictEqual(second?.counts.closed, 0)
    assert.deepStrictEqual(kinds(third!), [])
    assert.deepStrictEqual(kinds(fourth!), ["ashby/acme board_recovered"])
    assert.deepStrictEqual([fourth?.counts.carried, fourth?.counts.missing], [1, 1])
  })

  it("says of a board that failed that it did, once, and of one that is new that it is", () => {
    const [first, second, third] = history(
      Rig.day("2026-02-01", { acme: null }),
      Rig.day("2026-02-02", { acme: null, zeta: [Rig.posting({ of: "zeta" })] }),
      Rig.day("2026-02-03", { acme: [posting(1)], zeta: [Rig.posting({ of: "zeta" })] })
    )
    assert.deepStrictEqual(kinds(first!), ["ashby/acme board_unavailable"])
    assert.deepStrictEqual(kinds(second!), ["ashby/zeta board_first_seen"])
    assert.deepStrictEqual([second?.counts.new, second?.counts.first_observed], [0, 1])
    assert.deepStrictEqual(kinds(third!), ["ashby/acme board_first_seen"])
  })

  it("reports no churn after an outage", () => {
    const served = [posting(1), posting(2)]
    const after = last(Rig.day("2026-02-01", { acme: served }), Rig.day("2026-02-02", { acme: null }), Rig.day("2026-02-03", { acme: served }))
    assert.deepStrictEqual([after.new, after.changed, after.closed, after.reopened], [[], [], [], []])
  })

  it("compares any two days, not only neighbours", () => {
    const first = Memory.fold(null, Rig.day("2026-02-01", { acme: [posting(1)] }))
    const second = Memory.fold(first, Rig.day("2026-02-02", { acme: [posting(2)] }))
    const third = Memory.fold(second, Rig.day("2026-02-03", { acme: [posting(1), posting(3, { title: "Recruiter" })] }))
    const { current, known } = Changes.viewOf(first.ledger.boards, third.ledger.boards)
    const part = Changes.ofPostings(Memory.rows(first), Memory.rows(third), known, current)
    assert.deepStrictEqual(Changes.join(first.ledger, third.ledger, [part]).counts, { ...none, served: 2, new: 1, carried: 1 })
  })

  it.prop("accounts for every posting the boards served", [Rig.Days], ([sketch]) => {
    const days = Rig.daysOf(sketch)
    for (const [index, { counts }] of history(...days).entries()) {
      const served = days[index]!.results.reduce((sum, result) => sum + (result._tag === "ok" ? result.value.postings.length : 0), 0)
      assert.strictEqual(counts.served, served)
      assert.strictEqual(counts.new + counts.first_observed + counts.carried + counts.reopened, served)
    }
  })

  it.prop("reports nothing when only vendors' dates and addresses moved", [Rig.Days], ([sketch]) => {
    const days = Rig.daysOf(sketch)
    const today = days.at(-1)
    if (today === undefined) return
    const moved = today.results.map((result) =>
      result._tag === "ok"
        ? Rig.read(result.key, result.value.postings.map((posting) => ({ ...posting, published_at: "2026-03-01T00:00:00Z", url: `${posting.url}?moved` })))
        : result)
    const after = last(...days, { ...today, as_of: "2026-03-01", results: moved })
    assert.deepStrictEqual([after.new, after.changed, after.missing, after.reopened, after.events], [[], [], [], [], []])
  })

  it.prop("gives what its schema takes", [Rig.Days], ([sketch]) => {
    for (const changes of history(...Rig.daysOf(sketch))) Schema.decodeUnknownSync(ChangesSchema.Changes, { onExcessProperty: "error" })(changes)
  })

  it("tells of a page that is built anew, once, and across a day on which it could not be read", () => {
    const page = (as_of: string, structure: string | null) => ({
      ...Rig.day(as_of, { acme: [Rig.posting()] }),
      results: [structure === null ? Rig.failed("acme", "Malformed") : { _tag: "ok" as const, key: "acme", value: { postings: [Rig.posting()], extraction: "html" as const, structure: `sha256-${structure.repeat(64)}` } }]
    })
    const days = [page("2026-02-01", "a"), page("2026-02-02", "a"), page("2026-02-03", null), page("2026-02-04", "b"), page("2026-02-05", "b")]
    const told = history(...days).map(({ events }) => events.map(({ kind }) => kind))
    assert.deepStrictEqual(told, [[], [], ["board_unavailable"], ["board_recovered", "page_rebuilt"], []])
  })
})
