/**
 * The table of docs/artifacts.md against the catalogue.
 */
import { assert, describe, it } from "@effect/vitest"
import type * as Artifact from "../../src/artifacts/Artifact.ts"
import * as Catalogue from "../../src/artifacts/Catalogue.ts"
import * as Document from "./Document.ts"

const row = (artifact: Artifact.Artifact): string => {
  const { description, file, name, safety, scope, version } = artifact
  const isTheirs = scope === "candidate"
  const always = " Published on every ending of a run."
  assert.strictEqual(description.endsWith(always), Catalogue.always.includes(artifact), `${name}: its description says when it is published`)
  const cells = [
    `\`${name}\``,
    String(version),
    `\`${isTheirs ? "candidates/<id>/" : ""}${file}\``,
    `\`${safety}\``,
    isTheirs ? "a candidate" : "everybody",
    Catalogue.always.includes(artifact) ? "always" : "with results",
    description.replace(always, "")
  ]
  return `| ${cells.join(" | ")} |`
}

describe("docs/artifacts.md", () => {
  it("has a row for every artifact of the catalogue, and no other", () => {
    const rows = Document.read("docs/artifacts.md").split("\n").filter((line) => /^\| `\w+` \| \d+ \|/.test(line))
    assert.deepStrictEqual(rows, Catalogue.all.map(row))
  })
})
