/**
 * Code that runs code, or reads files, which a bundler cannot follow.
 */
import { getLineInfo } from "acorn"
import type { Node } from "./Syntax.ts"
import * as Syntax from "./Syntax.ts"

export const reason = {
  eval: "eval runs code that no digest sees",
  function: "Function() compiles code that no digest sees",
  require: "require() loads code that no digest sees; import it",
  import: "import() of a computed path loads code that no digest sees; write the path out",
  meta: "import.meta finds files that no digest sees; take them as an input",
  bare: "an import for its effects alone runs code that no digest sees; import a name and use it",
  upstream: "another stage's constant is read from; a stage may only hand it on, because that stage's code is not part of this one's digest"
} as const

export interface Place {
  readonly kind: keyof typeof reason
  /** From 1. */
  readonly line: number
  /** From 0. */
  readonly column: number
}

export const find = (program: Node, text: string): ReadonlyArray<Place> => {
  const places: Array<Place> = []
  const upstream = upstreamNames(program)
  const found = (kind: Place["kind"], node: Node) => {
    const { line, column } = getLineInfo(text, node.start)
    places.push({ kind, line, column })
  }
  Syntax.walk(program, (node) => {
    switch (node.type) {
      case "CallExpression":
      case "NewExpression": {
        const name = node["callee"].type === "Identifier" ? node["callee"].name : undefined
        if (name === "eval") found("eval", node)
        else if (name === "Function") found("function", node)
        else if (name === "require") found("require", node)
        return
      }
      case "ImportExpression":
        if (typeof node["source"].value !== "string") found("import", node)
        return
      case "ImportDeclaration":
        if (isBare(node, text)) found("bare", node)
        return
      case "MetaProperty":
        if (node["meta"].name === "import") found("meta", node)
        return
      case "MemberExpression":
        if (node["object"].type === "Identifier" && upstream.has(node["object"].name)) found("upstream", node)
    }
  })
  return places
}

/** `import "package"`; not `import {} from "package"`, which types leave behind. */
const isBare = ({ source, specifiers, start }: Node, text: string): boolean =>
  specifiers.length === 0 && !source.value.startsWith(".") && !text.slice(start, source.start).includes("{")

/** Names imported from another stage: `stage:x` in a bundle, `./x.ts` or `…/graph/stages/x.ts` in a source file. */
const upstreamNames = (program: Node): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const statement of program["body"] as ReadonlyArray<Node>) {
    if (statement.type !== "ImportDeclaration" || !/^stage:|^\.\/[\w-]+\.ts$|graph\/stages\//.test(statement["source"].value)) continue
    for (const { local } of statement["specifiers"]) names.add(local.name)
  }
  return names
}
