/**
 * The figures of real boards over 144 days, against a plain count over the raw answers. Skipped where the data is not; `HISTORY_STEP=1`
 * compares every day.
 */
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Analytics as Document } from "../../schemas/Analytics.ts"
import { RoleTaxonomy as Taxonomy } from "../../schemas/RoleTaxonomy.ts"
import * as Analytics from "../../src/jobs/Analytics.ts"
import * as RoleTaxonomy from "../../src/jobs/RoleTaxonomy.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as TrendPlots from "../bench/TrendPlots.ts"
import * as HistoryOracle from "./HistoryOracle.ts"
import * as Memory from "./Memory.ts"
import * as RealHistory from "./RealHistory.ts"
import * as RecordedWorld from "./RecordedWorld.ts"

const step = Number(process.env["HISTORY_STEP"] ?? 48)

describe.skipIf(RealHistory.isAbsent)("a real history", () => {
  const documents: Array<Document> = []

  it("gives the figures that a plain count of every day gives, and documents that are what their schemas say", { timeout: 3_600_000 }, () => {
    const world = RecordedWorld.read()
    let last = -1
    for (const memory of RealHistory.folded({ traits: RecordedWorld.traits })) {
      last++
      const histories = { as_of: memory.ledger.as_of, rows: Memory.rows(memory), boards: memory.ledger.boards }
      const document = Analytics.of(histories, tables)
      documents.push(document)
      if ((world.last - last) % step !== 0) continue
      const { as_of, boards: _, schema_version: __, ...figures } = document
      assert.deepStrictEqual(figures, HistoryOracle.figures({ ...world, last }), as_of)

      const roles = RoleTaxonomy.of(histories, tables)
      const open = histories.rows.filter(({ state }) => state !== "closed").length
      assert.strictEqual(roles.counts.open, open)
      assert.strictEqual(figures.windows[0]!.total.open_after, open)
      Schema.decodeUnknownSync(Document, { onExcessProperty: "error" })(document)
      Schema.decodeUnknownSync(Taxonomy, { onExcessProperty: "error" })(roles)
      if (last < world.last) continue
      assert.isAbove(roles.counts.placed * 10, open * 8)
      assert.isTrue(roles.archetypes.some(({ employers }) => employers.length >= 5))
    }
  })

  it("is drawn in docs/trends.md as its artifacts have it: node test/bench/trends.ts", () => {
    for (const [name, text] of Object.entries(TrendPlots.files(documents))) assert.strictEqual(readFileSync(new URL(`../../docs/img/${name}`, import.meta.url), "utf8"), text, name)
  })
})
