/**
 * Real boards over 144 days, against a plain comparison of the raw answers. Skipped where the data is not.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Posting } from "../../schemas/Posting.ts"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import type { Provider } from "../../schemas/Provider.ts"
import * as History from "../../src/jobs/History.ts"
import * as Memory from "./Memory.ts"
import * as RealHistory from "./RealHistory.ts"
import * as Rig from "./Rig.ts"

const { boardDays, days, idOf, providers } = RealHistory

/** Every day's memory, folded once for all tests. */
const memories = (): ReadonlyArray<Memory.Memory> => (known ??= [...RealHistory.folded()])
let known: ReadonlyArray<Memory.Memory> | undefined

/** Every board on every two days that follow each other. */
const pairs = () =>
  providers.flatMap((provider) =>
    boardDays(provider).slice(1).map((after, index) => ({ provider, before: boardDays(provider)[index]!, after, at: index + 1, changes: memories()[index + 1]!.changes })))

const line = (text: string): string => text.trim().replaceAll(/\s+/g, " ")
/** The order in which a vendor lists places is noise. */
const placesOf = ({ places }: Posting): string => places.map((place) => JSON.stringify(place)).sort().join()
const by = <A extends { readonly id: string }>(rows: ReadonlyArray<A>): ReadonlyMap<string, A> => new Map(rows.map((row) => [row.id, row]))

describe.skipIf(RealHistory.isAbsent)("a real history", () => {
  it("accounts for everything the boards served, day after day", () => {
    for (const [index, { changes: { counts }, ledger }] of memories().entries()) {
      const served = providers.reduce((sum, provider) => sum + boardDays(provider)[index]!.raw.length, 0)
      assert.strictEqual(counts.served, served, ledger.as_of)
      assert.strictEqual(counts.new + counts.first_observed + counts.carried + counts.reopened, served, ledger.as_of)
    }
  })

  it("takes no moved date for a change, not where a whole board's moved at once", () => {
    let bumped = 0
    for (const { after, before, changes, provider } of pairs()) {
      const earlier = by(before.raw)
      const same = after.raw.filter(({ id }) => earlier.has(id))
      const moved = same.filter(({ id, updated_at }) => earlier.get(id)!.updated_at !== updated_at)
      if (provider.system === "greenhouse" && same.length >= 5 && moved.length * 2 >= same.length) bumped++
      const told = new Set(changes.changed.map(({ id }) => String(id)))
      const [was, is] = [by(before.postings), by(after.postings)]
      for (const { id } of same) {
        const [from, to] = [was.get(idOf(provider, id))!, is.get(idOf(provider, id))!]
        if (JSON.stringify({ ...from, published_at: null, url: null, language: null }) === JSON.stringify({ ...to, published_at: null, url: null, language: null })) {
          assert.isFalse(told.has(idOf(provider, id)), `${after.day} ${id} changed by its date alone`)
        }
      }
    }
    assert.strictEqual(bumped, 23)
  })

  it("tells each of 464 changed titles and 151 changed locations once, or says why not", () => {
    const [counted, told, equal] = [{ title: 0, places: 0 }, { title: 0, places: 0 }, { title: 0, places: 0 }]
    for (const { after, before, changes, provider } of pairs()) {
      const earlier = by(before.raw)
      const changed = by(changes.changed)
      const [was, is] = [by(before.postings), by(after.postings)]
      for (const raw of after.raw) {
        const from = earlier.get(raw.id)
        if (from === undefined) continue
        const id = idOf(provider, raw.id)
        const fields = new Set((changed.get(id)?.fields ?? []).map(({ field }) => field))
        const account = (field: "title" | "places", isDifferent: boolean, isEqual: () => boolean) => {
          if (!isDifferent) return
          counted[field]++
          if (fields.has(field)) told[field]++
          else if (isEqual()) equal[field]++
          else assert.fail(`${after.day} ${id}: a change of ${field} vanished`)
        }
        account("title", from.title.trim() !== raw.title.trim(), () => line(from.title) === line(raw.title))
        account("places", from.location !== raw.location, () => placesOf(was.get(id)!) === placesOf(is.get(id)!))
      }
    }
    assert.deepStrictEqual(counted, { title: 464, places: 151 })
    assert.deepStrictEqual([told, equal], [{ title: 464, places: 142 }, { title: 0, places: 9 }])
  })

  it("takes each of 250 postings that came back for reopened or no longer missing, and none for new", () => {
    let [reopened, returned] = [0, 0]
    const seen = new Map<string, ReadonlySet<string>>()
    for (const provider of providers) {
      const all = new Set<string>()
      for (const [index, { raw }] of boardDays(provider).entries()) {
        const [before, { changes }] = [by(boardDays(provider)[index - 1]?.raw ?? []), memories()[index]!]
        const lists = [changes.new, changes.reopened, changes.returned ?? []].map((list) => new Set(list.map(({ id }) => String(id))))
        for (const { id } of raw) {
          if (!all.has(id) || before.has(id)) continue
          const [isNew, isReopened, isReturned] = lists.map((list) => list.has(idOf(provider, id)))
          assert.deepStrictEqual([isNew, Number(isReopened) + Number(isReturned)], [false, 1], id)
          reopened += Number(isReopened)
          returned += Number(isReturned)
        }
        for (const { id } of raw) all.add(id)
      }
      seen.set(provider.id, all)
    }
    assert.deepStrictEqual([reopened, returned], [228, 22])
    assert.strictEqual(Memory.rows(memories().at(-1)!).length, [...seen.values()].reduce((sum, { size }) => sum + size, 0))
  })

  it("takes a board that emptied for one event, and closes nothing by it, ever after", () => {
    const events = memories().flatMap(({ changes }) => changes.events.map(({ board, kind }) => `${changes.as_of} ${board} ${kind}`))
    assert.deepStrictEqual(events, ["2025-11-05 greenhouse/perplexity board_emptied"])
    const served = boardDays(providers.find(({ id }) => id === "perplexity")!)[days.indexOf("2025-11-05") - 1]!
    assert.strictEqual(served.postings.length, 67)
    for (const memory of memories().slice(days.indexOf("2025-11-05"))) {
      const rows = by(Memory.rowsOf(memory, "greenhouse/perplexity"))
      assert.isTrue(served.postings.every(({ id }) => rows.get(id)?.state === "open"), memory.ledger.as_of)
    }
  })

  it("leaves a table as it was on every day on which nothing of its board happened", () => {
    let quiet = 0
    for (const { after, at, before, provider } of pairs()) {
      const facts = ({ postings }: RealHistory.BoardDay) => JSON.stringify(postings.map(({ language: _, published_at: __, ...posting }) => posting))
      const [yesterday, today] = [memories()[at - 1]!, memories()[at]!].map(({ ledger }) => ledger.boards.find((board) => board.provider === provider.id)!.table)
      const isWaiting = Memory.rowsOf(memories()[at - 1]!, `${provider.system}/${provider.id}`).some(({ state }) => state === "missing")
      if (facts(before) !== facts(after) || isWaiting) continue
      quiet++
      assert.deepStrictEqual(today, yesterday, `${after.day} ${provider.id}`)
    }
    assert.isAbove(quiet, 300)
  })

  it("bounds what it keeps of a posting", () => {
    const rows = Memory.rows(memories().at(-1)!)
    assert.isTrue(rows.every(({ changes, spells }) => changes.length <= 16 && spells.length <= 8))
    const bytes = rows.reduce((sum, row) => sum + JSON.stringify(row).length, 0)
    assert.isBelow(bytes / rows.length, 1_100)
  })

  const Outage = Schema.Struct({
    from: Schema.Int.check(Schema.isBetween({ minimum: 2, maximum: 140 })),
    length: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3 })),
    failures: Schema.Array(Schema.Struct({
      board: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 6 })),
      kind: Schema.Literals(["AnswerRefused", "Malformed", "Unreachable", "CountMismatch", "RateLimited", "EmptyBoard", "partial", "empty"])
    })).check(Schema.isMinLength(1))
  })

  it.prop("moves no state by an outage, and reports no churn after it", [Outage], ([{ failures, from, length }]) => {
    const kinds = new Map(failures.map(({ board, kind }) => [providers[board]!.id as string, kind]))
    const outcome = (board: RealHistory.BoardDay): RealHistory.Outcome => {
      const kind = kinds.get(board.provider.id)
      if (kind === undefined) return RealHistory.read(board)
      if (kind === "empty") return Rig.read(board.provider.id, [], { extraction: "ats_api" }) as RealHistory.Outcome
      if (kind !== "partial") return Rig.failed(board.provider.id, kind)
      return Rig.read(board.provider.id, board.postings.slice(0, board.postings.length >> 1), { extraction: "ats_api", partial: "a page is missing" }) as RealHistory.Outcome
    }
    const options = { table: RealHistory.numbered() }
    const before = memories()[from - 1]!
    const back = from + length
    let memory = before
    for (let index = from; index < back; index++) memory = Memory.fold(memory, RealHistory.dayAt(index, outcome), options)
    const key = ({ id, system }: Provider) => `${system}/${id}`
    const out = providers.filter(({ id }) => kinds.has(id))
    const state = (rows: ReadonlyArray<PostingHistory>) => rows.map(({ id, missed, state }) => [id, state, missed])
    for (const provider of out) {
      const [was, is] = [Memory.rowsOf(before, key(provider)), Memory.rowsOf(memory, key(provider))]
      const ids = new Set(was.map(({ id }) => id))
      const served = kinds.get(provider.id) !== "partial" ? new Set() : new Set(days.slice(from, back).flatMap((_, step) => boardDays(provider)[from + step]!.postings.map(({ id }) => id)))
      const untouched = (rows: ReadonlyArray<PostingHistory>) => state(rows.filter(({ id }) => ids.has(id) && !served.has(id)))
      assert.deepStrictEqual(untouched(is), untouched(was))
      assert.isTrue(is.every((row) => row.state !== "closed" || was.some(({ id, state }) => id === row.id && state === "closed")))
    }
    if (back >= days.length) return
    const { changes } = memory = Memory.fold(memory, RealHistory.dayAt(back), options)
    for (const provider of out) {
      const [was, is] = [by(boardDays(provider)[from - 1]!.postings), by(boardDays(provider)[back]!.postings)]
      if (was.size === 0 || is.size === 0) continue
      const told = (list: ReadonlyArray<{ readonly id: string }> | undefined) => (list ?? []).filter(({ id }) => id.startsWith(`${key(provider)}/`)).map(({ id }) => id)
      for (const id of [...told(changes.new), ...told(changes.reopened), ...told(changes.returned)]) assert.isFalse(was.has(id as never), `${id} was there before the outage`)
      for (const id of [...told(changes.closed), ...told(changes.missing)]) assert.isFalse(is.has(id as never), `${id} is there after it`)
      for (const id of told(changes.changed)) assert.notDeepEqual({ ...was.get(id as never), published_at: null }, { ...is.get(id as never), published_at: null })
    }
  }, { arbitrary: { runs: 60 } })

  it("gives tables of one digest for one history", () => {
    const inflection = providers.filter(({ id }) => id === "inflection")
    const [first, second] = [0, 1].map(() => [...RealHistory.folded({ table: History.table }, inflection)].at(-1)!)
    assert.deepStrictEqual(first!.ledger, second!.ledger)
  })
})
