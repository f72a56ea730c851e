import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Place } from "../../schemas/Posting.ts"
import { Whereabout } from "../../schemas/Whereabout.ts"
import * as Whereabouts from "../../src/jobs/Whereabouts.ts"
import * as PlaceCases from "./PlaceCases.ts"
import { gazetteer } from "./Shipped.ts"

const place = (text: string, fields: Partial<Place> = {}): Place => ({ text, city: null, region: null, country: null, ...fields })
const of = (...places: ReadonlyArray<Place>) => Whereabouts.of(places, gazetteer)
const show = ({ country, region, city, zone, remote }: Whereabout): string => {
  const exact = [country, region, city].map((part) => part ?? "-").join("/").replace(/(\/?-)+$/, "")
  const where = exact === "" && zone !== null ? `@${zone}` : exact
  return remote ? `remote:${where}` : where || "?"
}
const read = (...places: ReadonlyArray<Place>): string => of(...places).map(show).join(" + ")

describe("Whereabouts", () => {
  it.each(PlaceCases.texts)("reads %s", (text, expected) => assert.strictEqual(read(place(text)), expected))

  it("lets the board's fields win over its text", () => {
    assert.strictEqual(read(place("Cambridge", { country: "GB" })), "GB/ENG/Cambridge")
    assert.strictEqual(read(place("Cambridge", { country: "us", region: "MA" })), "US/MA/Cambridge")
    assert.strictEqual(read(place("HQ", { city: "Warsaw", region: "Mazowieckie", country: "Poland" })), "PL/MZ/Warsaw")
    assert.strictEqual(read(place("Paris", { country: "Germany" })), "DE")
    assert.strictEqual(read(place("Georgia", { country: "USA" })), "US/GA")
    assert.strictEqual(read(place("anything", { city: "Kleinkleckersdorf", country: "DE" })), "DE/-/Kleinkleckersdorf")
    assert.strictEqual(read(place("Madrid, Europe, ES", { city: "Madrid", region: "Europe", country: "ES" })), "ES/MD/Madrid")
    assert.strictEqual(read(place("Remote", { city: "Remote", country: "US" })), "remote:US")
    assert.strictEqual(read(place("London", { city: "London" })), "GB/ENG/London")
    assert.strictEqual(read(place("UK or Paris", { city: "London", country: "GB" })), "GB/ENG/London")
    assert.strictEqual(read(place("Austin, TX", { city: " ", country: "US" })), "US/TX/Austin")
  })

  it("narrows the place that agrees with a field, and leaves the others as they are written", () =>
    assert.strictEqual(read(place("London or Paris", { country: "GB" })), "GB/ENG/London + FR/IDF/Paris"))

  it("names each place once, with every stretch that says it", () => {
    const [only, ...others] = of(place("New York, NY"), place("Office in NYC"))
    assert.deepStrictEqual(others, [])
    assert.deepStrictEqual(only?.evidence, [
      { field: "places", item: 0, start: 0, end: 12, rule: "places.text" },
      { field: "places", item: 1, start: 10, end: 13, rule: "places.text" }
    ])
  })

  it("knows which countries lie within a zone", () => {
    const [emea] = of(place("Remote (EMEA)"))
    const [world] = of(place("Anywhere"))
    const [germany] = of(place("Berlin"))
    const [nowhere] = of(place("Cambridge"))
    assert.deepStrictEqual(["DE", "ZA", "US"].map((country) => Whereabouts.contains(emea!, country, gazetteer)), [true, true, false])
    assert.deepStrictEqual([world!, germany!, nowhere!].map((one) => Whereabouts.contains(one, "US", gazetteer)), [true, false, undefined])
  })

  it.prop("reads any text, with stretches inside it and a schema it fits", [Schema.String, Schema.String], ([text, country]) => {
    const found = of(place(text, { country }))
    for (const { evidence } of found) for (const { start, end } of evidence) assert.isTrue(0 <= start && start <= end && end <= text.length)
    Schema.decodeUnknownSync(Schema.Array(Whereabout), { onExcessProperty: "error" })(found)
  })

  const parts = Schema.Array(Schema.Literals(["San Francisco", "CA", "Paris", ", ", " - ", "; ", " or ", "Remote", "(", ")", "US", "Georgia", "|", "IN", "東京", " ", "~", "Springdale", "EMEA", "2", "\u202e", "\u0000"]))
  const another = structuredClone(gazetteer)
  it.prop("reads places put together anyhow, the same whatever was read before", [parts], ([words]) => {
    const text = words.join("")
    const first = of(place(text))
    of(place(`${text}, TX`))
    assert.deepStrictEqual(of(place(text)), first)
    assert.deepStrictEqual(Whereabouts.of([place(text)], another), first)
  })

  it.prop("finds the same places in any order", [Schema.Array(Schema.Literals(PlaceCases.texts.map(([text]) => text)))], ([texts]) => {
    const sorted = (places: ReadonlyArray<Place>) => of(...places).map(show).toSorted()
    assert.deepStrictEqual(sorted(texts.toReversed().map((text) => place(text))), sorted(texts.map((text) => place(text))))
  })
})
