/**
 * A small run of three stages, as its files tell it.
 */
import { daily } from "../../../graph/daily.ts"
import * as Account from "../../../src/cli/Account.ts"
import * as CriticalPath from "../../../src/cli/CriticalPath.ts"
import type { Inspection, Seen } from "../../../src/cli/Inspection.ts"
import type { Standing } from "../../../src/cli/Standing.ts"
import type { JsonObject } from "../../../src/platform/Canonical.ts"

export const digest = (letter: string): string => `sha256-${letter.repeat(64)}`

export const failure = {
  node: "read-board[gone]",
  stage: "read-board",
  partition: "gone",
  error: { _tag: "Malformed", at: "/jobs" },
  message: "gone: the answer is not what the vendor documents at /jobs. Compare it with the vendor's format",
  retryable: false
}

export const events: ReadonlyArray<JsonObject> = [
  { type: "run-opened", run: "20260202T060000000Z-abcd", as_of: "2026-02-02", graph: "daily", owner: {} },
  { at: 10, type: "run-started", graph: "daily", nodes: 7 },
  { at: 11, type: "store-damaged", damage: { kind: "blob", name: digest("d"), reason: "its bytes do not match" } },
  { at: 12, type: "node-started", node: "fetch-board[acme]", key: digest("1"), causes: [{ kind: "lost" }] },
  { at: 12, type: "node-started", node: "fetch-board[gone]", key: digest("2"), causes: [{ kind: "lost" }] },
  { at: 20, type: "node-retrying", node: "fetch-board[gone]", attempt: 1, failure: { ...failure, message: "gone did not answer" } },
  { at: 32, type: "node-finished", node: "fetch-board[acme]", key: digest("1"), output: digest("a"), bytes: 2048, rows: null, unchanged: true },
  { at: 52, type: "node-finished", node: "fetch-board[gone]", key: digest("2"), output: digest("b"), bytes: 10, rows: null, unchanged: false },
  { at: 53, type: "node-reused", node: "read-board[acme]", key: digest("3"), output: digest("c") },
  { at: 53, type: "node-started", node: "read-board[gone]", key: digest("4"), causes: [{ kind: "input", port: "answer", partition: null, from: digest("f"), to: digest("b") }] },
  { at: 55, type: "node-failed", node: "read-board[gone]", key: digest("4"), failure },
  { at: 56, type: "node-started", node: "collect-postings", key: digest("5"), causes: [{ kind: "code", from: digest("6"), to: digest("7") }] },
  { at: 86, type: "node-finished", node: "collect-postings", key: digest("5"), output: digest("e"), bytes: 512, rows: { total: 8, computed: 2 }, unchanged: false },
  { at: 87, type: "node-skipped", node: "publish-postings", because: "read-board[gone]" },
  { at: 87, type: "node-skipped", node: "fold-ledger", because: "read-board[gone]" },
  { at: 90, type: "run-finished", ran: 3, reused: 1, failed: 1, skipped: 2, graphHash: digest("9") }
]

export const standing: Standing = {
  run: "20260202T060000000Z-abcd",
  status: "degraded",
  committed: true,
  started_at: "2026-02-02T06:00:00.000Z",
  graph: "daily",
  as_of: "2026-02-02",
  graph_hash: digest("9"),
  place: "read-board",
  failures: [failure],
  nodes: { total: 7, ok: 4, ran: 3, known: 1, failed: 1, skipped: 2 },
  wall_ms: 100,
  problem: null
}

export const account = Account.of(events)

const nodes = Array.from(account.courses.values(), (course): Seen => ({
  node: course.node, status: course.status, record: undefined, course, at: course.at, millis: course.millis
}))

export const inspection: Inspection = {
  standing,
  account,
  record: undefined,
  nodes,
  timing: { cpu_ms: 80, peak_memory_bytes: 1024 ** 2 },
  summary: undefined,
  health: undefined,
  path: CriticalPath.of(daily.stages, nodes.map(({ node }) => node), (node) => account.courses.get(node)!.millis),
  audit: undefined,
  profiles: [],
  damaged: [],
  unreadable: []
}
