import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Sign } from "../../schemas/Clusters.ts"
import * as Staleness from "../../src/jobs/Staleness.ts"

const row = { state: "open", first_seen: "2026-01-10", reopened_on: null } as const

describe("Staleness", () => {
  it("says nothing of a posting that is young and dated when it was first seen", () => {
    assert.deepStrictEqual(Staleness.signs(row, "2026-01-09T23:00:00-05:00", "2026-02-01"), [])
    assert.deepStrictEqual(Staleness.signs(row, "2026-01-13", "2026-02-01"), [])
    assert.deepStrictEqual(Staleness.signs(row, null, "2026-02-01"), [])
    assert.deepStrictEqual(Staleness.signs(row, "yesterday", "2026-02-01"), [])
  })

  it("says that it came back, is dated anew, was there before, or is long open", () => {
    assert.deepStrictEqual(Staleness.signs({ ...row, reopened_on: "2026-01-20" }, null, "2026-02-01"), [{ sign: "reopened", days: 12, since: "2026-01-20" }])
    assert.deepStrictEqual(Staleness.signs(row, "2026-01-30", "2026-02-01"), [{ sign: "republished", days: 20, since: "2026-01-10" }])
    assert.deepStrictEqual(Staleness.signs(row, "2025-12-10", "2026-02-01"), [{ sign: "backdated", days: 31, since: "2026-01-10" }])
    assert.deepStrictEqual(Staleness.signs(row, null, "2026-04-11"), [{ sign: "stale", days: 91, since: "2026-01-10" }])
    assert.deepStrictEqual(Staleness.signs(row, "2025-12-10", "2026-04-11").map(({ sign, days }) => [sign, days]), [["backdated", 31], ["stale", 122]])
  })

  it("says nothing of a closed posting", () =>
    assert.deepStrictEqual(Staleness.signs({ ...row, state: "closed", reopened_on: "2026-01-20" }, "2025-01-01", "2026-12-01"), []))

  it.prop("takes any date", [Schema.String], ([published]) => {
    Schema.decodeUnknownSync(Schema.Array(Sign), { onExcessProperty: "error" })(Staleness.signs(row, published, "2026-04-11"))
  })
})
