/**
 * The bans that oxlint has no rule for, in the rooms where a value may depend on nothing but its inputs.
 *
 * `.oxlintrc.json` holds the others. Both look at names, not at types: renaming a global gets past them, and replay under
 * Node's permission model is what catches that.
 */
import * as esbuild from "esbuild"
import { SourceMap } from "node:module"
import * as Syntax from "../../src/build/Syntax.ts"

export const pureFolders = ["graph", "schemas", "src/engine", "src/boards", "src/jobs", "src/capabilities"]

/** `file:line: rule` for every breach. */
export const breaches = async (path: string, text: string): Promise<ReadonlyArray<string>> => {
  const { code, map } = await esbuild.transform(text, { loader: "ts", target: "es2024", sourcemap: "external", tsconfigRaw: {} })
  const lines = new SourceMap(JSON.parse(map))
  const found: Array<string> = []
  Syntax.walk(Syntax.parse(code), (node) => {
    const rule = ruleBroken(node, path)
    if (rule === undefined) return
    const before = code.slice(0, node.start).split("\n")
    const entry = lines.findEntry(before.length - 1, before.at(-1)!.length)
    found.push(`${path}:${"originalLine" in entry ? entry.originalLine + 1 : 0}: ${rule}`)
  })
  return found
}

const ruleBroken = (node: Syntax.Node, path: string): string | undefined => {
  switch (node.type) {
    case "NewExpression":
      if (isNamed(node["callee"], "Date") && node["arguments"].length === 0) return "new Date() reads the clock: use the Today capability"
      return undefined
    case "CallExpression":
      if (isNamed(node["callee"], "Date")) return "Date() reads the clock: use the Today capability"
      return undefined
    case "MemberExpression":
      return memberRule(node, path)
    case "ImportExpression":
      return typeof node["source"].value === "string" ? undefined : "import() of a computed path loads code that no digest sees"
    case "MetaProperty":
      return node["meta"].name === "import" ? "import.meta finds files that are no input" : undefined
    default:
      return undefined
  }
}

const memberRule = ({ object, property, computed }: Syntax.Node, path: string): string | undefined => {
  if (computed && (isNamed(object, "Date") || isNamed(object, "Math"))) return `a computed member of ${object.name} may be the clock or randomness`
  if (computed) return undefined
  if (/^now(?:Unsafe|InCurrentZone)?$/.test(property.name) && isNamed(object, "DateTime")) return "DateTime.now reads the clock: use the Today capability"
  if (/^run[A-Z]/.test(property.name) && isNamed(object, "Effect") && !path.startsWith("src/engine/")) return `Effect.${property.name} leaves the sealed context of the stage`
  return undefined
}

const isNamed = (node: Syntax.Node, name: string): boolean => node.type === "Identifier" && node["name"] === name
