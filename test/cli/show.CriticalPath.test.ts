import { assert, describe, it } from "vitest"
import { daily } from "../../graph/daily.ts"
import * as Account from "../../src/cli/Account.ts"
import * as CriticalPath from "../../src/cli/CriticalPath.ts"
import { events, inspection } from "./views/Samples.ts"

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

describe("Account", () => {
  it("passes over lines that are no events", () => {
    const damaged = events.flatMap((event) => [event, { at: "soon", type: "node-started", node: 7 }, { type: "unheard-of" }])
    assert.deepStrictEqual(Account.of(damaged), inspection.account)
  })

  it("counts what a recognised graph knew", () => {
    const account = Account.of([{ at: 1, type: "run-started", graph: "daily", nodes: 25 }, { at: 2, type: "graph-recognised", nodes: 25, graphHash: "" }])
    assert.deepStrictEqual([Account.count(account, "known"), Account.count(account, "ran")], [25, 0])
  })

  it("leaves a node that never ended running until the last event", () => {
    const account = Account.of(events.slice(0, 6))
    assert.deepStrictEqual([account.courses.get("fetch-board[gone]")?.status, account.courses.get("fetch-board[gone]")?.millis], ["running", 8])
  })
})
