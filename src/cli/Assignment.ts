/**
 * Changes of a profile or the scoring contract as people write them: `profile.seniorities=["staff"]`, `profile.skills+=Rust`,
 * `scoring.points.location.city=20`.
 *
 * Names are those of the schemas, so a misspelt one is told from its neighbours before anything is computed. A value is JSON; what
 * is none is text. `+=` and `-=` add to a list or take from it, and move a number. `null` takes back a setting that may be absent.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { CandidateProfile } from "../../schemas/Profile.ts"
import { Scoring } from "../../schemas/Scoring.ts"
import * as Wire from "../engine/Wire.ts"
import * as Canonical from "../platform/Canonical.ts"
import { BadUsage } from "./BadUsage.ts"
import { similar } from "./NoSuchNode.ts"

/** A path that leads to nothing in the schemas. */
export class NoSuchSetting extends Schema.TaggedError<NoSuchSetting>()("NoSuchSetting", {
  setting: Schema.String,
  /** The part of it that holds, and the names that could follow. */
  within: Schema.String,
  names: Schema.Array(Schema.String),
  similar: Schema.Array(Schema.String)
}) {
  override get message() {
    const guess = this.similar.length === 0 ? "" : ` Did you mean ${this.similar.slice(0, 3).join(" or ")}?`
    const there = this.names.length === 0 ? `${this.within} holds a value` : `${this.within === "" ? "A setting begins with" : `${this.within} has`} ${this.names.join(", ")}`
    return `There is no setting ${this.setting}.${guess} ${there}. schemas/json/ describes both documents`
  }
}

/** The documents would no longer hold. */
export class SettingRefused extends Schema.TaggedError<SettingRefused>()("SettingRefused", {
  problems: Schema.Array(Schema.Struct({ document: Schema.String, pointer: Schema.String, problem: Schema.String }))
}) {
  override get message() {
    const lines = this.problems.slice(0, 5).map(({ document, pointer, problem }) => `${document}${pointer === "" ? "" : ` at ${pointer}`}: ${problem}`)
    return `The change does not hold: ${lines.join("; ")}. Correct the --set; schemas/json/ describes both documents`
  }
}

export interface Documents {
  readonly profile: CandidateProfile
  readonly scoring: Scoring
}

export interface Assignment {
  /** As it was written. */
  readonly text: string
  readonly path: ReadonlyArray<string>
  readonly operator: "=" | "+=" | "-="
  readonly value: Canonical.Json
  /** `null` means that it is absent. */
  readonly isRemoval: boolean
}

export const parse = Effect.fnUntraced(function*(text: string) {
  const [, setting, operator, written] = /^([^=]+?)\s*([+-]?=)\s*(.*)$/su.exec(text) ?? []
  if (setting === undefined || operator === undefined || written === undefined) {
    return yield* new BadUsage({ flag: "--set", given: text, expected: "PATH=VALUE, PATH+=VALUE or PATH-=VALUE, as profile.minimum_pay.amount=200000," })
  }
  const found = find(setting.trim().split("."))
  if (Result.isFailure(found)) return yield* found.failure
  const { ast, path } = found.success
  const value = valueOf(written, operator === "=" || !isArray(ast) ? ast : itemOf(ast))
  const assignment: Assignment = {
    text,
    path,
    operator: operator as Assignment["operator"],
    value: operator === "=" && isArray(ast) && !Array.isArray(value) && value !== null ? [value] : value,
    isRemoval: value === null && SchemaAST.isOptional(ast)
  }
  return assignment
})

/** Whether a setting is a list, which is added to rather than replaced. */
export const isList = (setting: string): boolean => Result.match(find(setting.split(".")), { onFailure: () => false, onSuccess: ({ ast }) => isArray(ast) })

/** The documents with the changes, in their order, checked by their schemas. */
export const apply = Effect.fnUntraced(function*(documents: Documents, assignments: ReadonlyArray<Assignment>) {
  let changed: Canonical.Json = documents as unknown as Canonical.Json
  for (const assignment of assignments) {
    const next: Result.Result<Canonical.Json | undefined, string> = set(changed, assignment.path, assignment)
    if (Result.isFailure(next)) {
      const [document, ...path] = assignment.path
      return yield* new SettingRefused({ problems: [{ document: document!, pointer: path.map((name) => `/${name}`).join(""), problem: next.failure }] })
    }
    changed = next.success!
  }
  const { profile, scoring } = changed as unknown as Documents
  const problems = [
    ...misfits("profile", validate.profile(profile)),
    ...misfits("scoring", validate.scoring(scoring))
  ]
  if (problems.length > 0) return yield* new SettingRefused({ problems })
  const applied: Documents = { profile, scoring }
  return applied
})

const schemas = { profile: CandidateProfile, scoring: Scoring }
const validate = { profile: Wire.validate(CandidateProfile), scoring: Wire.validate(Scoring) }

const misfits = (document: string, verdict: Result.Result<unknown, ReadonlyArray<Wire.Misfit>>) =>
  Result.isFailure(verdict) ? verdict.failure.map((misfit) => ({ document, ...misfit })) : []

interface Place {
  readonly ast: SchemaAST.AST
  readonly path: ReadonlyArray<string>
}

const find = (names: ReadonlyArray<string>): Result.Result<Place, NoSuchSetting> => {
  const [document, ...rest] = names
  const schema = Object.hasOwn(schemas, document!) ? schemas[document as keyof typeof schemas] : undefined
  const refuse = (path: ReadonlyArray<string>, known: ReadonlyArray<string>, wanted: string | undefined) => {
    const near = wanted === undefined ? [] : similar(wanted, known).map((name) => [...path, name].join("."))
    const all = Object.entries(schemas).flatMap(([name, { ast }]) => pathsIn(ast, name))
    return Result.fail(new NoSuchSetting({ setting: names.join("."), within: path.join("."), names: known, similar: near.length > 0 ? near : similar(names.join("."), all) }))
  }
  if (schema === undefined) return refuse([], Object.keys(schemas), document)
  let ast: SchemaAST.AST = schema.ast
  const path = [document!]
  for (let index = 0; index < rest.length; index++) {
    const name = rest[index]!
    const next: SchemaAST.AST | undefined = propertiesOf(ast).get(name) ?? (isArray(ast) && /^\d+$/.test(name) ? itemOf(ast) : undefined)
    const open: SchemaAST.AST | undefined = next === undefined ? openOf(ast) : undefined
    if (next === undefined && open === undefined) return refuse(path, [...propertiesOf(ast).keys()], name)
    if (next === undefined) {
      // A name of the candidate's own may have dots in it, as Node.js.
      path.push(rest.slice(index).join("."))
      return Result.succeed({ ast: open!, path })
    }
    path.push(name)
    ast = next
  }
  return rest.length === 0 ? refuse(path, [...propertiesOf(ast).keys()], undefined) : Result.succeed({ ast, path })
}

const membersOf = (ast: SchemaAST.AST): ReadonlyArray<SchemaAST.AST> => (ast._tag === "Union" ? ast.types : [ast])

const propertiesOf = (ast: SchemaAST.AST): ReadonlyMap<string, SchemaAST.AST> =>
  new Map(membersOf(ast).flatMap((member) => (member._tag === "Objects" ? member.propertySignatures.map(({ name, type }) => [String(name), type] as const) : [])))

/** What a record holds under any name. */
const openOf = (ast: SchemaAST.AST): SchemaAST.AST | undefined => {
  for (const member of membersOf(ast)) if (member._tag === "Objects" && member.indexSignatures[0] !== undefined) return member.indexSignatures[0].type
  return undefined
}

const isArray = (ast: SchemaAST.AST): boolean => membersOf(ast).some(({ _tag }) => _tag === "Arrays")

const itemOf = (ast: SchemaAST.AST): SchemaAST.AST => membersOf(ast).flatMap((member) => (member._tag === "Arrays" ? member.rest : []))[0] ?? ast

const pathsIn = (ast: SchemaAST.AST, path: string): ReadonlyArray<string> =>
  Array.from(propertiesOf(ast), ([name, type]) => [`${path}.${name}`, ...pathsIn(type, `${path}.${name}`)]).flat()

const valueOf = (written: string, ast: SchemaAST.AST): Canonical.Json => {
  const parsed = Result.try(() => JSON.parse(written) as Canonical.Json)
  return Result.isSuccess(parsed) && !(typeof parsed.success === "number" && isText(ast)) ? parsed.success : written
}

const isText = (ast: SchemaAST.AST): boolean => ast._tag === "String"

const set = (document: Canonical.Json | undefined, path: ReadonlyArray<string>, assignment: Assignment): Result.Result<Canonical.Json | undefined, string> => {
  const [name, ...rest] = path
  if (name === undefined) return assignment.isRemoval ? Result.succeed(undefined) : combined(document, assignment)
  if (Array.isArray(document)) {
    return Number(name) < document.length
      ? Result.map(set(document[Number(name)], rest, assignment), (item) => document.toSpliced(Number(name), 1, ...(item === undefined ? [] : [item])))
      : Result.fail(`the list has ${document.length} items, and their numbers begin at 0`)
  }
  const fields = typeof document === "object" && document !== null ? document as Canonical.JsonObject : {}
  return Result.map(set(fields[name], rest, assignment), (value) => {
    const { [name]: _, ...others } = fields
    return value === undefined ? others : { ...fields, [name]: value }
  })
}

const combined = (before: Canonical.Json | undefined, { operator, value }: Assignment): Result.Result<Canonical.Json, string> => {
  if (operator === "=") return Result.succeed(value)
  if (typeof before === "number" && typeof value === "number") return Result.succeed(operator === "+=" ? before + value : before - value)
  if (before !== undefined && !Array.isArray(before)) return Result.fail(`${operator} is for lists and numbers, and it holds ${JSON.stringify(before)}`)
  const list: ReadonlyArray<Canonical.Json> = before ?? []
  const items = Array.isArray(value) ? value : [value]
  const isIn = (some: ReadonlyArray<Canonical.Json>) => (one: Canonical.Json) => some.some((other) => Canonical.stringifyUnsafe(other) === Canonical.stringifyUnsafe(one))
  if (operator === "+=") return Result.succeed([...list, ...items.filter((item) => !isIn(list)(item))])
  const strange = items.find((item) => !isIn(list)(item))
  return strange === undefined ? Result.succeed(list.filter((item) => !isIn(items)(item))) : Result.fail(`it does not hold ${JSON.stringify(strange)}, but ${JSON.stringify(list)}`)
}
