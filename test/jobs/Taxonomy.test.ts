import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Roles } from "../../schemas/Taxonomy.ts"
import * as Title from "../../src/jobs/Title.ts"
import { taxonomy as tables } from "./Shipped.ts"

const { roles, levels } = tables
const kinds = ["titles", "fields", "trades", "generic"] as const
const terms = Object.entries(roles.families).flatMap(([family, words]) => kinds.flatMap((kind) => (words[kind] ?? []).map((term) => ({ family, kind, term }))))

describe("the taxonomy of roles", () => {
  it("has 50 to 90 families, in every one of its domains", () => {
    const families = Object.values(roles.families)
    assert.isTrue(families.length >= 50 && families.length <= 90)
    assert.deepStrictEqual(new Set(families.map(({ domain }) => domain)), new Set(Object.keys(roles.domains)))
  })

  it("calls no family as a domain is called, so a name says which it is", () => {
    assert.deepStrictEqual(Object.keys(roles.families).filter((family) => Object.hasOwn(roles.domains, family)), [])
  })

  it("has each term once", () => {
    const seen = new Map<string, string>()
    for (const { family, term } of terms) {
      assert.isUndefined(seen.get(term), `${term} is in ${seen.get(term)} and ${family}`)
      seen.set(term, family)
    }
  })

  it("understands each of its terms as the family that has it", () => {
    const strays = terms.filter(({ family, term }) => {
      const understood = Title.understand(term, tables)
      return understood.family !== family && !understood.mentioned.includes(family)
    })
    assert.deepStrictEqual(strays, [])
  })

  it("refuses a family of no domain", () => {
    const families = { ...roles.families, juggling: { domain: "circus", titles: ["juggler"] } }
    const refused = Schema.decodeUnknownResult(Roles)({ ...roles, families })
    assert.match(String(Result.isFailure(refused) ? refused.failure : ""), /juggling is in no domain of the table: circus/)
  })
})

describe("the taxonomy of levels", () => {
  it("understands each of its terms as the level that has it", () => {
    for (const [level, marks] of Object.entries(levels.seniorities)) {
      for (const term of [...marks.terms ?? [], ...marks.anywhere ?? [], ...marks.alone ?? []]) assert.strictEqual(Title.understand(term, tables).seniority, level, term)
      for (const term of marks.prefixes ?? []) assert.strictEqual(Title.understand(`${term} juggler`, tables).seniority, level, term)
    }
  })

  it("understands no level in its decoys but that of a word beside it", () => {
    for (const decoy of levels.decoys) assert.strictEqual(Title.understand(decoy, tables).seniority, "unspecified", decoy)
  })
})
