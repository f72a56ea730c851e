/**
 * A minified module with its private names replaced by their order of appearance.
 *
 * esbuild picks minified names by how often characters occur in the source, so renaming one local can move every name
 * (8 of 40 renames did, measured on effect/Array). Which identifiers share a name does not depend on that, so numbering
 * the names as they appear gives one text for all sources that differ only in names.
 *
 * The result is for hashing: it is not JavaScript that runs.
 */
import type { Node } from "./Syntax.ts"
import * as Syntax from "./Syntax.ts"

/** Imports of nothing are left out: esbuild keeps one for every external module whose names went unused. */
export const of = (text: string, program: Node): string => {
  const bound = boundIn(program)
  const names = new Map<string, string>()
  const numbered = (kind: string, name: string): string => {
    const known = names.get(kind + name)
    if (known !== undefined) return known
    const number = `${kind}${names.size}`
    names.set(kind + name, number)
    return number
  }
  const pieces: Array<string> = []
  let at = 0
  const replace = (node: Node, replacement: string) => {
    if (node.start < at) throw new Error(`${node.type} at ${node.start} was visited out of order`)
    pieces.push(text.slice(at, node.start), replacement)
    at = node.end
  }
  const local = (node: Node): string => (bound.has(node["name"]) ? numbered("$", node["name"]) : node["name"])

  const visit = (node: Node): void => {
    switch (node.type) {
      case "Identifier":
        return replace(node, local(node))
      case "PrivateIdentifier":
        return replace(node, numbered("#", node["name"]))
      case "MemberExpression":
        visit(node["object"])
        if (node["computed"] || node["property"].type === "PrivateIdentifier") visit(node["property"])
        return
      case "Property":
        if (node["shorthand"]) {
          pieces.push(text.slice(at, node.start), `${node["key"].name}:`)
          at = node.start
        } else if (node["computed"]) visit(node["key"])
        return visit(node["value"])
      case "MethodDefinition":
      case "PropertyDefinition":
        if (node["computed"] || node["key"].type === "PrivateIdentifier") visit(node["key"])
        if (node["value"]) visit(node["value"])
        return
      case "ImportDeclaration":
        if (node["specifiers"].length === 0) return replace(node, "")
        return node["specifiers"].forEach(visit)
      case "ImportSpecifier":
        return replace(node, `${exportedName(node["imported"])} as ${local(node["local"])}`)
      case "ExportNamedDeclaration":
        if (node["declaration"]) visit(node["declaration"])
        else if (!node["source"]) node["specifiers"].forEach(visit)
        return
      case "ExportSpecifier":
        return replace(node, `${local(node["local"])} as ${exportedName(node["exported"])}`)
      case "ExportAllDeclaration":
      case "MetaProperty":
        return
      case "LabeledStatement":
        replace(node["label"], numbered("@", node["label"].name))
        return visit(node["body"])
      case "BreakStatement":
      case "ContinueStatement":
        if (node["label"]) replace(node["label"], numbered("@", node["label"].name))
        return
      default:
        for (const child of Syntax.children(node)) visit(child)
    }
  }
  visit(program)
  pieces.push(text.slice(at))
  return pieces.join("")
}

const exportedName = (node: Node): string => (node.type === "Literal" ? JSON.stringify(node["value"]) : node["name"])

const boundIn = (program: Node): ReadonlySet<string> => {
  const bound = new Set<string>()
  const bind = (pattern: Node | null | undefined) => {
    if (pattern) for (const name of Syntax.boundNames(pattern)) bound.add(name)
  }
  Syntax.walk(program, (node) => {
    switch (node.type) {
      case "VariableDeclarator":
      case "ClassDeclaration":
      case "ClassExpression":
        return bind(node["id"])
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        bind(node["id"])
        return node["params"].forEach(bind)
      case "CatchClause":
        return bind(node["param"])
      case "ImportSpecifier":
      case "ImportDefaultSpecifier":
      case "ImportNamespaceSpecifier":
        return bind(node["local"])
    }
  })
  return bound
}
