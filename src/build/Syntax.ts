/**
 * JavaScript as a tree: acorn's nodes, loosely typed, and the two walks this room needs.
 *
 * acorn reads JavaScript only; TypeScript reaches it through esbuild, which drops the types.
 */
import { parse as parseModule } from "acorn"

/** An ESTree node. Fields beside `type` and the offsets depend on the type. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: any
}

/** The module's tree, with offsets into `text`. */
export const parse = (text: string): Node => parseModule(text, { ecmaVersion: "latest", sourceType: "module" }) as unknown as Node

/** The nodes directly below, in source order. */
export const children = (node: Node): ReadonlyArray<Node> => {
  const found: Array<Node> = []
  for (const field of fieldsOf(node)) {
    const value = node[field]
    if (value === null || typeof value !== "object") continue
    if (!Array.isArray(value)) {
      if (typeof value.type === "string") found.push(value)
    } else for (const item of value) if (item !== null) found.push(item)
  }
  return found.length > 1 ? found.sort(inSource) : found
}

/** Visits the node and everything below it. */
export const walk = (node: Node, visit: (node: Node) => void): void => {
  visit(node)
  for (const child of children(node)) walk(child, visit)
}

const inSource = (a: Node, b: Node): number => a.start - b.start

const fields = new Map<string, ReadonlyArray<string>>()

/** acorn gives all nodes of a type the same fields; looking them up once halves the time of a walk. */
const fieldsOf = (node: Node): ReadonlyArray<string> => {
  const known = fields.get(node.type)
  if (known !== undefined) return known
  const own = Object.keys(node).filter((field) => !leaves.has(field))
  fields.set(node.type, own)
  return own
}

const leaves = new Set("type start end name kind operator raw regex bigint sourceType computed shorthand method static async generator optional prefix delegate tail".split(" "))

/** The names a declaration's pattern binds. */
export const boundNames = (pattern: Node): ReadonlyArray<string> => {
  switch (pattern.type) {
    case "Identifier":
      return [pattern["name"]]
    case "ObjectPattern":
      return pattern["properties"].flatMap((property: Node) => boundNames(property.type === "RestElement" ? property["argument"] : property["value"]))
    case "ArrayPattern":
      return pattern["elements"].flatMap((element: Node | null) => (element === null ? [] : boundNames(element)))
    case "RestElement":
      return boundNames(pattern["argument"])
    case "AssignmentPattern":
      return boundNames(pattern["left"])
    default:
      return []
  }
}
