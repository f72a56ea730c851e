/**
 * Keeps advertisements' text out of what is meant for eyes: by type when the program is compiled, by schema when it starts.
 *
 * A schema reaches raw text when any value it describes may hold some: a part annotated `rawText`, or a part open to any
 * value.
 */
import type * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import type { RawText } from "../../schemas/RawText.ts"

/** `true` where a value of the type may hold raw text: the branded text itself, `unknown`, `any`. */
export type Reaches<A, Depth extends ReadonlyArray<unknown> = []> = unknown extends A ? true
  : Depth["length"] extends 16 ? true
  : true extends Part<A, Depth> ? true
  : false

type Part<A, Depth extends ReadonlyArray<unknown>> = A extends RawText ? true
  : A extends string | number | boolean | bigint | symbol | null | undefined ? false
  : A extends ReadonlyArray<infer B> ? Reaches<B, [...Depth, unknown]>
  : { readonly [K in keyof A]-?: Reaches<A[K], [...Depth, unknown]> }[keyof A]

/** The schema itself, or a type no schema has, whose name is the reason. */
export type Safe<S extends Schema.Top> = Reaches<S["Type"] | S["Encoded"]> extends true
  ? { readonly "an artifact for eyes must not reach raw job text": never }
  : S

/** The way to raw text within a schema, as `.postings[].text`; `undefined` if there is none. */
export const rawTextIn = (schema: Schema.Top): string | undefined => visit(schema.ast, "", new Set())

/** The first find ends the search, so what has been `seen` holds none, or is being searched. */
const visit = (ast: SchemaAST.AST, path: string, seen: Set<SchemaAST.AST>): string | undefined => {
  if (seen.has(ast)) return undefined
  seen.add(ast)
  const at = (parts: ReadonlyArray<readonly [SchemaAST.AST, string]>) => first(parts, ([part, step]) => visit(part, `${path}${step}`, seen))
  if (isRaw(ast) || isOpen(ast)) return path === "" ? "." : path
  return at((ast.encoding ?? []).map(({ to }) => [to, ""])) ?? at(partsOf(ast))
}

const isRaw = (ast: SchemaAST.AST): boolean => [ast, ...(ast.checks ?? [])].some(({ annotations }) => annotations?.["rawText"] === true)

const isOpen = (ast: SchemaAST.AST): boolean => ["Unknown", "Any", "ObjectKeyword", "Declaration"].includes(ast._tag)

const partsOf = (ast: SchemaAST.AST): ReadonlyArray<readonly [SchemaAST.AST, string]> => {
  switch (ast._tag) {
    case "Arrays":
      return [...ast.elements, ...ast.rest].map((part) => [part, "[]"])
    case "Objects":
      return [
        ...ast.propertySignatures.map(({ name, type }) => [type, `.${String(name)}`] as const),
        ...ast.indexSignatures.flatMap(({ parameter, type }) => [[parameter, "{key}"], [type, "{}"]] as const)
      ]
    case "Union":
      return ast.types.map((part) => [part, ""])
    case "Suspend":
      return [[ast.thunk(), ""]]
    case "TemplateLiteral":
      return ast.parts.map((part) => [part, ""])
    default:
      return []
  }
}

const first = <A, B>(values: ReadonlyArray<A>, find: (value: A) => B | undefined): B | undefined => {
  for (const value of values) {
    const found = find(value)
    if (found !== undefined) return found
  }
  return undefined
}
