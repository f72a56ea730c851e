import { assert, describe, it } from "vitest"
import * as Terminal from "../../../src/cli/Terminal.ts"
import * as NodeView from "../../../src/cli/views/NodeView.ts"
import { digest, failure, inspection } from "./Samples.ts"

const seen = (node: string) => inspection.nodes.find((one) => one.node === node)!
const render = (node: string) => NodeView.render(inspection, seen(node), Terminal.plainInk)

describe("NodeView", () => {
  it("tells a node with its time, its output and why it ran", () => {
    assert.strictEqual(render("collect-postings"), `✓ collect-postings   ran
  run     20260202T060000000Z-abcd
  time    30 ms, from 56 ms on, on the critical path
  rows    2 of 8 computed
  output  ${digest("e")}
          512 B
  key     ${digest("5")}

ran, because
  its code changed (666666666666 → 777777777777)

next: graph why 'collect-postings'`)
  })

  it("tells a failure in full, and what a skipped node needed", () => {
    assert.include(render("read-board[gone]"), `  failure  ${failure.message}\n  error    {"_tag":"Malformed","at":"/jobs"}`)
    assert.strictEqual(render("fold-ledger"), `⊘ fold-ledger   was skipped
  run    20260202T060000000Z-abcd
  needs  read-board[gone]

next: graph why 'fold-ledger'`)
  })

  it("prints the record that was hashed", () => {
    const action = { engine: 1, stage: "read-board", partition: "gone", code: digest("6"), config: null, item: digest("8"), inputs: { answer: digest("b"), boards: { acme: digest("c") } }, uses: { "signalcraft/capabilities/Today": "2026-02-02" }, runtime: { icu: "78.3" } }
    const text = NodeView.render(inspection, { ...seen("read-board[gone]"), record: { status: "failed", node: "read-board[gone]", key: digest("4") as never, action, failure } }, Terminal.plainInk)
    assert.include(text, `the record whose digest is the key
  engine              epoch 1
  stage               read-board
  partition           gone
  code                ${digest("6")}
  config              none
  item                ${digest("8")}
  input answer        ${digest("b")}
  input boards[acme]  ${digest("c")}
  Today               2026-02-02
  runtime             icu 78.3`)
  })
})
