/**
 * The code of docs/stages.md: laid out as the files it stands for beside those of the repository, type-checked as a whole, and
 * its test run here.
 */
import { afterAll, assert, describe, it } from "@effect/vitest"
import { execFile } from "node:child_process"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { promisify } from "node:util"
import * as Document from "./Document.ts"

const blocks = Document.blocks(Document.read("docs/stages.md")).filter(({ language }) => language === "ts")
const written = new Map(blocks.map(({ file, text }) => [file, text]))

/** Everything of `folder` as links, but for the folders that get a documented file. */
const plant = (copy: string, folder: string): void => {
  fs.mkdirSync(Path.join(copy, folder), { recursive: true })
  for (const name of fs.readdirSync(Path.join(Document.root, folder))) {
    const path = Path.posix.join(folder, name)
    if ([...written.keys()].some((file) => file.startsWith(`${path}/`))) plant(copy, path)
    else fs.symlinkSync(Path.join(Document.root, path), Path.join(copy, path))
  }
}

const copy = fs.realpathSync(fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-docs-")))
afterAll(() => fs.rmSync(copy, { recursive: true }))
plant(copy, ".")
for (const [file, text] of written) {
  fs.mkdirSync(Path.dirname(Path.join(copy, file)), { recursive: true })
  fs.writeFileSync(Path.join(copy, file), text)
}

describe("docs/stages.md", () => {
  it("names the file of every block, once, and none that exists", () => {
    assert.deepStrictEqual(blocks.map(({ file }) => file), [...written.keys()])
    assert.deepStrictEqual([...written.keys()].filter((file) => file === "" || fs.existsSync(Path.join(Document.root, file))), [])
  })

  it("type-checks", async () => {
    const settings = { extends: "./tsconfig.json", include: [], files: [...written.keys()], compilerOptions: { types: ["node"] } }
    fs.writeFileSync(Path.join(copy, "tsconfig.docs.json"), JSON.stringify(settings))
    const compiler = Path.join(Document.root, "node_modules", "typescript", "bin", "tsc")
    const checked = await promisify(execFile)(process.execPath, [compiler, "-p", "tsconfig.docs.json"], { cwd: copy }).catch((error: { stdout: string }) => error)
    assert.strictEqual(checked.stdout, "")
  })
})

// Its rules become rules of this file.
for (const file of written.keys()) if (file.endsWith(".test.ts")) await import(Path.join(copy, file))
