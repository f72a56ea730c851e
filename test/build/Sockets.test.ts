/**
 * Who can reach a socket in the program as it is shipped: read off the bundle, where lint cannot be switched off and packages count too.
 */
import type * as esbuild from "esbuild"
import * as fs from "node:fs"
import * as Path from "node:path"
import { assert, beforeAll, describe, it } from "vitest"
import * as Bundle from "../../src/build/Bundle.ts"

type Inputs = Readonly<Record<string, { readonly imports: ReadonlyArray<{ readonly path: string; readonly external?: boolean }> }>>

const root = Path.resolve(import.meta.dirname, "../..")
const socket = /^(?:node:)?(?:net|tls|dns|dns\/promises|http|https|http2|dgram)$|^undici(?:\/|$)/
const isPackage = (path: string): boolean => path.includes("node_modules/")
const mayConnect = (path: string): boolean => path.startsWith("src/network/")

/** `file → what it imports`, for every file of ours outside src/network that gets at a socket by itself or through packages alone. */
const breaches = (inputs: Inputs): ReadonlyArray<string> => {
  const known = new Map<string, boolean>()
  const reaches = (path: string, external: boolean | undefined): boolean => {
    if (external === true || inputs[path] === undefined) return socket.test(path)
    if (/node_modules\/undici\//.test(path)) return true
    if (!isPackage(path)) return false
    if (!known.has(path)) {
      known.set(path, false)
      known.set(path, inputs[path].imports.some((one) => reaches(one.path, one.external)))
    }
    return known.get(path)!
  }
  return Object.entries(inputs)
    .filter(([path]) => !isPackage(path) && !mayConnect(path))
    .flatMap(([path, { imports }]) => imports.filter((one) => reaches(one.path, one.external)).map((one) => `${path} → ${one.path}`))
}

const globals = /(?<![.\w$])(?:fetch\s*\(|new\s+(?:WebSocket|EventSource)\s*\()/

describe("the bundle", () => {
  let inputs: esbuild.Metafile["inputs"]
  beforeAll(async () => {
    inputs = (await Bundle.bundle(root)).metafile.inputs
  })

  it("reaches a socket from src/network and from nowhere else", () => {
    assert.isAbove(Object.keys(inputs).filter((path) => !isPackage(path)).length, 100)
    assert.deepStrictEqual(breaches(inputs), [])
  })

  it("holds every module of ours that names a socket where one may be named", () => {
    const naming = Object.entries(inputs).filter(([path, { imports }]) => !isPackage(path) && imports.some((one) => socket.test(one.path)))
    assert.isNotEmpty(naming)
    assert.deepStrictEqual(naming.map(([path]) => path).filter((path) => !mayConnect(path)), [])
  })

  it("calls no global that opens a connection", () => {
    const texts = Object.keys(inputs).filter((path) => !mayConnect(path) && !path.includes("node_modules/undici/") && /\.(?:[cm]?js|ts)$/.test(path) && fs.existsSync(Path.join(root, path)))
    // A function of its own by that name is no global.
    const lines = (path: string) => {
      const text = fs.readFileSync(Path.join(root, path), "utf8")
      return /\bfunction fetch\s*\(/.test(text) ? [] : text.split("\n")
    }
    const calling = texts.filter((path) => lines(path).some((line) => !/^\s*(?:\*|\/\/|\/\*)/.test(line) && globals.test(line)))
    assert.deepStrictEqual(calling, [])
  })
})

describe("the reader of the bundle", () => {
  const file = (...imports: ReadonlyArray<string>) => ({ imports: imports.map((path) => ({ path, ...(path.startsWith("node:") ? { external: true } : {}) })) })

  it("catches a socket taken directly, through a package, and through a package of a package", () => {
    const found = breaches({
      "src/cli/A.ts": file("node:net"),
      "src/jobs/B.ts": file("node_modules/a/index.js"),
      "src/jobs/C.ts": file("node_modules/undici/index.js"),
      "src/jobs/D.ts": file("node:fs", "node_modules/d/index.js"),
      "node_modules/a/index.js": file("node_modules/b/index.js"),
      "node_modules/b/index.js": file("node_modules/a/index.js", "node:https"),
      "node_modules/d/index.js": file("node:path"),
      "node_modules/undici/index.js": file("node:tls")
    })
    assert.deepStrictEqual(found, ["src/cli/A.ts → node:net", "src/jobs/B.ts → node_modules/a/index.js", "src/jobs/C.ts → node_modules/undici/index.js"])
  })

  it("lets src/network have one, and others have src/network", () => {
    assert.deepStrictEqual(breaches({ "src/network/A.ts": file("node:net", "node_modules/undici/index.js"), "src/cli/B.ts": file("src/network/A.ts"), "node_modules/undici/index.js": file("node:tls") }), [])
  })

  it("tells a call of the global from a method of that name", () => {
    assert.deepStrictEqual(["fetch('x')", "await fetch (x)", "new WebSocket(x)", "git.fetch(x)", "prefetch(x)"].map((text) => globals.test(text)), [true, true, true, false, false])
  })
})
