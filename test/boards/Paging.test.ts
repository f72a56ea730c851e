/**
 * Whole boards asked page by page of a vendor that a test plays, and read.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { fetchBoard } from "../../graph/stages/fetch-board.ts"
import type { Request } from "../../schemas/Board.ts"
import type { System } from "../../schemas/Provider.ts"
import * as Answer from "../../src/boards/Answer.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Questions from "../../src/boards/Questions.ts"
import { Network } from "../../src/capabilities/Network.ts"
import * as Rig from "./Rig.ts"

type Vendor = (request: Request) => unknown

/** The board as the stages fetch and read it, and what was asked. */
const ask = Effect.fnUntraced(function*(system: System, vendor: Vendor, board?: string) {
  const provider = Rig.provider(system, board)
  const asked: Array<Request> = []
  const network = Network.of({
    fingerprint: "test",
    ask: (request) => {
      asked.push(request)
      return Effect.succeed({ url: request.url, status: 200, mediaType: null, stale: null, body: new TextEncoder().encode(Rig.write(system, vendor(request))) })
    }
  })
  const run = fetchBoard.run as unknown as (inputs: object) => Effect.Effect<Uint8Array, unknown, Network>
  const content = yield* Effect.provideService(run({ provider }), Network, network)
  return { answer: yield* Effect.fromResult(Answer.decode(content)), asked, reading: yield* Boards.read(provider, content) }
})

const slice = (system: System, total: number, from: number, size: number) =>
  Array.from({ length: Math.max(0, Math.min(size, total - from)) }, (_, index) => Rig.rows[system](from + index))

const smart = (total: number): Vendor => ({ url }) => ({ totalFound: total, content: slice("smartrecruiters", total, Number(new URL(url).searchParams.get("offset")), 100) })

const workday = (total: number): Vendor => ({ body }) => {
  const { limit, offset } = JSON.parse(body!) as { readonly limit: number; readonly offset: number }
  return { total: offset === 0 ? Math.min(total, 2000) : 0, jobPostings: slice("workday", Math.min(total, 2000), offset, limit) }
}

describe("a board of several pages", () => {
  it.effect("is asked for until it is whole, whatever its size", () =>
    Effect.gen(function*() {
      for (const total of [1, 99, 100, 101, 250]) {
        const { asked, reading } = yield* ask("smartrecruiters", smart(total))
        assert.deepStrictEqual([asked.length, reading.postings.length, reading.partial], [Math.ceil(total / 100), total, null])
      }
      for (const total of [0, 1, 20, 21, 61]) {
        const { asked, reading } = yield* ask("workday", workday(total), "acme.wd5.External")
        assert.deepStrictEqual([asked.length, reading.postings.length, reading.partial], [Math.max(1, Math.ceil(total / 20)), total, null])
      }
    }))

  it.effect("keeps what was POSTed for each page, and nothing where nothing was", () =>
    Effect.gen(function*() {
      const posted = yield* ask("workday", workday(41), "acme.wd5.External")
      assert.deepStrictEqual(posted.answer.pages.map(({ sent }) => JSON.parse(sent!).offset), [0, 20, 40])
      assert.strictEqual(new Set(posted.answer.pages.map(({ url }) => url)).size, 1)
      const got = yield* ask("smartrecruiters", smart(1))
      assert.isFalse("sent" in got.answer.pages[0]!)
    }))

  it.effect("is a part where the vendor gives no more than two thousand rows", () =>
    Effect.gen(function*() {
      const { asked, reading } = yield* ask("workday", workday(5000), "acme.wd5.External")
      assert.deepStrictEqual([asked.length, reading.postings.length], [100, 2000])
      assert.include(reading.partial, "at most 2000")
    }))

  it.effect("is a part where it moved while it was paged", () =>
    Effect.gen(function*() {
      const moving: Vendor = ({ url }) => {
        const offset = Number(new URL(url).searchParams.get("offset"))
        return { totalFound: 150, content: slice("smartrecruiters", 150, Math.max(0, offset - 1), 100) }
      }
      const { reading } = yield* ask("smartrecruiters", moving)
      assert.strictEqual(reading.rows, reading.postings.length + reading.withheld.length)
      assert.strictEqual(reading.withheld.length, 1)
      assert.isNull(reading.partial, "the second page held one more: all 150 were seen")
      const shrinking: Vendor = ({ url }) => (url.endsWith("offset=0") ? smart(150)({ url, method: "GET" }) : { totalFound: 149, content: slice("smartrecruiters", 149, 100, 100) })
      assert.isNotNull((yield* ask("smartrecruiters", shrinking)).reading.partial)
    }))

  it.effect("ends at a bound where a feed names a next page for ever", () =>
    Effect.gen(function*() {
      let page = 0
      const endless: Vendor = () => ({ version: "https://jsonfeed.org/version/1.1", items: [Rig.rows.teamtailor(page)], next_url: `/jobs.json?page=${++page}` })
      const { asked, reading } = yield* ask("teamtailor", endless)
      assert.strictEqual(asked.length, Questions.maximumPages)
      assert.include(reading.partial, "more pages than the 200")
    }))
})
