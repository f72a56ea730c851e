import { readdirSync, readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Ajv2020 } from "ajv/dist/2020.js"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as JsonSchema from "../../src/artifacts/JsonSchema.ts"
import { samples } from "./Samples.ts"

const folder = new URL("../../schemas/json/", import.meta.url)
const committed = (contract: JsonSchema.Contract): string => readFileSync(new URL(JsonSchema.file(contract), folder), "utf8")
const validator = (contract: JsonSchema.Contract) => new Ajv2020({ strict: true, allErrors: true }).compile(JSON.parse(committed(contract)))
const decoder = ({ schema }: JsonSchema.Contract) =>
  Schema.decodeUnknownResult(schema as unknown as Schema.ConstraintDecoder<unknown>, { onExcessProperty: "error" })

/** Every way to spoil a document once: a key too few, a key too many, a value of another kind. */
const spoiled = function*(value: unknown, place = ""): Generator<readonly [place: string, spoilt: unknown]> {
  yield [`${place} is a symbol's name`, value !== null && typeof value === "object" ? "☠" : { "☠": true }]
  if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) for (const [at, spoilt] of spoiled(part, `${place}/${index}`)) yield [at, value.with(index, spoilt)]
  } else if (value !== null && typeof value === "object") {
    yield [`${place} has one more key`, { ...value, "☠": true }]
    for (const [key, part] of Object.entries(value)) {
      for (const [at, spoilt] of spoiled(part, `${place}/${key}`)) yield [at, { ...value, [key]: spoilt }]
    }
  }
}

const lacking = function*(value: unknown, place = ""): Generator<readonly [place: string, spoilt: unknown]> {
  if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) for (const [at, spoilt] of lacking(part, `${place}/${index}`)) yield [at, value.with(index, spoilt)]
  } else if (value !== null && typeof value === "object") {
    for (const [key, part] of Object.entries(value)) {
      yield [`${place} has no ${key}`, Object.fromEntries(Object.entries(value).filter(([other]) => other !== key))]
      for (const [at, spoilt] of lacking(part, `${place}/${key}`)) yield [at, { ...value, [key]: spoilt }]
    }
  }
}

describe("JsonSchema", () => {
  it("is what is committed: npm run schemas", () => {
    assert.deepStrictEqual(readdirSync(folder).sort(), JsonSchema.contracts.map(JsonSchema.file).sort())
    for (const contract of JsonSchema.contracts) assert.strictEqual(committed(contract), JsonSchema.text(contract), contract.name)
  })

  it("has one file for each contract, and one contract for each name", () => {
    const names = JsonSchema.contracts.map(JsonSchema.file)
    assert.strictEqual(new Set(names).size, names.length)
  })

  for (const contract of JsonSchema.contracts) {
    describe(`${contract.name}.v${contract.version}`, () => {
      const given = samples[contract.name] ?? []
      // Keys of open records (a scoring table's families) are data: one more or one fewer is another valid document. Early summaries lack a
      // key, and channels need not have every one.
      const open = ["resume", "scoring", "run_summary", "run_audit", "delivery"].includes(contract.name)

      it("takes what is published, as an independent validator reads it", () => {
        assert.isNotEmpty(given)
        const validate = validator(contract)
        for (const sample of given) {
          assert.isTrue(validate(sample), JSON.stringify(validate.errors))
          assert.isTrue(Result.isSuccess(decoder(contract)(sample)))
        }
      })

      it("refuses every document spoilt in one place, as its schema does", () => {
        const [validate, decode] = [validator(contract), decoder(contract)]
        let refused = 0
        for (const sample of given) {
          for (const [place, spoilt] of [...spoiled(sample), ...lacking(sample)]) {
            if (open && Result.isSuccess(decode(spoilt))) continue
            assert.isFalse(validate(spoilt), `ajv takes it though ${place}`)
            assert.isTrue(Result.isFailure(decode(spoilt)), `the schema takes it though ${place}`)
            refused++
          }
        }
        assert.isAbove(refused, 4)
      })

      it("says its version and has no other", () => {
        const [sample] = given
        assert.isFalse(validator(contract)({ ...(sample as object), schema_version: contract.version + 1 }))
      })
    })
  }
})
