import { assert, describe, it } from "@effect/vitest"
import { daily } from "../../graph/daily.ts"
import * as Drawing from "../../src/cli/Drawing.ts"
import * as DrawView from "../../src/cli/views/DrawView.ts"
import * as Document from "./Document.ts"

describe("README.md", () => {
  it("shows the graph as `graph draw` draws it now", () => {
    const shown = Document.blocks(Document.read("README.md")).filter(({ language }) => language === "mermaid").map(({ text }) => text.trim())
    assert.deepStrictEqual(shown, [DrawView.mermaid(Drawing.ofStages(daily, undefined)).trim()])
  })
})
