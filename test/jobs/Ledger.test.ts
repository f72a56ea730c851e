import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as LedgerSchema from "../../schemas/Ledger.ts"
import { PostingHistory } from "../../schemas/PostingHistory.ts"
import * as Ledger from "../../src/jobs/Ledger.ts"
import * as Patience from "../../src/jobs/Patience.ts"
import * as Memory from "./Memory.ts"
import * as Rig from "./Rig.ts"

const fold = (...days: ReadonlyArray<Memory.Today>): Memory.Memory => days.reduce<Memory.Memory | null>((memory, today) => Memory.fold(memory, today), null)!
const states = (memory: Memory.Memory) => Memory.rows(memory).map(({ id, state, first_seen, last_seen, closed_on }) => [id, state, first_seen, last_seen, closed_on])
const board = ({ ledger }: Memory.Memory, key: string) => ledger.boards.find(({ board }) => board === key)
const statuses = ({ ledger }: Memory.Memory) => ledger.boards.map(({ board, status }) => [board, status])
const [one, two] = [Rig.posting({ number: 1 }), Rig.posting({ number: 2 })]

const many = (...numbers: ReadonlyArray<number>) => numbers.map((number) => Rig.posting({ number, title: `Engineer ${number}` }))
const date = (day: number) => `2026-02-${String(day).padStart(2, "0")}`
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe("the history of postings", () => {
  it("opens what is first served, misses what one complete answer lacks, and closes what enough of them do", () => {
    const days = [1, 2, 5, 6].map((day) => Rig.day(date(day), { acme: day < 5 ? [one, two] : [two] }))
    assert.deepStrictEqual(states(fold(...days.slice(0, 3)))[0], ["ashby/acme/1", "missing", "2026-02-01", "2026-02-02", null])
    assert.deepStrictEqual(states(fold(...days)), [
      ["ashby/acme/1", "closed", "2026-02-01", "2026-02-02", "2026-02-06"],
      ["ashby/acme/2", "open", "2026-02-01", null, null]
    ])
  })

  it("waits for more answers where they are read from pages and feeds", () => {
    for (const [extraction, enough] of Object.entries(Patience.misses) as ReadonlyArray<["api" | "feed", number]>) {
      const days = upTo(6).map((day) => ({ ...Rig.day(date(day), { acme: [] }), results: [Rig.read("acme", day === 1 ? [one, two] : [two], { extraction })] }))
      assert.deepStrictEqual(days.map((_, index) => Memory.rows(fold(...days.slice(0, index + 1)))[0]!.state).indexOf("closed"), enough, extraction)
    }
  })

  it("misses once a day, however often its board is read", () => {
    const days = [Rig.day(date(1), { acme: [one, two] }), Rig.day(date(2), { acme: [two] }), Rig.day(date(2), { acme: [two] })]
    assert.strictEqual(Memory.rows(fold(...days))[0]!.missed, 1)
  })

  it("reopens what comes back after it was closed, and keeps the spell before", () => {
    const days = upTo(5).map((day) => Rig.day(date(day), { acme: day === 1 || day === 5 ? [one, two] : [two] }))
    const [row] = Memory.rows(fold(...days))
    assert.deepStrictEqual([row?.state, row?.known_since, row?.first_seen, row?.opened, row?.missed], ["open", "2026-02-01", "2026-02-05", true, 0])
    assert.deepStrictEqual(row?.spells, [{ first_seen: "2026-02-01", last_seen: "2026-02-01", closed_on: "2026-02-03" }])
  })

  it("goes on with what comes back before it was closed", () => {
    const days = upTo(3).map((day) => Rig.day(date(day), { acme: day === 2 ? [two] : [one, two] }))
    assert.deepStrictEqual(Memory.rows(fold(...days)), Memory.rows(fold(days[0]!)))
  })

  it("dates every change of facts, and keeps the latest sixteen", () => {
    const days = upTo(20).map((day) => Rig.day(date(day), { acme: [Rig.posting({ title: `Engineer ${day}` })] }))
    const { changes } = Memory.rows(fold(...days))[0]!
    assert.deepStrictEqual([changes.length, changes[0]?.on], [16, "2026-02-05"])
    assert.deepStrictEqual(changes.at(-1), { on: "2026-02-20", fields: [{ field: "title", from: "Engineer 19", to: "Engineer 20" }] })
  })

  it("knows whether a posting was seen to open, or was there when its board was first read", () => {
    const rows = Memory.rows(fold(Rig.day(date(1), { acme: [one] }), Rig.day(date(2), { acme: [one, two] })))
    assert.deepStrictEqual(rows.map(({ opened }) => opened), [false, true])
  })

  it("moves nothing of a board that failed, emptied, was disabled or left the registry", () => {
    const first = fold(Rig.day("2026-02-01", { acme: [one, two] }))
    const later = {
      unavailable: Rig.day("2026-02-02", { acme: null }),
      emptied: Rig.day("2026-02-02", { acme: [] }),
      disabled: { ...Rig.day("2026-02-02", { acme: [one] }), providers: [Rig.provider("acme", { enabled: false })] },
      removed: Rig.day("2026-02-02", { zeta: [] })
    }
    for (const [status, today] of Object.entries(later)) {
      const memory = Memory.fold(first, today)
      assert.deepStrictEqual(Memory.rows(memory), Memory.rows(first), status)
      const { observed_on, since, table, ...known } = board(memory, "ashby/acme")!
      assert.deepStrictEqual([known.status, since, observed_on, table], [status, "2026-02-02", "2026-02-01", board(first, "ashby/acme")!.table])
    }
  })

  it("keeps a posting open whose row is served and cannot be read", () => {
    const first = fold(Rig.day("2026-02-01", { acme: [one, two] }))
    const withheld = (reason: "unusable" | "unlisted") => ({
      ...Rig.day("2026-02-02", { acme: [two] }),
      results: [{ _tag: "ok" as const, key: "acme", value: { postings: [two], extraction: "api" as const, withheld: [{ row: "1", reason }] } }]
    })
    assert.deepStrictEqual(Memory.rows(Memory.fold(first, withheld("unusable"))), Memory.rows(first))
    assert.strictEqual(Memory.rows(Memory.fold(first, withheld("unlisted")))[0]?.state, "missing")
  })

  it("moves no state by a part of a board, and opens what is in it", () => {
    const first = fold(Rig.day("2026-02-01", { acme: [one] }))
    const partial = (partial: string | null) => ({ ...Rig.day("2026-02-02", { acme: [two] }), results: [Rig.read("acme", [two], { partial })] })
    assert.deepStrictEqual(states(Memory.fold(first, partial("a feed"))).map(([, state]) => state), ["open", "open"])
    assert.deepStrictEqual(states(Memory.fold(first, partial(null))).map(([, state]) => state), ["missing", "open"])
  })

  it("dates the last sight of a posting by the last day its board was read, across an outage", () => {
    const memory = fold(Rig.day("2026-02-01", { acme: [one, two] }), Rig.day("2026-02-02", { acme: null }), Rig.day("2026-02-03", { acme: [two] }))
    assert.deepStrictEqual(states(memory)[0], ["ashby/acme/1", "missing", "2026-02-01", "2026-02-01", null])
  })

  it("leaves its table as it was where nothing happened", () => {
    const days = upTo(3).map((day) => Rig.day(date(day), { acme: [one, two] }))
    assert.deepStrictEqual(board(fold(...days), "ashby/acme")?.table, board(fold(days[0]!), "ashby/acme")?.table)
  })

  it("calls a posting of the same title and places that comes within thirty days a repost, by the requisition or by words alone", () => {
    const again = (requisition: string | null) => Rig.posting({ number: 9, requisition })
    const gone = (day: number, requisition: string | null) =>
      Memory.rows(fold(Rig.day("2026-01-01", { acme: [{ ...one, requisition: "R-1" }, ...many(2)] }), Rig.day("2026-01-02", { acme: many(2) }),
        Rig.day(date(day), { acme: [again(requisition), ...many(2)] }))).at(-1)?.reposts
    assert.isUndefined(gone(1, "R-1"))
    const soon = (requisition: string | null) => Memory.rows(fold(Rig.day(date(1), { acme: [{ ...one, requisition: "R-1" }, ...many(2)] }), Rig.day(date(2), { acme: [again(requisition), ...many(2)] }))).at(-1)?.reposts
    assert.deepStrictEqual(soon("R-1"), { posting: one.id, evidence: "requisition" })
    assert.deepStrictEqual(soon(null), { posting: one.id, evidence: "title_and_places" })
    const open = Memory.rows(fold(Rig.day(date(1), { acme: [one] }), Rig.day(date(2), { acme: [one, again(null)] }))).at(-1)
    assert.isUndefined(open?.reposts, "the other is still there")
  })
})

describe("an employer that moved to another board", () => {
  const old = [{ ...one, requisition: "R-1" }, Rig.posting({ number: 2, title: "Recruiter" }), Rig.posting({ number: 3, title: "Gone since" })]
  const elsewhere = (number: number, over: object = {}) => ({ ...Rig.posting({ of: "acme-new", number, ...over }), provider: one.provider })
  const there = [elsewhere(11, { title: "Software Engineer II", requisition: "R-1" }), elsewhere(12, { title: "Recruiter" }), elsewhere(13, { title: "Designer" })]
  const moved = (as_of: string): Memory.Today => ({
    as_of,
    providers: [Rig.provider("acme", { board: "acme-new", history: [{ system: "ashby", board: "acme", until: "2026-02-02" }] })],
    results: [Rig.read("acme", there)]
  })

  it("keeps its history: what goes on says from what, and by what evidence", () => {
    const memory = fold(Rig.day(date(1), { acme: old }), Rig.day(date(2), { acme: [] }), moved(date(3)))
    const rows = new Map(Memory.rows(memory).map((row) => [String(row.id), row]))
    assert.deepStrictEqual(["11", "12", "13"].map((id) => rows.get(`ashby/acme-new/${id}`)?.continues), [
      { posting: old[0]!.id, evidence: "requisition" },
      { posting: old[1]!.id, evidence: "title_and_places" },
      undefined
    ])
    assert.deepStrictEqual(rows.get("ashby/acme-new/11")?.first_seen, "2026-02-01")
    assert.deepStrictEqual(rows.get("ashby/acme-new/11")?.changes.map(({ on }) => on), ["2026-02-03"])
    assert.deepStrictEqual(["1", "2", "3"].map((id) => [rows.get(`ashby/acme/${id}`)?.state, rows.get(`ashby/acme/${id}`)?.continued_by]), [
      ["open", there[0]!.id],
      ["open", there[1]!.id],
      ["open", undefined]
    ])
    assert.deepStrictEqual(memory.changes.moved?.map(({ evidence, id }) => [id, evidence]), [[there[0]!.id, "requisition"], [there[1]!.id, "title_and_places"]])
    assert.deepStrictEqual([memory.changes.counts.first_observed, memory.changes.counts.closed, memory.changes.counts.new], [3, 0, 0])
    assert.deepStrictEqual(memory.changes.events.map(({ board, kind }) => `${board} ${kind}`), ["ashby/acme board_moved", "ashby/acme-new board_first_seen"])
  })

  it("is said once", () => {
    const days = [Rig.day(date(1), { acme: old }), moved(date(3)), moved(date(4))]
    const memory = fold(...days)
    assert.deepStrictEqual([memory.changes.events, memory.changes.moved, memory.changes.counts.carried], [[], [], 3])
    assert.deepStrictEqual(Memory.rows(memory), Memory.rows(fold(...days.slice(0, 2))))
  })

  it("has the history of all its boards withdrawn when it does not want to be read", () => {
    const tombstone = { reason: "asked", by: "A person", on: "2026-02-04" }
    const memory = fold(Rig.day(date(1), { acme: old }), moved(date(3)), { ...moved(date(4)), providers: [{ ...moved(date(4)).providers[0]!, enabled: false, tombstone }] })
    assert.deepStrictEqual(Memory.rows(memory), [])
    assert.deepStrictEqual(statuses(memory), [["ashby/acme", "withdrawn"], ["ashby/acme-new", "withdrawn"]])
  })
})

describe("a board that loses most of its postings at once", () => {
  const served = (day: number, count: number) => Rig.day(date(day), { acme: many(...upTo(count)) })
  const usual = upTo(7).map((day) => served(day, 20))

  it("is an event, takes in what it still serves, and closes nothing", () => {
    const [before, memory] = [fold(...usual), fold(...usual, served(8, 9))]
    assert.deepStrictEqual(memory.changes.events.map(({ kind }) => kind), ["board_collapsed"])
    assert.deepStrictEqual(states(memory).map(([, state]) => state), states(before).map(([, state]) => state))
    assert.deepStrictEqual([memory.changes.counts.served, memory.changes.counts.missing, memory.changes.counts.closed], [9, 0, 0])
    assert.deepStrictEqual(board(memory, "ashby/acme")?.counts, upTo(7).map(() => 20))
  })

  it("is none where it keeps half, or never had many", () => {
    assert.deepStrictEqual(fold(...usual, served(8, 10)).changes.counts.missing, 10)
    assert.deepStrictEqual(fold(...upTo(7).map((day) => served(day, 7)), served(8, 1)).changes.counts.missing, 6)
  })

  it("is believed after a week, if it still serves something, and its postings close from then on", () => {
    const later = upTo(9).map((day) => served(7 + day, 3))
    const told = later.map((_, index) => fold(...usual, ...later.slice(0, index + 1)).changes)
    assert.deepStrictEqual(told.map(({ counts }) => counts.missing), [0, 0, 0, 0, 0, 0, 0, 17, 0])
    assert.deepStrictEqual(told.map(({ counts }) => counts.closed), [0, 0, 0, 0, 0, 0, 0, 0, 17])
    const empty = upTo(9).map((day) => served(7 + day, 0))
    assert.deepStrictEqual(Memory.rows(fold(...usual, ...empty)).filter(({ state }) => state !== "open"), [])
  })

  it("recovers without churn", () => {
    const memory = fold(...usual, served(8, 3), served(9, 20))
    assert.deepStrictEqual(Memory.rows(memory), Memory.rows(fold(...usual)))
    assert.deepStrictEqual([memory.changes.counts.carried, memory.changes.events.map(({ kind }) => kind)], [20, ["board_recovered"]])
  })
})

describe("Ledger", () => {
  it("takes an answer that may be no board for an emptied one where there were postings", () => {
    const today = { ...Rig.day("2026-02-02", { acme: null }), results: [Rig.failed("acme", "EmptyBoard")] }
    const first = fold(Rig.day("2026-02-01", { acme: [one] }))
    assert.strictEqual(board(Memory.fold(first, today), "ashby/acme")?.status, "emptied")
    assert.deepStrictEqual(Memory.rows(Memory.fold(first, today)), Memory.rows(first))
    assert.strictEqual(board(fold(today), "ashby/acme")?.status, "unavailable")
  })

  it("takes a board without postings that never had any for read", () => {
    assert.strictEqual(board(fold(Rig.day("2026-02-01", { acme: [] })), "ashby/acme")?.status, "observed")
  })

  it("keeps a board's history when its provider is renamed or its name is written in other letters", () => {
    const first = fold(Rig.day("2026-02-01", { acme: [one] }))
    const renamed = Memory.fold(first, {
      as_of: "2026-02-02",
      providers: [Rig.provider("acme-corp", { board: "Acme" })],
      results: [Rig.read("acme-corp", [{ ...one, provider: Rig.provider("acme-corp").id, board: "Acme" }])]
    })
    assert.deepStrictEqual(renamed.ledger.boards.map(({ board, provider, status, since }) => [board, provider, status, since]), [
      ["ashby/acme", "acme-corp", "observed", "2026-02-01"]
    ])
    assert.deepStrictEqual(states(renamed), states(first))
  })

  it("follows an earlier day or its own, never a later one", () => {
    const { ledger } = fold(Rig.day("2026-02-02", { acme: [one] }))
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
    assert.deepStrictEqual(fold(...turned).ledger, fold(...days).ledger)
  })

  it.prop("changes nothing when the same day is folded twice", [Rig.Days], ([sketch]) => {
    const days = Rig.daysOf(sketch)
    if (days.length > 0) assert.deepStrictEqual(fold(...days, days.at(-1)!).ledger, fold(...days).ledger)
  })

  it.prop("never drops a row, and changes none of a board that failed", [Rig.Days], ([sketch]) => {
    let before: Memory.Memory | null = null
    for (const today of Rig.daysOf(sketch)) {
      const after: Memory.Memory = Memory.fold(before, today)
      const ids = new Set(Memory.rows(after).map(({ id }) => id))
      for (const row of Memory.rows(before)) assert.isTrue(ids.has(row.id))
      for (const result of today.results) {
        if (result._tag !== "ok") assert.deepStrictEqual(Memory.rowsOf(after, `ashby/${result.key}`), Memory.rowsOf(before, `ashby/${result.key}`))
      }
      before = after
    }
  })

  it.prop("gives what its schemas take", [Rig.Days], ([sketch]) => {
    const days = Rig.daysOf(sketch)
    if (days.length === 0) return
    Schema.decodeUnknownSync(LedgerSchema.Ledger, { onExcessProperty: "error" })(fold(...days).ledger)
    Schema.decodeUnknownSync(Schema.Array(PostingHistory), { onExcessProperty: "error" })(Memory.rows(fold(...days)))
  })
})
