import { assert, describe, it } from "vitest"
import * as Imports from "./Imports.ts"
import * as Tree from "./Tree.ts"

const breachesOf = (files: Readonly<Record<string, string>>) => Imports.breaches(new Map(Object.entries(files)))

describe("the room graph", () => {
  it("holds in this tree", async () => {
    assert.deepStrictEqual(await Imports.breaches(Tree.sources(["src", "graph", "schemas"])), [])
  })

  it("gives every room of the tree a row", () => {
    const rooms = new Set([...Tree.sources(["src"]).keys()].map((path) => path.split("/")[1]!))
    assert.deepStrictEqual([...rooms].filter((room) => Imports.reach[room] === undefined), [])
  })
})

describe("the checker of the room graph", () => {
  const caught: ReadonlyArray<readonly [path: string, text: string, rule: string]> = [
    ["src/platform/A.ts", 'import { b } from "../engine/B.ts"', "1: platform may not import engine (src/engine/B.ts); it may import nothing of ours"],
    ["schemas/A.ts", 'import { b } from "../src/jobs/B.ts"', "1: schemas may not import jobs (src/jobs/B.ts); it may import platform"],
    ["src/engine/A.ts", '\nimport type { B } from "../../schemas/B.ts"', "2: engine may not import schemas"],
    ["src/engine/A.ts", 'export * from "../store/B.ts"', "1: engine may not import store"],
    ["src/engine/A.ts", 'export { b } from "../store/B.ts"', "1: engine may not import store"],
    ["src/engine/A.ts", 'export const a = () => import("../store/B.ts")', "1: engine may not import store"],
    ["src/engine/A.ts", 'export type A = import("../store/B.ts").B', "1: engine may not import store"],
    ["src/store/A.ts", 'import { type B } from "../../schemas/B.ts"', "1: store may not import schemas"],
    ["src/network/A.ts", 'import "../runs/B.ts"', "1: network may not import runs"],
    ["src/boards/A.ts", 'import { b } from "../engine/B.ts"', "1: boards may not import engine"],
    ["src/jobs/A.ts", 'import { b } from "../boards/B.ts"', "1: jobs may not import boards"],
    ["src/capabilities/A.ts", 'import { b } from "../network/B.ts"', "1: capabilities may not import network"],
    ["src/runs/A.ts", 'import { b } from "../../graph/daily.ts"', "1: runs may not import graph"],
    ["src/build/A.ts", 'import { b } from "../engine/B.ts"', "1: build may not import engine"],
    ["graph/daily.ts", 'import { b } from "../src/store/B.ts"', "1: graph may not import store"],
    ["graph/stages/rank-jobs.ts", 'import { b } from "../../src/network/B.ts"', "1: graph may not import network"],
    ["graph/stages/rank-jobs.ts", 'import { readFile } from "node:fs/promises"', "1: a stage is pure, and this imports node:fs/promises"],
    ["graph/stages/rank-jobs.ts", 'import { readBoard, parse } from "./read-board.ts"', "1: of another stage only its constant readBoard may be imported, not parse"],
    ["graph/stages/rank-jobs.ts", 'import * as ReadBoard from "./read-board.ts"', "1: of another stage only its constant readBoard"],
    ["src/store/A.ts", 'import { connect } from "node:net"', "1: only src/network opens connections, and this imports node:net"],
    ["src/cli/A.ts", 'import { request } from "undici"', "1: only src/network opens connections, and this imports undici"],
    ["src/api/A.ts", 'import { request } from "node:https"', "1: only src/network opens connections"],
    ["src/jobs/A.ts", 'import { a } from "./A.ts"', "1: files import each other in a circle: src/jobs/A.ts → src/jobs/A.ts"],
    ["src/jobs/A.ts", 'import { a } from "../../../elsewhere/A.ts"', "1: ../elsewhere/A.ts is in no room"],
    ["src/jobs/utils.ts", "", "1: a file is named after what it holds, not `utils.ts`"],
    ["src/jobs/index.ts", "", "1: a file is named after what it holds, not `index.ts`"],
    ["src/jobs/Helpers.ts", "", "1: a file is named after what it holds"]
  ]
  for (const [path, text, rule] of caught) {
    it(`catches ${path}: ${text.trim() || "its name"}`, async () => {
      const breaches = await breachesOf({ [path]: text })
      assert.strictEqual(breaches.length, 1, breaches.join("\n"))
      assert.include(breaches[0], `${path}:${rule}`)
    })
  }

  it("catches a circle through several files", async () => {
    const breaches = await breachesOf({ "src/jobs/A.ts": 'import { b } from "./B.ts"', "src/jobs/B.ts": '\n\nimport { c } from "./C.ts"', "src/jobs/C.ts": 'import type { A } from "./A.ts"' })
    assert.deepStrictEqual(breaches, ["src/jobs/C.ts:1: files import each other in a circle: src/jobs/A.ts → src/jobs/B.ts → src/jobs/C.ts → src/jobs/A.ts"])
  })

  it("is not misled by imports in comments, strings and templates", async () => {
    const text = '// import { b } from "../store/B.ts"\n/*\nimport { b } from "../store/B.ts"\n*/\nexport const a = `\nimport { b } from "../store/B.ts"\n`'
    assert.deepStrictEqual(await breachesOf({ "src/engine/A.ts": text }), [])
  })

  it("lets every room reach what the design grants it", async () => {
    assert.deepStrictEqual(
      await breachesOf({
        "graph/stages/rank-jobs.ts": 'import { readBoard } from "./read-board.ts"\nimport * as Jobs from "../../src/jobs/B.ts"\nimport { Today } from "../../src/capabilities/Today.ts"',
        "src/network/A.ts": 'import { request } from "undici"\nimport { Network } from "../capabilities/Network.ts"',
        "src/cli/A.ts": 'import { daily } from "../../graph/daily.ts"\nconst run = () => import("./run.ts")',
        "src/runs/A.ts": 'import * as Artifact from "../artifacts/Artifact.ts"'
      }),
      []
    )
  })
})
