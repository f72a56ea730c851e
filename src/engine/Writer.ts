/**
 * A wire schema compiled into one pass: checks a value and writes its canonical JSON.
 *
 * Gives a text only where Effect's own decoder accepts the value and canonical JSON has that very text; whatever it is not sure of
 * it leaves to them, and so to their words. Knows the parts of schemas that rows are made of; a schema with another part has no writer.
 */
import type * as SchemaAST from "effect/SchemaAST"
import * as Canonical from "../platform/Canonical.ts"
import type { Wire } from "./Wire.ts"

/** The canonical text, or `undefined` where it cannot say. */
export type Writer = (value: unknown) => string | undefined

export const make = (schema: Wire): Writer | undefined => compile(schema.ast)

const options: SchemaAST.ParseOptions = { onExcessProperty: "error" }

const compile = (ast: SchemaAST.AST): Writer | undefined => {
  if (ast.encoding !== undefined || "encodingChecks" in ast && ast.encodingChecks !== undefined) return undefined
  const write = plain(ast)
  const { checks } = ast
  if (write === undefined || checks === undefined) return write
  const filters = checks.flatMap(filtersOf)
  return (value) => {
    const text = write(value)
    if (text === undefined) return undefined
    for (const filter of filters) if (filter.run(value, ast, options) !== undefined) return undefined
    return text
  }
}

const filtersOf = (check: SchemaAST.Check<unknown>): ReadonlyArray<SchemaAST.Filter<unknown>> =>
  check._tag === "Filter" ? [check] : check.checks.flatMap(filtersOf)

const plain = (ast: SchemaAST.AST): Writer | undefined => {
  switch (ast._tag) {
    case "Null":
      return (value) => (value === null ? "null" : undefined)
    case "Boolean":
      return (value) => (value === true ? "true" : value === false ? "false" : undefined)
    case "String":
      return (value) => (typeof value === "string" && value.isWellFormed() ? JSON.stringify(value) : undefined)
    case "Number":
      return number
    case "Literal":
      return literals([ast])
    case "Arrays":
      return ast.elements.length === 0 && ast.rest.length === 1 ? array(ast.rest[0]!) : undefined
    case "Objects":
      return ast.indexSignatures.length === 0 ? object(ast.propertySignatures) : undefined
    case "Union":
      return ast.options?.mode !== "oneOf" ? union(ast.types) : undefined
    default:
      return undefined
  }
}

const number: Writer = (value) =>
  typeof value === "number" && (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) ? JSON.stringify(value) : undefined

const literals = (parts: ReadonlyArray<SchemaAST.Literal>): Writer | undefined => {
  const texts = new Map<unknown, string>()
  for (const { literal } of parts) {
    if (typeof literal !== "string" && typeof literal !== "boolean" && !Number.isSafeInteger(literal)) return undefined
    texts.set(literal, Canonical.stringifyUnsafe(literal))
  }
  return (value) => texts.get(value)
}

const array = (item: SchemaAST.AST): Writer | undefined => {
  const write = compile(item)
  if (write === undefined) return undefined
  return (value) => {
    if (!Array.isArray(value)) return undefined
    let text = "["
    for (let index = 0; index < value.length; index++) {
      const part = write(value[index])
      if (part === undefined) return undefined
      text += index === 0 ? part : `,${part}`
    }
    return `${text}]`
  }
}

const object = (properties: ReadonlyArray<SchemaAST.PropertySignature>): Writer | undefined => {
  const parts: Array<{ readonly name: string; readonly label: string; readonly write: Writer; readonly optional: boolean }> = []
  for (const { name, type } of properties) {
    const write = compile(type)
    if (write === undefined || typeof name !== "string" || name in Object.prototype || !name.isWellFormed()) return undefined
    parts.push({ name, label: `${JSON.stringify(name)}:`, write, optional: type.context?.isOptional === true })
  }
  parts.sort((a, b) => Canonical.compare(a.name, b.name))
  return (value) => {
    if (typeof value !== "object" || value === null) return undefined
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return undefined
    let [text, count] = ["{", 0]
    for (const { label, name, optional, write } of parts) {
      const property = (value as Record<string, unknown>)[name]
      if (property === undefined && optional) continue
      const part = write(property)
      if (part === undefined) return undefined
      text += count++ === 0 ? label + part : `,${label}${part}`
    }
    return Reflect.ownKeys(value).length === count ? `${text}}` : undefined
  }
}

const union = (types: ReadonlyArray<SchemaAST.AST>): Writer | undefined => {
  const isPlain = (type: SchemaAST.AST): type is SchemaAST.Literal => type._tag === "Literal" && type.checks === undefined && type.encoding === undefined
  const known = literals(types.filter(isPlain))
  const others = types.filter((type) => !isPlain(type)).map(compile)
  if (known === undefined || !others.every((write) => write !== undefined)) return undefined
  return (value) => {
    const text = known(value)
    if (text !== undefined) return text
    for (const write of others) {
      const text = write(value)
      if (text !== undefined) return text
    }
    return undefined
  }
}
