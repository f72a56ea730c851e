import { assert, describe, it } from "vitest"
import * as Terminal from "../../src/cli/Terminal.ts"

describe("Terminal", () => {
  it("shows what a terminal would obey, and leaves lines and colours", () => {
    assert.strictEqual(Terminal.harmless("a\tb\r\nc\n\u001B[32m✓\u001B[39m"), "a\tb\r\nc\n\u001B[32m✓\u001B[39m")
    assert.strictEqual(Terminal.harmless("\u001B]0;title\u0007\u001B[2J\u001B[8m\u009B31m\u0000\u007F\u0085"), "\\u001b]0;title\\u0007\\u001b[2J\\u001b[8m\\u009b31m\\u0000\\u007f\\u0085")
    assert.strictEqual(Terminal.harmless("over\rwritten\r"), "over\\u000dwritten\\u000d")
    assert.strictEqual(Terminal.harmless("\u001B[30m\u001B[38;5;0m\u001B[7m"), "\\u001b[30m\\u001b[38;5;0m\\u001b[7m")
  })

  it("lets nothing turn the order of a line round", () => {
    assert.strictEqual(Terminal.harmless("a\u202Eb\u202Cc\u2066d\u2069\u200F\u061C\u2028"), "a\\u202eb\\u202cc\\u2066d\\u2069\\u200f\\u061c\\u2028")
    assert.strictEqual(Terminal.harmless("مهندس ✨ 👩‍💻 ｅｎｇ"), "مهندس ✨ 👩‍💻 ｅｎｇ")
  })

  it("writes bytes as they are, but where a person looks at them", () => {
    const { isTTY } = process.stdout
    const write = process.stdout.write.bind(process.stdout)
    const written: Array<string> = []
    try {
      process.stdout.write = (chunk: string | Uint8Array) => written.push(Buffer.from(chunk as string).toString()) > 0
      for (const watched of [false, true]) {
        process.stdout.isTTY = watched
        Terminal.content(Buffer.from("title\r\n\u001B[2J\r\n"))
      }
    } finally {
      process.stdout.write = write
      process.stdout.isTTY = isTTY
    }
    assert.deepStrictEqual(written, ["title\r\n\u001B[2J\r\n", "title\r\n\\u001b[2J\r\n"])
  })

  it("changes no document: what is shown instead is how JSON writes the same string", () => {
    const hostile = { title: "\u202Egpj.exe\u009B2J\u007F\"\\u001b" }
    const shown = Terminal.harmless(JSON.stringify(hostile, null, 2))
    assert.deepStrictEqual(JSON.parse(shown), hostile)
    assert.notMatch(shown, /[\u007F-\u009F\u202E]/)
  })
})
