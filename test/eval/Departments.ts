/**
 * The domain of a department, by a table of the words that departments are called by. Names no employer.
 *
 * A name that the table has as a whole is what the table says. Otherwise whatever ends in `Engineering`, and is not joined with
 * `and`, engineers; else the table's terms are looked for: a name with terms of two domains says none. Weak ones, as `product`,
 * count where no other does, and beside others in a list; there `Finance & Operations` is finance all the same. An umbrella says
 * none: `Go To Market`, and `Operations` alone, which at one employer is recruiters and payroll, at another product managers,
 * at a third delivery. Where the department says none, its team is asked.
 */
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { Domain } from "../../schemas/Taxonomy.ts"
import * as Terms from "../../src/jobs/Terms.ts"

const Names = Schema.Array(Schema.NonEmptyString)
const Departments = Schema.Struct({
  schema_version: Schema.Literal(1),
  revision: Schema.NonEmptyString,
  domains: Schema.Record(Domain, Names),
  weak: Schema.Record(Domain, Names),
  umbrellas: Names
})

const table = Schema.decodeUnknownSync(Departments, { onExcessProperty: "error" })(JSON.parse(readFileSync(new URL("departments.v1.json", import.meta.url), "utf8")))

const words = (name: string): ReadonlyArray<string> =>
  Terms.words(name.replaceAll(/[&+/,]/g, " and ")).map(({ word }) => word).filter((word) => !unread.has(word) && !/^\d+$/u.test(word))
const unread = new Set(["the", "team", "teams", "department", "dept", "division", "group", "org", "of", "recent"])
const lexicon = (rows: Readonly<Record<string, ReadonlyArray<string>>>): Terms.Lexicon =>
  Terms.trie(Object.entries(rows).flatMap(([domain, names]) => names.map((name) => [domain, words(name)] as const)))

const umbrella = "umbrella"
const engineers = new Set(["engineering", "eng"])
const strong = lexicon(table.domains)
const weak = lexicon(table.weak)
const umbrellas = lexicon({ [umbrella]: table.umbrellas })

export const domain = (department: string, team: string | null): Domain | null => of(words(department)) ?? (team === null ? null : of(words(team)))

const of = (name: ReadonlyArray<string>): Domain | null => {
  const [whole] = [strong, umbrellas].flatMap((lexicon) => Terms.among(lexicon, name)).filter(({ length }) => length === name.length)
  if (whole !== undefined) return whole.key === umbrella ? null : whole.key
  if (engineers.has(name.at(-1) ?? "") && !name.includes("and")) return "engineering"
  const [found, more] = [domains(strong, name), domains(weak, name)]
  const [domain, other] = found.length === 0 ? more : name.includes("and") ? [...new Set([...found, ...more.filter((weak) => weak !== "operations")])] : found
  return other === undefined ? domain ?? null : null
}

const domains = (lexicon: Terms.Lexicon, name: ReadonlyArray<string>): ReadonlyArray<Domain> => [...new Set(Terms.among(lexicon, name).map(({ key }) => key))]
