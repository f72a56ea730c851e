import { assert, describe, it } from "@effect/vitest"
import { RoleName } from "../../schemas/RoleName.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Target from "../../src/jobs/Target.ts"
import * as Rig from "./Rig.ts"

const { roles } = tables
const familiesOf = (...names: ReadonlyArray<string>) => Target.familiesOf(names, roles)
const of = (over: Partial<typeof Rig.profile>) => Target.of({ ...Rig.profile, ...over }, tables)

describe("Target", () => {
  it("takes every name of the table for a role, and no other", () => {
    assert.deepStrictEqual([...RoleName.literals].sort(), [...new Set([...Object.keys(roles.groups), ...Object.keys(roles.domains), ...Object.keys(roles.families)])].sort())
    for (const name of RoleName.literals) assert.isNotEmpty(familiesOf(name), name)
  })

  it("reads a group before a domain, and a domain before a family", () => {
    assert.deepStrictEqual(familiesOf("data_science"), ["data_science"])
    assert.deepStrictEqual(familiesOf("design"), ["product_design", "design_research", "brand_design"])
    assert.includeMembers([...familiesOf("machine_learning")], ["machine_learning", "ai_research", "ai_engineering"])
    assert.deepStrictEqual(familiesOf("data"), ["data_science", "data_analysis", "data_governance", "data_engineering"])
    assert.deepStrictEqual(familiesOf("infrastructure"), ["infrastructure", "network_engineering"])
  })

  it("keeps the names of before meaning work", () => {
    const before = ["security", "product", "design", "solutions", "sales", "marketing", "people", "finance", "legal", "operations"]
    for (const name of before) assert.isTrue(Object.hasOwn(roles.domains, name) || Object.hasOwn(roles.groups, name), name)
  })

  it("knows a skill by any of its words, each once", () => {
    const { skills } = of({ skills: ["LLMs", "large language models", "golang", "Go", "juggling"], skill_weights: { golang: 5 } })
    assert.deepStrictEqual(skills.map(({ id, weight, word }) => [word, id, weight]), [["LLMs", "llm", 3], ["golang", "go", 5], ["juggling", undefined, 3]])
  })

  it("is made once for a profile", () => {
    assert.strictEqual(Target.of(Rig.profile, tables), Target.of(Rig.profile, tables))
  })
})
