/**
 * A wire schema compiled into one pass: checks a value, and puts what it holds in canonical order, so that JSON's own writer gives
 * its canonical text.
 *
 * Gives a text only where Effect's own decoder accepts the value and canonical JSON has that very text; whatever it is not sure of
 * it leaves to them, and so to their words. Knows the parts of schemas that rows are made of; a schema with another part has no writer.
 * A value whose keys stand in canonical order is written as it is, any other is put together anew.
 */
import type * as SchemaAST from "effect/SchemaAST"
import * as Canonical from "../platform/Canonical.ts"
import type { Wire } from "./Wire.ts"

/** The canonical text, or `undefined` where it cannot say. */
export type Writer = (value: unknown) => string | undefined

export const make = (schema: Wire): Writer | undefined => {
  const arrange = compile(schema.ast)
  if (arrange === undefined) return undefined
  return (value) => {
    const arranged = arrange(value)
    return arranged === unsure ? undefined : JSON.stringify(arranged)
  }
}

/** The value with its keys in canonical order, itself if they are, or `unsure`. */
type Arrange = (value: unknown) => unknown

const unsure = Symbol("unsure")

const options: SchemaAST.ParseOptions = { onExcessProperty: "error" }

const compile = (ast: SchemaAST.AST): Arrange | undefined => {
  if (ast.encoding !== undefined || "encodingChecks" in ast && ast.encodingChecks !== undefined) return undefined
  const arrange = plain(ast)
  const { checks } = ast
  if (arrange === undefined || checks === undefined) return arrange
  const filters = checks.flatMap(filtersOf)
  const isPassed = (value: unknown): boolean => filters.every((filter) => filter.run(value, ast, options) === undefined)
  if (ast._tag === "Number") return checkedNumber(isPassed)
  return (value) => {
    const arranged = arrange(value)
    return arranged !== unsure && isPassed(value) ? arranged : unsure
  }
}

const filtersOf = (check: SchemaAST.Check<unknown>): ReadonlyArray<SchemaAST.Filter<unknown>> =>
  check._tag === "Filter" ? [check] : check.checks.flatMap(filtersOf)

const plain = (ast: SchemaAST.AST): Arrange | undefined => {
  switch (ast._tag) {
    case "Null":
      return (value) => (value === null ? null : unsure)
    case "Boolean":
      return (value) => (typeof value === "boolean" ? value : unsure)
    case "String":
      return (value) => (typeof value === "string" && value.isWellFormed() ? value : unsure)
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

const number: Arrange = (value) =>
  typeof value === "number" && (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) ? value : unsure

/** Most numbers are places in a text: of those below, each is asked about once. */
const small = 1 << 13

const checkedNumber = (isPassed: (value: unknown) => boolean): Arrange => {
  const passed = new Uint8Array(small)
  return (value) => {
    if (typeof value === "number" && passed[value] === 1) return value
    if (number(value) === unsure || !isPassed(value)) return unsure
    if (value as number >= 0 && value as number < small) passed[value as number] = 1
    return value
  }
}

const literals = (parts: ReadonlyArray<SchemaAST.Literal>): Arrange | undefined => {
  const known = new Set<unknown>()
  for (const { literal } of parts) {
    const isText = typeof literal === "string" && literal.isWellFormed()
    if (!isText && typeof literal !== "boolean" && !Number.isSafeInteger(literal)) return undefined
    known.add(literal)
  }
  // A set makes a name of every string that it is asked for, however long.
  const few = [...known]
  return few.length > 8 ? (value) => (known.has(value) ? value : unsure) : (value) => (few.includes(value) ? value : unsure)
}

const array = (item: SchemaAST.AST): Arrange | undefined => {
  const arrange = compile(item)
  if (arrange === undefined) return undefined
  return (value) => {
    if (!Array.isArray(value)) return unsure
    let anew: Array<unknown> | undefined
    for (let index = 0; index < value.length; index++) {
      const arranged = arrange(value[index])
      if (arranged === unsure) return unsure
      if (anew === undefined && arranged !== value[index]) anew = value.slice(0, index)
      anew?.push(arranged)
    }
    return anew ?? value
  }
}

const object = (properties: ReadonlyArray<SchemaAST.PropertySignature>): Arrange | undefined => {
  const parts: Array<{ readonly name: string; readonly arrange: Arrange; readonly optional: boolean }> = []
  for (const { name, type } of properties) {
    const arrange = compile(type)
    if (arrange === undefined || typeof name !== "string" || name in Object.prototype || isIndex.test(name) || !name.isWellFormed()) return undefined
    parts.push({ name, arrange, optional: type.context?.isOptional === true })
  }
  parts.sort((a, b) => Canonical.compare(a.name, b.name))
  const isLeftOut = (value: Record<string, unknown>, at: number): boolean => parts[at]!.optional && value[parts[at]!.name] === undefined
  /** @param from what stands before it is in order; @param first what stands there, arranged */
  const anew = (value: Record<string, unknown>, from: number, first?: unknown): unknown => {
    const made: Record<string, unknown> = {}
    let count = 0
    for (const [at, { arrange, name }] of parts.entries()) {
      if (isLeftOut(value, at)) continue
      const arranged = at < from ? value[name] : at === from && first !== undefined ? first : arrange(value[name])
      if (arranged === unsure) return unsure
      made[name] = arranged
      count++
    }
    return Object.keys(value).length === count ? made : unsure
  }
  return (value) => {
    if (!isPlainRecord(value)) return unsure
    let at = 0
    for (const name in value) {
      while (at < parts.length && parts[at]!.name !== name && isLeftOut(value, at)) at++
      if (at === parts.length || parts[at]!.name !== name) return anew(value, at)
      const property = value[name]
      const arranged = parts[at]!.arrange(property)
      if (arranged !== property) return arranged === unsure ? unsure : anew(value, at, arranged)
      at++
    }
    while (at < parts.length && isLeftOut(value, at)) at++
    return at === parts.length ? value : unsure
  }
}

const isPlainRecord = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== "object" || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0
}

/** JSON's writer would put names such as `12` first, wherever they stand. */
const isIndex = /^\d+$/

const union = (types: ReadonlyArray<SchemaAST.AST>): Arrange | undefined => {
  const isPlain = (type: SchemaAST.AST): type is SchemaAST.Literal => type._tag === "Literal" && type.checks === undefined && type.encoding === undefined
  const known = literals(types.filter(isPlain))
  const others = types.filter((type) => !isPlain(type)).map(compile)
  if (known === undefined || !others.every((arrange) => arrange !== undefined)) return undefined
  return (value) => {
    if (known(value) !== unsure) return value
    for (const arrange of others) {
      const arranged = arrange(value)
      if (arranged !== unsure) return arranged
    }
    return unsure
  }
}
