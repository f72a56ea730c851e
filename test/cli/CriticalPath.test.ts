import { assert, describe, it } from "vitest"
import { daily } from "../../graph/daily.ts"
import * as CriticalPath from "../../src/cli/CriticalPath.ts"

const of = (millis: Readonly<Record<string, number>>) => CriticalPath.of(daily.stages, Object.keys(millis), (node) => millis[node]!)

describe("CriticalPath", () => {
  it("follows partitions where they are read alone, and all of them where they fan in", () => {
    assert.deepStrictEqual(of({ "fetch-board[a]": 9, "fetch-board[b]": 5, "read-board[a]": 1, "read-board[b]": 4, "collect-postings": 2 }), {
      millis: 12,
      nodes: [{ node: "fetch-board[a]", millis: 9 }, { node: "read-board[a]", millis: 1 }, { node: "collect-postings", millis: 2 }]
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
