import { assert, describe, it } from "vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Today } from "../../../src/capabilities/Today.ts"
import * as Drawing from "../../../src/cli/Drawing.ts"
import type { Seen } from "../../../src/cli/Inspection.ts"
import * as DrawView from "../../../src/cli/views/DrawView.ts"
import * as Graph from "../../../src/engine/Graph.ts"
import * as Output from "../../../src/engine/Output.ts"
import * as Partition from "../../../src/engine/Partition.ts"
import * as Setting from "../../../src/engine/Setting.ts"
import * as Stage from "../../../src/engine/Stage.ts"

const part = Partition.make("part", { over: Setting.make("parts", Schema.Array(Schema.String)), key: (name) => name })
const fetch = Stage.make("fetch", { over: part, output: Schema.String, uses: [Today], run: () => Effect.succeed("") })
const gather = Stage.make("gather", { inputs: { parts: Stage.settled(fetch) }, output: Output.table(Schema.Struct({ id: Schema.String }), ({ id }) => id), run: () => Effect.succeed([]) })
const score = Stage.each("score", { rows: gather, output: Output.table(Schema.Struct({ id: Schema.String }), ({ id }) => id), run: (row) => row })
const graph = Graph.make("small", { stages: [fetch, gather, score], targets: [score] })
const nodes = Result.getOrThrow(Graph.nodes(graph, { parts: ["b", "a"] }))

const seen = (node: string, status: Seen["status"]): Seen => ({ node, status, record: undefined, course: undefined, at: null, millis: null })
const run = [seen("fetch[a]", "known"), seen("fetch[b]", "failed"), seen("gather", "ran")]

describe("DrawView", () => {
  it("draws stages in Mermaid: what is split, what reaches outside, what settles, what goes row by row", () => {
    assert.strictEqual(DrawView.mermaid(Drawing.ofStages(graph, undefined)), `flowchart TD
  0(["fetch<br/>per part<br/>Today"])
  1["gather"]
  2["score"]
  0 -->|"settled"| 1
  1 -->|"row by row"| 2`)
  })

  it("colours stages by the worst that befell them in a run", () => {
    assert.strictEqual(DrawView.mermaid(Drawing.ofStages(graph, run)), `flowchart TD
  0(["fetch<br/>×2 parts<br/>Today<br/>1 known, 1 failed"])
  1["gather<br/>ran"]
  2["score<br/>not reached"]
  0 -->|"settled"| 1
  1 -->|"row by row"| 2
  classDef failed fill:#f8d7da,stroke:#b02a37,color:#111
  classDef ran fill:#d1e7dd,stroke:#146c43,color:#111
  classDef absent fill:#ffffff,stroke:#dee2e6,color:#111
  class 0 failed
  class 1 ran
  class 2 absent`)
  })

  it("draws nodes in DOT, in the order of their keys", () => {
    assert.strictEqual(DrawView.dot("small", Drawing.ofNodes(nodes, undefined)), `digraph "small" {
  "0" [label="fetch[a]\\nToday"];
  "1" [label="fetch[b]\\nToday"];
  "2" [label="gather"];
  "3" [label="score"];
  "0" -> "2" [label="settled"];
  "1" -> "2" [label="settled"];
  "2" -> "3" [label="row by row"];
  "0" [shape=box style="rounded"];
  "1" [shape=box style="rounded"];
  "2" [shape=box style=""];
  "3" [shape=box style=""];
}`)
  })

  it("gives programs nodes and edges", () => {
    const document = DrawView.document("small", Drawing.ofNodes(nodes, run), "r1") as { readonly nodes: ReadonlyArray<object>; readonly edges: ReadonlyArray<object> }
    assert.deepStrictEqual(document.nodes[1], {
      id: "fetch[b]", stage: "fetch", partition: "b", split_by: "part", row_by_row: null, uses: ["Today"], config: null,
      output: "application/json", target: false, statuses: { failed: 1 }
    })
    assert.deepStrictEqual(document.edges.slice(1), [
      { from: "fetch[b]", to: "gather", port: "parts", fan: "settled" },
      { from: "gather", to: "score", port: null, fan: "rows" }
    ])
  })
})
