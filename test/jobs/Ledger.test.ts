import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Ledger as LedgerDocument } from "../../schemas/Ledger.ts"
import * as LedgerSchema from "../../schemas/Ledger.ts"
import * as Ledger from "../../src/jobs/Ledger.ts"
import * as Rig from "./Rig.ts"

const fold = (...days: ReadonlyArray<Ledger.Today>): LedgerDocument => days.reduce<LedgerDocument | null>(Ledger.fold, null)!
const states = ({ rows }: LedgerDocument) =>
  rows.map(({ id, state, first_seen, last_seen, closed_on, reopened_on }) => [id, state, first_seen, last_seen, closed_on, reopened_on])
const board = (ledger: LedgerDocument, key: string) => ledger.boards.find(({ board }) => board === key)
const [one, two] = [Rig.posting({ number: 1 }), Rig.posting({ number: 2 })]

describe("Ledger", () => {
  it("opens what is first served and closes what a complete board no longer serves", () => {
    const ledger = fold(Rig.day("2026-02-01", { acme: [one, two] }), Rig.day("2026-02-02", { acme: [one, two] }), Rig.day("2026-02-05", { acme: [two] }))
    assert.deepStrictEqual(states(ledger), [
      ["ashby/acme/1", "closed", "2026-02-01", "2026-02-02", "2026-02-05", null],
      ["ashby/acme/2", "open", "2026-02-01", null, null, null]
    ])
  })

  it("reopens what comes back, keeping when it was first seen", () => {
    const ledger = fold(Rig.day("2026-02-01", { acme: [one, two] }), Rig.day("2026-02-02", { acme: [two] }), Rig.day("2026-02-03", { acme: [one, two] }))
    assert.deepStrictEqual(states(ledger)[0], ["ashby/acme/1", "open", "2026-02-01", null, null, "2026-02-03"])
  })

  it("closes nothing of a board that failed, emptied, was disabled or left the registry", () => {
    const first = Ledger.fold(null, Rig.day("2026-02-01", { acme: [one, two] }))
    const later = {
      unavailable: Rig.day("2026-02-02", { acme: null }),
      emptied: Rig.day("2026-02-02", { acme: [] }),
      disabled: { ...Rig.day("2026-02-02", { acme: [one] }), providers: [Rig.provider("acme", { enabled: false })] },
      removed: Rig.day("2026-02-02", { zeta: [] })
    }
    for (const [status, today] of Object.entries(later)) {
      const ledger = Ledger.fold(first, today)
      assert.deepStrictEqual(ledger.rows, first.rows, status)
      assert.deepStrictEqual(
        [board(ledger, "ashby/acme")?.status, board(ledger, "ashby/acme")?.since, board(ledger, "ashby/acme")?.observed_on],
        [status, "2026-02-02", "2026-02-01"]
      )
    }
  })

  it("keeps a posting open whose row is served and cannot be read", () => {
    const first = Ledger.fold(null, Rig.day("2026-02-01", { acme: [one, two] }))
    const today = Rig.day("2026-02-02", { acme: [two] })
    const results = [{ _tag: "ok", key: "acme", value: { postings: [two], withheld: [{ row: "1", reason: "unusable" }] } }] as const
    assert.deepStrictEqual(Ledger.fold(first, { ...today, results }).rows, first.rows)
    const unlisted = [{ _tag: "ok", key: "acme", value: { postings: [two], withheld: [{ row: "1", reason: "unlisted" }] } }] as const
    assert.strictEqual(Ledger.fold(first, { ...today, results: unlisted }).rows[0]?.state, "closed")
  })

  it("closes nothing of a board of which only a part was answered, and opens what is in it", () => {
    const first = Ledger.fold(null, Rig.day("2026-02-01", { acme: [one] }))
    const partial = (partial: string | null) => ({ ...Rig.day("2026-02-02", { acme: [two] }), results: [{ _tag: "ok", key: "acme", value: { postings: [two], partial } }] as const })
    assert.deepStrictEqual(states(Ledger.fold(first, partial("a feed"))).map(([, state]) => state), ["open", "open"])
    assert.deepStrictEqual(states(Ledger.fold(first, partial(null))).map(([, state]) => state), ["closed", "open"])
  })

  it("takes an answer that may be no board for an emptied one where there were postings", () => {
    const today = { ...Rig.day("2026-02-02", { acme: null }), results: [Rig.failed("acme", "EmptyBoard")] }
    const first = Ledger.fold(null, Rig.day("2026-02-01", { acme: [one] }))
    assert.strictEqual(board(Ledger.fold(first, today), "ashby/acme")?.status, "emptied")
    assert.deepStrictEqual(Ledger.fold(first, today).rows, first.rows)
    assert.strictEqual(board(Ledger.fold(null, today), "ashby/acme")?.status, "unavailable")
  })

  it("takes a board without postings that never had any for read", () => {
    assert.strictEqual(board(fold(Rig.day("2026-02-01", { acme: [] })), "ashby/acme")?.status, "observed")
  })

  it("dates the last sight of a posting by the last day its board was read, across an outage", () => {
    const ledger = fold(Rig.day("2026-02-01", { acme: [one, two] }), Rig.day("2026-02-02", { acme: null }), Rig.day("2026-02-03", { acme: [two] }))
    assert.deepStrictEqual(states(ledger)[0], ["ashby/acme/1", "closed", "2026-02-01", "2026-02-01", "2026-02-03", null])
  })

  it("keeps a board's history when its provider is renamed or its name is written in other letters", () => {
    const first = Ledger.fold(null, Rig.day("2026-02-01", { acme: [one] }))
    const renamed = Ledger.fold(first, {
      as_of: "2026-02-02",
      providers: [Rig.provider("acme-corp", { board: "Acme" })],
      results: [Rig.read("acme-corp", [{ ...one, provider: Rig.provider("acme-corp").id, board: "Acme" }])]
    })
    assert.deepStrictEqual(renamed.boards.map(({ board, provider, status, since }) => [board, provider, status, since]), [
      ["ashby/acme", "acme-corp", "observed", "2026-02-01"]
    ])
    assert.deepStrictEqual(states(renamed), states(first))
  })

  it("follows an earlier day or its own, never a later one", () => {
    const ledger = fold(Rig.day("2026-02-02", { acme: [one] }))
    assert.deepStrictEqual(["2026-02-01", "2026-02-02", "2026-02-03"].map((as_of) => Ledger.follows(as_of, ledger)), [false, true, true])
    assert.isTrue(Ledger.follows("2026-02-01", null))
  })

  it.prop("does not depend on the order of providers, results or postings", [Rig.Days], ([sketch]) => {
    const days = Rig.daysOf(sketch)
    if (days.length === 0) return
    const turned = days.map((today) => ({
      ...today,
      providers: today.providers.toReversed(),
      results: today.results.toReversed().map((result) => (result._tag === "ok" ? Rig.read(result.key, result.value.postings.toReversed()) : result))
    }))
    assert.deepStrictEqual(fold(...turned), fold(...days))
  })

  it.prop("changes nothing when the same day is folded twice", [Rig.Days], ([sketch]) => {
    const days = Rig.daysOf(sketch)
    if (days.length > 0) assert.deepStrictEqual(fold(...days, days.at(-1)!), fold(...days))
  })

  it.prop("never drops a row, and changes none of a board that failed", [Rig.Days], ([sketch]) => {
    let before: LedgerDocument | null = null
    for (const today of Rig.daysOf(sketch)) {
      const after: LedgerDocument = Ledger.fold(before, today)
      const ids = new Set(after.rows.map(({ id }) => id))
      for (const row of before?.rows ?? []) assert.isTrue(ids.has(row.id))
      for (const result of today.results) {
        if (result._tag === "ok") continue
        const of = (ledger: LedgerDocument | null) => (ledger?.rows ?? []).filter(({ board }) => board === `ashby/${result.key}`)
        assert.deepStrictEqual(of(after), of(before))
      }
      before = after
    }
  })

  it.prop("gives what its schema takes", [Rig.Days], ([sketch]) => {
    const days = Rig.daysOf(sketch)
    if (days.length > 0) Schema.decodeUnknownSync(LedgerSchema.Ledger, { onExcessProperty: "error" })(fold(...days))
  })
})
