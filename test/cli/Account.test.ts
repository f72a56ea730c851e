import { assert, describe, it } from "vitest"
import * as Account from "../../src/cli/Account.ts"
import { digest, events, inspection } from "./views/Samples.ts"

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

  it("times a node that was known and then made again from when it was made", () => {
    const key = digest("1")
    const { courses } = Account.of([
      { at: 1, type: "node-reused", node: "rank-jobs", key, output: digest("a") },
      { at: 5, type: "node-started", node: "rank-jobs", key, causes: [{ kind: "lost" }] },
      { at: 9, type: "node-finished", node: "rank-jobs", key, output: digest("a"), bytes: 1, rows: null, unchanged: true }
    ])
    assert.deepStrictEqual([courses.get("rank-jobs")?.status, courses.get("rank-jobs")?.at, courses.get("rank-jobs")?.millis], ["ran", 5, 4])
  })
})
