/**
 * The figures of real boards over 144 days, against a plain count over the raw answers. Skipped where the data is not; `HISTORY_STEP=1`
 * compares every day.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Analytics as Document } from "../../schemas/Analytics.ts"
import { RoleTaxonomy as Taxonomy } from "../../schemas/RoleTaxonomy.ts"
import * as Analytics from "../../src/jobs/Analytics.ts"
import * as RoleTaxonomy from "../../src/jobs/RoleTaxonomy.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Histories from "./Histories.ts"
import * as HistoryOracle from "./HistoryOracle.ts"
import * as RecordedWorld from "./RecordedWorld.ts"

const step = Number(process.env["HISTORY_STEP"] ?? 48)

describe.skipIf(!RecordedWorld.isHere)("a real history", () => {
  it("gives the figures that a plain count of every day gives", { timeout: 3_600_000 }, () => {
    const world = RecordedWorld.read()
    for (let last = world.last; last >= 0; last -= step) {
      const { as_of, boards: _, schema_version: __, ...figures } = Analytics.of(Histories.of({ ...world, last }), tables)
      assert.deepStrictEqual(figures, HistoryOracle.figures({ ...world, last }), as_of)
    }
  })

  it("gives documents that are what their schemas say, with every open posting placed, scattered or unnamed", () => {
    const world = RecordedWorld.read()
    const histories = Histories.of(world)
    const [figures, roles] = [Analytics.of(histories, tables), RoleTaxonomy.of(histories, tables)]
    Schema.decodeUnknownSync(Document, { onExcessProperty: "error" })(figures)
    Schema.decodeUnknownSync(Taxonomy, { onExcessProperty: "error" })(roles)
    const open = [...histories.rows].filter(({ state }) => state !== "closed").map(({ id }) => id)
    assert.strictEqual(roles.counts.open, open.length)
    assert.strictEqual(figures.windows[0]!.total.open_after, open.length)
    assert.isAbove(roles.counts.placed * 10, open.length * 8)
    assert.isTrue(roles.archetypes.some(({ employers }) => employers.length >= 5))
  })
})
