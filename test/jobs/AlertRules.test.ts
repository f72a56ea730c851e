import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { AlertRules as AlertRulesSchema, ChosenRules } from "../../schemas/AlertRules.ts"
import * as AlertRules from "../../src/jobs/AlertRules.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Document from "../docs/Document.ts"

const shipped = JSON.parse(readFileSync(new URL("../../config/alerts.v1.json", import.meta.url), "utf8"))
const decode = Schema.decodeUnknownResult(AlertRulesSchema, { onExcessProperty: "error" })
const rules = (over: object): AlertRulesSchema => Result.getOrThrow(decode({ schema_version: 1, weekly_on: "monday", rules: [{ id: "b", on: ["new"] }, { id: "a", on: ["closed"] }], ...over }))
const of = (candidate: string, candidates: object) => AlertRules.of(candidate, rules({ candidates }), tables.roles)
const ids = (candidate: string, candidates: object) => of(candidate, candidates).rules.map(({ id }) => id)

describe("AlertRules", () => {
  it("are those of everybody in the order of their ids, with what is otherwise for one candidate", () => {
    assert.deepStrictEqual(ids("ada", {}), ["a", "b"])
    const candidates = { ada: { without: ["a"], rules: [{ id: "c", on: ["title"] }, { id: "b", on: ["reopened"] }], weekly_on: "friday" }, zoe: { enabled: false, rules: [{ id: "z", on: ["new"] }] } }
    assert.deepStrictEqual(of("ada", candidates), { weekly_on: "friday", rules: [{ id: "b", on: ["reopened"] }, { id: "c", on: ["title"] }] })
    assert.deepStrictEqual([ids("zoe", candidates), ids("eve", candidates)], [[], ["a", "b"]])
  })

  it("resolve names of roles to families", () => {
    const { rules } = of("ada", { ada: { rules: [{ id: "c", on: ["new"], families: ["machine_learning", "recruiting"] }] } })
    const families = rules.find(({ id }) => id === "c")!.families!
    assert.includeMembers([...families], ["ai_engineering", "recruiting"])
    assert.deepStrictEqual([...families], [...new Set(families)].sort())
  })

  it("that ship hold, for every candidate", () => {
    const chosen = AlertRules.of("local", Result.getOrThrow(decode(shipped)), tables.roles)
    Schema.decodeUnknownSync(ChosenRules)(chosen)
    assert.isNotEmpty(chosen.rules)
  })

  it("are documented by rules that hold", () => {
    const [block] = Document.blocks(Document.read("docs/alerts.md")).filter(({ language }) => language === "json")
    assert.isTrue(Result.isSuccess(decode(JSON.parse(block!.text))))
  })

  it("are refused where they could not do what they say", () => {
    const refused: ReadonlyArray<readonly [object, string]> = [
      [{ rules: [{ id: "a", on: [] }] }, "at"],
      [{ rules: [{ id: "a", on: ["score"] }] }, "says no minimum_score"],
      [{ rules: [{ id: "a", on: ["new", "board_emptied"], within_first: 3 }] }, "write a rule of its own"],
      [{ rules: [{ id: "a", on: ["board_emptied"], families: ["data"] }] }, "write a rule of its own"],
      [{ rules: [{ id: "a", on: ["new"] }, { id: "a", on: ["closed"] }] }, "two rules have the id a"],
      [{ rules: [{ id: "a", on: ["new"], families: ["basket_weaving"] }] }, "at"],
      [{ rules: [{ id: "a", on: ["new"], companies: [] }] }, "at"],
      [{ rules: [{ id: "a", on: ["new"], marks: ["dismissed"] }] }, "at"],
      [{ rules: [{ id: "a", on: ["new"], quiet_hours: 1 }] }, "quiet_hours"],
      [{ candidates: { "Ada L": {} } }, "at"]
    ]
    for (const [over, why] of refused) {
      const decoded = decode({ schema_version: 1, weekly_on: "monday", rules: [], ...over })
      assert.isTrue(Result.isFailure(decoded), JSON.stringify(over))
      if (Result.isFailure(decoded)) assert.include(decoded.failure.message, why)
    }
  })
})
