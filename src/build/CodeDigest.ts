/**
 * What a stage's behaviour depends on in code, as one digest per stage.
 *
 * A stage is bundled from its own file: only what it reaches, without comments, types or private names, plus the npm
 * packages it reaches as the lock pins them. A comment, a reformatting or a rename changes nothing; a helper three files
 * away changes exactly the stages that reach it. Other stages are left out: their code enters by their output.
 *
 * What a bundler cannot follow (`eval`, `new Function`, `require`, a computed `import()`, `import.meta`, reading
 * from another stage's constant) is refused: a digest that misses code would reuse wrong results.
 */
import * as esbuild from "esbuild"
import { readdir, readFile } from "node:fs/promises"
import { SourceMap } from "node:module"
import { basename, dirname, join, relative, resolve } from "node:path"
import * as Canonical from "../platform/Canonical.ts"
import type { Digest } from "../platform/Digest.ts"
import { of } from "../platform/Digest.ts"
import * as AlphaForm from "./AlphaForm.ts"
import * as Inert from "./Inert.ts"
import * as LockedPackages from "./LockedPackages.ts"
import * as Opaque from "./Opaque.ts"
import * as Policy from "./Policy.ts"
import * as Syntax from "./Syntax.ts"

/** Stage name → code digest, in stage order. */
export type CodeTable = Readonly<Record<string, Digest>>

export interface CodeDigests {
  readonly table: CodeTable
  /** Every file that was read, relative to the root, sorted. */
  readonly sources: ReadonlyArray<string>
}

/** Stage code that cannot be digested. The message names each place. */
export class UndigestibleCode extends Error {
  override readonly name = "UndigestibleCode"
}

const stagesFolder = "graph/stages"

/** The stages that have a file. */
export const stageNames = async (root: string): Promise<ReadonlyArray<string>> =>
  (await readdir(join(root, stagesFolder)).catch(() => []))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"))
    .sort(Canonical.compare)

/**
 * The code digests of `stages`, by default of all.
 *
 * @throws {UndigestibleCode} naming file and line
 */
export const codeDigests = async ({ root, stages }: { readonly root: string; readonly stages?: ReadonlyArray<string> }): Promise<CodeDigests> => {
  const names = stages ?? (await stageNames(root))
  if (names.length === 0) return { table: {}, sources: [] }
  const folder = resolve(root, stagesFolder)
  const modules = new Map<string, Promise<Module>>()
  const load = (path: string): Promise<Module> => {
    const known = modules.get(path)
    if (known !== undefined) return known
    const loading = readModule(path)
    modules.set(path, loading)
    return loading
  }
  const [lock, bundles] = await Promise.all([LockedPackages.read(join(root, "package-lock.json")), bundle(names.map((name) => join(folder, `${name}.ts`)), folder, load)])
  await refuseBareImports([...modules.keys()], root, load)
  const table: Record<string, Digest> = {}
  for (const [index, name] of names.entries()) {
    const found = bundles[index]!
    const program = Syntax.parse(found.text)
    await refuseOpaque(name, program, found, root, load)
    table[name] = Canonical.digestUnsafe({
      bundle: of(AlphaForm.of(found.text, program)),
      esbuild: esbuild.version,
      packages: LockedPackages.closure(lock, new Set(librariesOf(program)))
    })
  }
  return { table, sources: [...modules.keys()].map((path) => relative(root, path)).sort(Canonical.compare) }
}

interface Module {
  readonly text: string
  readonly whole: boolean
  readonly opaque: ReadonlyArray<Opaque.Place>
  readonly map: string
}

const compilerOptions = { verbatimModuleSyntax: true, target: "ES2024" }

const readModule = async (path: string): Promise<Module> => {
  const source = await readFile(path, "utf8")
  if (!/\.[mc]?[jt]s$/.test(path)) return { text: source, whole: true, opaque: [], map: "" }
  const { code, map } = await esbuild.transform(source, {
    loader: path.endsWith("js") ? "js" : "ts",
    target: "es2024",
    sourcemap: "external",
    sourcefile: path,
    legalComments: "none",
    tsconfigRaw: { compilerOptions }
  })
  const program = Syntax.parse(code)
  const text = Policy.blank(code, program)
  return { ...Inert.wrap(text, text === code ? program : Syntax.parse(text), isOurs), opaque: Opaque.find(program, code), map }
}

const isOurs = (specifier: string): boolean => specifier.startsWith(".")

interface Bundle {
  readonly text: string
  /** Absolute paths of the files that ended up in it. */
  readonly files: ReadonlyArray<string>
}

const bundle = async (entryPoints: ReadonlyArray<string>, folder: string, load: (path: string) => Promise<Module>): Promise<ReadonlyArray<Bundle>> => {
  const result = await esbuild.build({
    entryPoints: [...entryPoints],
    absWorkingDir: folder,
    outdir: folder,
    write: false,
    bundle: true,
    minify: true,
    treeShaking: true,
    metafile: true,
    platform: "node",
    format: "esm",
    target: "es2024",
    legalComments: "none",
    logLevel: "silent",
    tsconfigRaw: { compilerOptions },
    plugins: [resolution(folder, load)]
  }).catch((cause: esbuild.BuildFailure) => {
    throw new UndigestibleCode(cause.errors.map(({ text, location }) => (location === null ? text : `${location.file}:${location.line}: ${text}`)).join("\n"))
  })
  const texts = new Map(result.outputFiles.map(({ path, text }) => [basename(path, ".js"), text]))
  const files = new Map(
    Object.entries(result.metafile.outputs).map(([path, { inputs }]) => [
      basename(path, ".js"),
      Object.keys(inputs).filter((input) => inputs[input]!.bytesInOutput > 0).map((input) => resolve(folder, input))
    ])
  )
  return entryPoints.map((path) => ({ text: texts.get(basename(path, ".ts"))!, files: files.get(basename(path, ".ts"))! }))
}

const resolution = (folder: string, load: (path: string) => Promise<Module>): esbuild.Plugin => ({
  name: "stage-code",
  setup: (build) => {
    build.onResolve({ filter: /.*/ }, async ({ path, kind, importer }) => {
      if (kind === "entry-point") return { path, sideEffects: true }
      if (!isOurs(path)) return { path, external: true, sideEffects: false }
      const file = resolve(dirname(importer), path)
      if (dirname(file) === folder) return { path: `stage:${basename(file, ".ts")}`, external: true, sideEffects: false }
      return { path: file, sideEffects: !(await load(file)).whole }
    })
    build.onLoad({ filter: /\.[mc]?[jt]s$/ }, async ({ path }) => ({ contents: (await load(path)).text, loader: "js" }))
    build.onLoad({ filter: /.*/ }, async ({ path }) => ({ contents: (await load(path)).text, loader: path.endsWith(".json") ? "json" : "text" }))
  }
})

const librariesOf = (program: Syntax.Node): ReadonlyArray<string> => {
  const libraries: Array<string> = []
  Syntax.walk(program, (node) => {
    const source = node.type === "ImportDeclaration" && node["specifiers"].length === 0 ? undefined : node["source"]?.value
    if (typeof source === "string" && !/^(?:stage|node):/.test(source)) libraries.push(LockedPackages.packageOf(source))
  })
  return libraries
}

/**
 * What is opaque may sit in code the stage does not reach, so the bundle decides and its files tell where. What esbuild has
 * rewritten by then (imports, `require`) counts wherever it stands in a reached file.
 */
const refuseOpaque = async (stage: string, program: Syntax.Node, { text, files }: Bundle, root: string, load: (path: string) => Promise<Module>) => {
  const kinds = new Set<Opaque.Place["kind"]>(["import", "require", ...Opaque.find(program, text).map(({ kind }) => kind)])
  const places = await placesOf(kinds, files, root, load)
  if (places.length > 0) throw new UndigestibleCode(`The code of the stage ${stage} cannot be digested:\n  ${places.join("\n  ")}`)
}

/** esbuild drops an import of a package that takes no names, so no bundle shows which stages it would have concerned. */
const refuseBareImports = async (files: Iterable<string>, root: string, load: (path: string) => Promise<Module>) => {
  const places = await placesOf(new Set(["bare"]), files, root, load)
  if (places.length > 0) throw new UndigestibleCode(`The code of the stages cannot be digested:\n  ${places.join("\n  ")}`)
}

const placesOf = async (kinds: ReadonlySet<Opaque.Place["kind"]>, files: Iterable<string>, root: string, load: (path: string) => Promise<Module>) => {
  const places: Array<string> = []
  for (const file of files) {
    const { opaque, map } = await load(file)
    for (const { kind, line, column } of opaque) {
      if (kinds.has(kind)) places.push(`${relative(root, file)}:${originalLine(map, line, column)}: ${Opaque.reason[kind]}`)
    }
  }
  return places
}

const originalLine = (map: string, line: number, column: number): number => {
  const entry = new SourceMap(JSON.parse(map)).findEntry(line - 1, column)
  return "originalLine" in entry ? entry.originalLine + 1 : line
}
