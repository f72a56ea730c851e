/**
 * The rooms of the house, and which may reach into which: DESIGN §2 as a table, and a reader of imports that checks it.
 */
import * as esbuild from "esbuild"
import { SourceMap } from "node:module"
import { posix } from "node:path"
import * as Syntax from "../../src/build/Syntax.ts"

/** Path from the root → text. */
export type Tree = ReadonlyMap<string, string>

export interface Import {
  readonly line: number
  readonly specifier: string
  /** Names taken, as the other file exports them; `*` for all of it. */
  readonly names: ReadonlyArray<string>
}

/** Every room an entry point may join together. */
const everything = ["api", "artifacts", "boards", "build", "candidates", "capabilities", "cli", "config", "delivery", "engine", "graph", "jobs", "network", "platform", "runs", "schemas", "store"]

/** Room → the other rooms it may import. */
export const reach: Readonly<Record<string, ReadonlyArray<string>>> = {
  platform: [],
  schemas: ["platform"],
  engine: ["platform"],
  store: ["engine", "platform"],
  capabilities: ["engine", "schemas", "platform"],
  network: ["capabilities", "engine", "schemas", "platform"],
  boards: ["schemas", "platform"],
  jobs: ["schemas", "platform"],
  candidates: ["schemas", "platform"],
  artifacts: ["schemas", "platform"],
  graph: ["boards", "jobs", "candidates", "artifacts", "capabilities", "engine", "schemas", "platform"],
  runs: ["engine", "artifacts", "store", "schemas", "platform"],
  delivery: ["artifacts", "network", "schemas", "platform"],
  build: ["platform"],
  api: everything,
  // The launcher starts the bundle.
  cli: [...everything, "dist"]
}

const sockets = /^(?:undici|node:(?:net|tls|dns|http|https|http2|dgram))(?:\/|$)/
const vagueNames = /^(?:utils?|helpers?|common|misc|types?|index|shared|lib|constants?)$/i

/** `file:line: rule` for every breach. */
export const breaches = async (tree: Tree): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = []
  const edges = new Map<string, ReadonlyArray<{ readonly to: string; readonly line: number }>>()
  for (const path of tree.keys()) {
    if (vagueNames.test(posix.basename(path).split(".")[0]!)) found.push(`${path}:1: a file is named after what it holds, not \`${posix.basename(path)}\``)
    const imports = await read(path, tree.get(path)!)
    for (const { line, specifier, names } of imports) {
      for (const rule of rulesBroken(path, specifier, names)) found.push(`${path}:${line}: ${rule}`)
    }
    edges.set(path, imports.filter(({ specifier }) => specifier.startsWith(".")).map(({ line, specifier }) => ({ to: target(path, specifier), line })))
  }
  return [...found, ...cycles(edges)]
}

/** Imports of every kind, those of types included. */
export const read = async (path: string, text: string): Promise<ReadonlyArray<Import>> => {
  const valued = text.replaceAll(/^(import|export) type(?=\s*[{*]|\s+\w+\s+from\b)/gm, "$1     ")
  const { code, map } = await esbuild.transform(valued, {
    loader: path.endsWith(".mjs") ? "js" : "ts",
    target: "es2024",
    sourcemap: "external",
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } }
  })
  const lines = new SourceMap(JSON.parse(map))
  const lineOf = (offset: number): number => {
    const before = code.slice(0, offset).split("\n")
    const entry = lines.findEntry(before.length - 1, before.at(-1)!.length)
    return "originalLine" in entry ? entry.originalLine + 1 : 0
  }
  const imports: Array<Import> = []
  Syntax.walk(Syntax.parse(code), (node) => {
    const source = node["source"]?.value
    if (typeof source !== "string") return
    imports.push({ line: lineOf(node.start), specifier: source, names: (node["specifiers"] ?? []).map(nameTaken) })
  })
  // `import("./x.ts").Name` as a type leaves no trace in the JavaScript.
  for (const { 1: specifier, index } of text.matchAll(/\bimport\("([^"]+)"\)/g)) {
    const line = text.slice(0, index).split("\n").length
    if (!imports.some((known) => known.line === line && known.specifier === specifier)) imports.push({ line, specifier: specifier!, names: ["*"] })
  }
  return imports
}

const nameTaken = (specifier: Syntax.Node): string => {
  if (specifier.type === "ImportSpecifier") return specifier["imported"].name
  return specifier.type === "ExportSpecifier" ? specifier["local"].name : "*"
}

const target = (from: string, specifier: string): string => posix.join(posix.dirname(from), specifier)

const roomOf = (path: string): string | undefined => /^(?:src\/)?([^/]+)\//.exec(path)?.[1]

const isStage = (path: string): boolean => posix.dirname(path) === "graph/stages"

const rulesBroken = function*(path: string, specifier: string, names: ReadonlyArray<string>): Generator<string> {
  const room = roomOf(path)!
  if (!specifier.startsWith(".")) {
    if (sockets.test(specifier) && room !== "network" && !(room === "api" && specifier === "node:http")) yield `only src/network opens connections, and this imports ${specifier}`
    if (isStage(path) && specifier.startsWith("node:")) yield `a stage is pure, and this imports ${specifier}`
    return
  }
  const to = target(path, specifier)
  // The tables by which postings are understood are part of the program.
  if (room === "jobs" && /^config\/taxonomy\/[a-z]+\.v\d+\.json$/.test(to)) return
  const other = roomOf(to)
  if (to === "package.json" && reach[room] !== undefined && reach[room].includes("graph")) return
  if (other === undefined || to.startsWith("..")) return yield `${to} is in no room`
  if (other !== room && !(reach[room] ?? []).includes(other)) yield `${room} may not import ${other} (${to}); it may import ${reach[room]?.join(", ") || "nothing of ours"}`
  if (isStage(path) && isStage(to)) {
    const constant = camelCase(posix.basename(to, ".ts"))
    const others = names.filter((name) => name !== constant)
    if (others.length > 0 || names.length === 0) yield `of another stage only its constant ${constant} may be imported, not ${others.join(", ") || "its effects"}`
  }
  if (!isStage(path) && isStage(to) && !["graph", "cli", "api"].includes(room)) yield `${room} may not know a stage`
}

const camelCase = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

type Edges = ReadonlyMap<string, ReadonlyArray<{ readonly to: string; readonly line: number }>>

const cycles = (edges: Edges): ReadonlyArray<string> => {
  const found: Array<string> = []
  const done = new Set<string>()
  const visit = (path: string, trail: ReadonlyArray<string>) => {
    if (done.has(path)) return
    for (const { to, line } of edges.get(path) ?? []) {
      const start = [...trail, path].indexOf(to)
      if (start >= 0) found.push(`${path}:${line}: files import each other in a circle: ${[...trail.slice(start), path, to].join(" → ")}`)
      else visit(to, [...trail, path])
    }
    done.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  return found
}
