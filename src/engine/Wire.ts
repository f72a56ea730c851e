/**
 * Wire schemas: schemas whose values are their own JSON.
 *
 * What a stage gives is stored as bytes and read back years later by code that may have moved on. If decoding could
 * transform (a default, a date, a trimmed string), equal bytes could mean different values under different code, and reuse
 * would be unsound. So the engine takes only schemas that validate; transformations belong inside stages.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"

/** A schema that validates and nothing more. Its JSON form differs from its type in brands at most; `assertUnsafe` sees to the rest. */
export type Wire<A = any> = Schema.ConstraintCodec<A, unknown>

/** Why a value does not fit: one line per problem, with its place. */
export interface Misfit {
  readonly pointer: string
  readonly problem: string
}

/** The part of a schema that transforms, as a path; `undefined` if there is none. */
export const transformation = (schema: Wire): string | undefined => find(schema.ast, "", new Set())

/** Refuses a schema that transforms: an error in the program, found when it starts. */
export const assertUnsafe = (schema: Wire, what: string): void => {
  const at = transformation(schema)
  if (at !== undefined) {
    throw new Error(
      `${what}: the schema transforms at ${at === "" ? "its root" : at}. Give the JSON form itself (Schema.String with checks, NullOr instead of optional defaults) and convert inside the stage`
    )
  }
}

/** Checks a value against a schema, keys it does not know included. */
export const validate = <A>(schema: Wire<A>): (value: unknown) => Result.Result<A, ReadonlyArray<Misfit>> => {
  const decode = Schema.decodeUnknownResult(schema as Schema.ConstraintDecoder<A>, { onExcessProperty: "error" })
  const explain = Schema.decodeUnknownResult(schema as Schema.ConstraintDecoder<A>, { onExcessProperty: "error", errors: "all" })
  return (value) => {
    const first = decode(value)
    if (Result.isSuccess(first)) return Result.succeed(first.success)
    const all = explain(value)
    return Result.fail(Result.isFailure(all) ? misfits(all.failure.message) : [])
  }
}

/** One line for why a value could not be decoded. */
export const summaryOf = (error: { readonly message: string }): string => summary(misfits(error.message))

/** One line for a list of misfits. */
export const summary = (misfits: ReadonlyArray<Misfit>): string => {
  const [first] = misfits
  if (first === undefined) return "it does not fit its schema"
  const more = misfits.length > 1 ? ` (and ${misfits.length - 1} more)` : ""
  return `${first.pointer === "" ? "" : `${first.pointer}: `}${first.problem}${more}`
}

// effect/SchemaIssue renders an issue as a problem and an indented path: `at ["providers"][0]["id"]`.
const misfits = (message: string): ReadonlyArray<Misfit> => {
  const found: Array<Misfit> = []
  for (const line of message.split("\n")) {
    const path = /^\s+at (\[.*\])$/.exec(line)
    const last = found.at(-1)
    if (path !== null && last !== undefined) found[found.length - 1] = { ...last, pointer: pointerOf(path[1]!) }
    else if (line !== "") found.push({ pointer: "", problem: line })
  }
  return found
}

const pointerOf = (path: string): string =>
  Array.from(path.matchAll(/\[("(?:[^"\\]|\\.)*"|\d+)\]/g), ([, key]) => `/${String(JSON.parse(key!)).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")

const jsonDeclarations: ReadonlySet<unknown> = new Set([(Schema.Json.ast as SchemaAST.Declaration).run])

const find = (ast: SchemaAST.AST, path: string, seen: Set<SchemaAST.AST>): string | undefined => {
  if (seen.has(ast)) return undefined
  seen.add(ast)
  if (ast.encoding !== undefined) return path
  switch (ast._tag) {
    case "Declaration":
      return jsonDeclarations.has(ast.run) ? undefined : path
    case "Arrays":
      return first([...ast.elements, ...ast.rest], (part) => find(part, `${path}[]`, seen))
    case "Objects":
      return first(ast.propertySignatures, (part) => find(part.type, `${path}.${String(part.name)}`, seen))
        ?? first(ast.indexSignatures, (part) => find(part.parameter, `${path}{key}`, seen) ?? find(part.type, `${path}{}`, seen))
    case "Union":
      return first(ast.types, (part) => find(part, path, seen))
    case "Suspend":
      return find(ast.thunk(), path, seen)
    case "Undefined":
    case "Void":
    case "Never":
    case "BigInt":
    case "Symbol":
    case "UniqueSymbol":
      return path
    default:
      return undefined
  }
}

const first = <A>(parts: ReadonlyArray<A>, f: (part: A) => string | undefined): string | undefined => {
  for (const part of parts) {
    const found = f(part)
    if (found !== undefined) return found
  }
  return undefined
}
