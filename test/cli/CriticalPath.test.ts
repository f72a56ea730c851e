import { assert, describe, it } from "vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { daily } from "../../graph/daily.ts"
import * as CriticalPath from "../../src/cli/CriticalPath.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Setting from "../../src/engine/Setting.ts"
import * as Stage from "../../src/engine/Stage.ts"

const of = (millis: Readonly<Record<string, number>>) => CriticalPath.of(daily.stages, Object.keys(millis), (node) => millis[node]!)

const named = (name: string) => Partition.make(name, { over: Setting.make(name, Schema.Array(Schema.String)), key: (id) => id })
const [site, reader] = [named("site"), named("reader")]
const fetchSite = Stage.make("fetch-site", { over: site, output: Schema.Int, run: () => Effect.succeed(1) }) as Stage.Any
const match = Stage.make("match", { over: Partition.product(reader, site), inputs: { fetchSite: fetchSite as never }, output: Schema.Int, run: () => Effect.succeed(1) }) as Stage.Any
const list = Stage.make("list", { over: reader, inputs: { match: Stage.all(match) as never }, output: Schema.Int, run: () => Effect.succeed(1) }) as Stage.Any
const pairs = [fetchSite, match, list]

describe("CriticalPath", () => {
  it("follows partitions where they are read alone, and all of them where they fan in", () => {
    assert.deepStrictEqual(of({ "fetch-board[a]": 9, "fetch-board[b]": 5, "read-board[a]": 1, "read-board[b]": 4, "collect-postings": 2 }), {
      millis: 12,
      nodes: [{ node: "fetch-board[a]", millis: 9 }, { node: "read-board[a]", millis: 1 }, { node: "collect-postings", millis: 2 }]
    })
  })

  it("follows either part of a pair where a stage is split by both", () => {
    const millis = { "fetch-site[a]": 5, "fetch-site[b]": 9, "match[x,a]": 1, "match[y,a]": 3, "match[x,b]": 1, "list[x]": 1, "list[y]": 2 }
    assert.deepStrictEqual(CriticalPath.of(pairs, Object.keys(millis), (node) => millis[node as keyof typeof millis]), {
      millis: 11,
      nodes: [{ node: "fetch-site[b]", millis: 9 }, { node: "match[x,b]", millis: 1 }, { node: "list[x]", millis: 1 }]
    })
  })

  it("goes through nodes that were known, and leaves them out", () => {
    assert.deepStrictEqual(of({ "fetch-board[a]": 3, "read-board[a]": 0, "collect-postings": 2 })?.nodes.map(({ node }) => node), ["fetch-board[a]", "collect-postings"])
  })

  it("takes a node of a stage that is gone by itself, and is none where nothing took time", () => {
    assert.deepStrictEqual(of({ "fetch-board[a]": 3, "old-stage": 7 }), { millis: 7, nodes: [{ node: "old-stage", millis: 7 }] })
    assert.isUndefined(of({ "fetch-board[a]": 0 }))
  })
})
