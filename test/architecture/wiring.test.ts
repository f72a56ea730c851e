import { assert, describe, it } from "vitest"
import * as Tree from "./Tree.ts"

/** Files that take a stand-in for the world as an argument, and may name it. */
const openings = ["src/network/Agent.ts", "src/network/Client.ts", "src/network/Courier.ts", "src/network/Dial.ts", "src/network/Exchange.ts", "src/network/Outside.ts", "src/network/Smtp.ts"]

describe("what stands in for the network in tests", () => {
  const sources = [...Tree.sources(["src", "graph", "schemas"])]

  it("is named by the shield alone", () => {
    const naming = sources.filter(([path, text]) => !openings.includes(path) && /network\/(?:Dial|Exchange)\.ts|\bAgent\.World\b|\bDial\.Wiring\b|\bwiring\b/.test(text))
    assert.deepStrictEqual(naming.map(([path]) => path), [])
  })

  it("is handed over by nobody in the program", () => {
    const calls = sources.flatMap(([path, text]) => Array.from(text.matchAll(/\bAgent\.make\(/g), ({ index }) => [path, argumentsOf(text.slice(index))] as const))
    assert.deepStrictEqual(calls.filter(([path, given]) => path !== "src/network/Client.ts" && given > 1).map(([path]) => path), [])
    assert.strictEqual(argumentsOf("Agent.make({ a: [1, 2] }, world)"), 2)
  })

  it("is read by who asks boards and who delivers, and provided by nobody", () => {
    const readers = ["src/network/Client.ts", "src/network/Courier.ts"]
    assert.deepStrictEqual(sources.filter(([, text]) => /"[^"]*\bOutside\.ts"|class Outside|const Outside\b/.test(text)).map(([path]) => path), [...readers, "src/network/Outside.ts"])
    for (const reader of readers) assert.notMatch(sources.find(([path]) => path === reader)![1], /\bprovide\w*\(/)
  })

  it("comes from no configuration and no environment", () => {
    for (const [path, text] of sources.filter(([path]) => openings.includes(path))) assert.notMatch(text, /process\.env|config\//, path)
  })
})

/** How many arguments a call at the start of a text has. */
const argumentsOf = (call: string): number => {
  let depth = 0
  let commas = 0
  for (const character of call.slice(call.indexOf("("))) {
    if ("([{".includes(character)) depth++
    else if (")]}".includes(character) && --depth === 0) break
    else if (character === "," && depth === 1) commas++
  }
  return commas + 1
}
