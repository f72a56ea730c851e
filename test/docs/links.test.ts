/**
 * What the documents name exists: files, headings, commands, flags, npm scripts.
 */
import { assert, describe, it } from "@effect/vitest"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as Document from "./Document.ts"

const texts = Document.documents().map((path) => [path, Document.read(path)] as const)

/** `path: name` for every name in a document that `known` does not know. */
const unknown = (names: (text: string) => Iterable<string>, known: (name: string, path: string) => boolean): ReadonlyArray<string> =>
  texts.flatMap(([path, text]) => [...names(text)].filter((name) => !known(name, path)).map((name) => `${path}: ${name}`))

/** What stands in code, in blocks and in lines. Words in prose are no commands, nor is what a command printed. */
const code = (text: string): ReadonlyArray<string> => [
  ...Array.from(text.matchAll(/^```(?:sh|yaml|ini)\b.*?\n(.*?)^```$/gms), ([, block]) => block!),
  ...Array.from(text.replaceAll(/^```.*?^```$/gms, "").matchAll(/`([^`\n]+)`/g), ([, span]) => span!)
]

const slug = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")

const headings = (text: string): ReadonlySet<string> => new Set(Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading]) => slug(heading!)))

/** Command (`run`, `add`) to its flags, as the files declare them that `main.ts` puts together. */
const commands: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const flagsOf = (text: string) => Array.from(text.matchAll(/Flag\.\w+\("([a-z-]+)"/g), ([, flag]) => flag!)
  const shared = [...flagsOf(Document.read("src/cli/Root.ts")), "help", "version", "completions"]
  const ofRun = flagsOf(/export const flags = \{.*?\n\}/s.exec(Document.read("src/cli/commands/run.ts"))![0])
  const files = Array.from(Document.read("src/cli/main.ts").matchAll(/from "\.\/(commands\/[\w-]+\.ts)"/g), ([, file]) => Document.read(`src/cli/${file}`))
  return new Map(files.flatMap((text) => {
    const flags = new Set([...flagsOf(text), ...(text.includes("...flags") ? ofRun : []), ...shared])
    return Array.from(text.matchAll(/Command\.make\("([a-z-]+)"/g), ([, name]) => [name!, flags] as const)
  }))
})()

/** The calls of `graph` in a piece of code, each as its words. */
const calls = (text: string): ReadonlyArray<ReadonlyArray<string>> =>
  code(text).flatMap((piece) => piece.split(/\n|&&|\||;|, /)).flatMap((line) => {
    const call = /(?:^|next: |npx (?:--no-install )?)\s*(?:graph|signalcraft)\s+(\S.*)$/.exec(line.replace(/^.*?ExecStart=\S*\s*|^.*?(?:\$ )/, ""))
    return call === null ? [] : [call[1]!.trim().split(/\s+/)]
  })

describe("the documents", () => {
  it("link only to what exists", () => {
    const links = (text: string) => Array.from(text.replaceAll(/^```.*?^```$/gms, "").matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => link!)
    assert.deepStrictEqual(unknown(links, (link, from) => {
      if (/^https?:/.test(link)) return true
      const [file, anchor] = link.split("#") as [string, string | undefined]
      const path = file === "" ? from : Path.posix.join(Path.posix.dirname(from), file)
      if (!fs.existsSync(Path.join(Document.root, path))) return false
      return anchor === undefined || headings(Document.read(path)).has(anchor)
    }), [])
  })

  it("name only commands and flags that exist", () => {
    assert.isAbove(texts.flatMap(([, text]) => calls(text)).length, 40)
    assert.deepStrictEqual(unknown((text) => calls(text).map((words) => words.join(" ")), (call) => {
      const words = call.split(" ")
      const first = words[0]!
      if (first.startsWith("-") || first === "…") return true
      const flags = commands.get(first)
      if (flags === undefined) return false
      if ((first === "snapshot" || first === "providers") && words[1] !== undefined && !commands.has(words[1])) return false
      if ((first === "run" || first === "plan") && words[1] !== undefined && words[1] !== "daily") return false
      return words.filter((word) => word.startsWith("--")).every((word) => flags.has(word.slice(2).split("=")[0]!.replace(/[^a-z-]+$/, "")))
    }), [])
  })

  it("name every command in the README", () => {
    const named = new Set(calls(Document.read("README.md")).flat())
    assert.deepStrictEqual([...commands.keys()].filter((name) => !named.has(name)), [])
  })

  it("name only npm scripts that exist", () => {
    const { scripts } = JSON.parse(Document.read("package.json")) as { readonly scripts: Readonly<Record<string, string>> }
    const named = (text: string) => code(text).flatMap((piece) => Array.from(piece.matchAll(/npm (?:run )?([a-z][a-z:]*)/g), ([, name]) => name!))
    assert.deepStrictEqual(unknown(named, (name) => name === "ci" || Object.hasOwn(scripts, name)), [])
  })

  it("name only files of the repository that exist", () => {
    const paths = (text: string) =>
      code(text).flatMap((piece) => Array.from(piece.matchAll(/(?<![\w./<-])((?:src|graph|test|schemas|config|fixtures|docs|ops)\/[\w./-]*\w\.(?:ts|json|md|yaml))(?![\w*])/g), ([, path]) => path!))
    const documented = new Set(Document.blocks(Document.read("docs/stages.md")).map(({ file }) => file))
    const examples = new Set(["config/places.json"])
    assert.deepStrictEqual(unknown(paths, (path) => documented.has(path) || examples.has(path) || fs.existsSync(Path.join(Document.root, path))), [])
  })
})
