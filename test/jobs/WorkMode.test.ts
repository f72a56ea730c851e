import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { WorkMode as Mode } from "../../schemas/Posting.ts"
import { Workplace } from "../../schemas/Whereabout.ts"
import * as WorkMode from "../../src/jobs/WorkMode.ts"
import * as Lines from "./Lines.ts"
import * as Rig from "./Rig.ts"
import { gazetteer, work } from "./Shipped.ts"

interface Given {
  readonly title?: string
  readonly places?: ReadonlyArray<string>
  readonly work_mode?: Mode | null
  readonly text?: string | null
}
const of = ({ title = "Research Engineer", places = [], work_mode = null, text = null }: Given) =>
  WorkMode.of({ title, places: places.map((place) => Rig.place(place)), work_mode }, Lines.each(text, (line) => WorkMode.inLine(line, work)), gazetteer)
const mode = (given: Given) => [of(given).mode, of(given).source]

describe("WorkMode", () => {
  it("takes the field, then the places, then the title, then the text", () => {
    const given: Given = { places: ["Hybrid - London"], title: "Engineer (Remote)", text: "This is an on-site role." }
    assert.deepStrictEqual(mode({ ...given, work_mode: "on_site" }), ["on_site", "field"])
    assert.deepStrictEqual(mode(given), ["hybrid", "places"])
    assert.deepStrictEqual(mode({ ...given, places: ["London"] }), ["remote", "title"])
    assert.deepStrictEqual(mode({ ...given, places: ["London"], title: "Engineer" }), ["on_site", "text"])
    assert.deepStrictEqual(mode({ places: ["London"] }), [null, null])
  })

  it.each<readonly [string, Mode | null]>([
    ["Remote", "remote"], ["Remote - US", "remote"], ["100% remote", "remote"], ["Fully Remote, Germany", "remote"], ["Remoto", "remote"], ["Télétravail", "remote"],
    ["Homeoffice, Deutschland", "remote"], ["リモート", "remote"], ["Hybrid - London", "hybrid"], ["London (Hybrid)", "hybrid"], ["Hybrid Remote", "hybrid"], ["Híbrido, Madrid", "hybrid"],
    ["On-site", "on_site"], ["Paris (Onsite)", "on_site"], ["Présentiel, Lyon", "on_site"], ["Remote-Friendly", null], ["Remote possible, Berlin", null], ["Remote, Oregon", "remote"],
    ["San Francisco", null], ["On-site or Remote", null]
  ])("reads the place %s", (place, expected) => assert.strictEqual(of({ places: [place] }).mode, expected))

  it.each<readonly [string, Mode | null]>([
    ["Engineer (Remote)", "remote"], ["Engineer - Remote", "remote"], ["Engineer, Remote (US)", "remote"], ["Remote - Engineer", "remote"], ["Engineer | Hybrid", "hybrid"],
    ["Remote Sensing Engineer", null], ["Engineer, Remote Sensing", null], ["Manager, Hybrid Cloud", null], ["Hybrid Mobile Developer", null], ["On-Site Services Lead", null], ["Virtual Assistant", null]
  ])("reads the title %s", (title, expected) => assert.strictEqual(of({ title }).mode, expected))

  it.each<readonly [string, Mode | null]>([
    ["This is a fully remote position.", "remote"], ["This role is 100% remote.", "remote"], ["We work from a hybrid model with 3 days a week in the office.", "hybrid"],
    ["This is an in-person role in New York.", "on_site"], ["You work 5 days a week in the office.", "on_site"], ["This is not a remote position.", "on_site"],
    ["You will support remote teams.", null], ["Experience with hybrid cloud.", null], ["Our remote sensing team.", null], ["No hybrid work.", null]
  ])("reads the sentence %s", (text, expected) => assert.strictEqual(of({ text }).mode, expected))

  it("says apart that remote work is possible", () => {
    const { mode, remote_possible, scope, evidence } = of({ places: ["Remote-Friendly, United States", "San Francisco, CA"], work_mode: "hybrid" })
    assert.deepStrictEqual([mode, remote_possible, scope], ["hybrid", true, []])
    assert.deepStrictEqual(evidence.map(({ field, rule }) => [field, rule]), [["work_mode", "work_mode.field"], ["places", "modes.remote_possible"]])
    assert.isFalse(of({ places: ["Remote - US"] }).remote_possible)
  })

  it("knows where one may live: areas said to be remote, else the countries of the places", () => {
    const scope = (given: Given) => of(given).scope.map(({ country, region, city, zone }) => [country, region, city, zone])
    assert.deepStrictEqual(scope({ places: ["Remote (EMEA)", "London"] }), [[null, null, null, "emea"]])
    assert.deepStrictEqual(scope({ places: ["Remote - US or Canada"] }), [["US", null, null, null], ["CA", null, null, null]])
    assert.deepStrictEqual(scope({ places: ["San Francisco, CA", "New York"], work_mode: "remote" }), [["US", null, null, null]])
    assert.deepStrictEqual(scope({ places: ["Remote"] }), [])
    assert.deepStrictEqual(scope({ places: ["Berlin"], work_mode: "hybrid" }), [])
  })

  it.prop("reads any text, with stretches inside it and a schema it fits", [Schema.String, Schema.String, Schema.String], ([title, place, text]) => {
    const found = of({ title, places: [place], text })
    Schema.decodeUnknownSync(Workplace, { onExcessProperty: "error" })(found)
    const lengths = { title: title.length, places: place.length, text: text.length }
    for (const { field, start, end } of found.evidence) assert.isTrue(0 <= start && start <= end && end <= (lengths as Record<string, number>)[field]!)
  })
})
