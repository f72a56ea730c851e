import { assert, describe, it } from "@effect/vitest"
import * as PostingDiff from "../../src/jobs/PostingDiff.ts"
import * as Rig from "./Rig.ts"

const between = (a: Parameters<typeof Rig.posting>[0], b: Parameters<typeof Rig.posting>[0]) =>
  PostingDiff.between(PostingDiff.facts(Rig.posting(a)), PostingDiff.facts(Rig.posting(b)))

describe("PostingDiff", () => {
  it("says which facts differ, from what to what", () => {
    assert.deepStrictEqual(between({ title: "Engineer", work_mode: null }, { title: "Senior Engineer", work_mode: "remote" }), [
      { field: "title", from: "Engineer", to: "Senior Engineer" },
      { field: "work_mode", from: null, to: "remote" }
    ])
  })

  it("takes no vendor date, no address and no language for a change", () => {
    assert.deepStrictEqual(between({ published_at: "2026-01-01" }, { published_at: "2026-02-01", url: "https://elsewhere.example/1", language: "en" }), [])
  })

  it("takes no other order of departments, places or pay bands for a change", () => {
    const [a, b] = [Rig.place("Paris"), Rig.place("Berlin")]
    const bands = [...Rig.pay(1, 2).ranges, ...Rig.pay(3, 4).ranges]
    const compensation = { summary: null, offers_equity: null, ranges: bands }
    assert.deepStrictEqual(
      between(
        { departments: ["A", "B"], places: [a, b], compensation },
        { departments: ["B", "A"], places: [b, a], compensation: { ...compensation, ranges: bands.toReversed() } }
      ),
      []
    )
    assert.strictEqual(between({ places: [a, b] }, { places: [a] })[0]?.field, "places")
  })

  it.prop("finds nothing exactly when the digests are equal", [Rig.Sketch, Rig.Sketch], ([a, b]) => {
    const [left, right] = [PostingDiff.facts(Rig.drawn("acme", a)), PostingDiff.facts(Rig.drawn("acme", b))]
    assert.strictEqual(PostingDiff.between(left, right).length === 0, PostingDiff.digest(left) === PostingDiff.digest(right))
  })
})
