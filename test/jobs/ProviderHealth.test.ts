import { assert, describe, it } from "@effect/vitest"
import type { AvailabilityReason } from "../../schemas/Availability.ts"
import * as Availability from "../../src/jobs/Availability.ts"
import * as ProviderHealth from "../../src/jobs/ProviderHealth.ts"
import * as PolicyLog from "../../src/jobs/PolicyLog.ts"
import * as Rig from "./Rig.ts"

const acme = Rig.provider("acme")

/** A run in which acme's board ended so, and its requests were answered so. */
const run = (number: number, reason: AvailabilityReason, statuses: ReadonlyArray<number> = []): ProviderHealth.Observation => {
  const as_of = `2026-02-${String(number).padStart(2, "0")}`
  const availability = Availability.notAttempted({ as_of, providers: [acme], why: "-" })
  const request = { url: "https://boards.example/", method: "GET", reason: null, bytes: 1, policy: { host: "boards.example", provider: null, date: as_of }, robots: "-", spacing_seconds: 1 } as const
  return {
    run: `run-${number}`,
    availability: { ...availability, providers: availability.providers.map((one) => ({ ...one, reason, status: reason === "ok" || reason === "fallback" ? "available" as const : "unavailable" as const })) },
    policyLog: PolicyLog.make({
      as_of, providers: [acme], sources: [],
      requests: { providers: { [acme.id]: { requests: statuses.map((status) => ({ ...request, status })), refused: null, fallback: null } }, robots: [] }
    })
  }
}

describe("ProviderHealth", () => {
  it("counts how often a board could be read, why not, and what was asked too often", () => {
    const [health] = ProviderHealth.over([run(5, "deadline"), run(4, "rate_limited", [429, 429]), run(3, "fallback", [500]), run(2, "ok", [200]), run(1, "ok", [304])])
    assert.deepInclude(health, {
      provider: "acme", runs: 5, available: 3, permille: 600, trend: "worse", requests: 5, failed_requests: 3, rate_limited: 2, last_available: "2026-02-03",
      streak: { status: "unavailable", runs: 2 }
    })
    assert.deepStrictEqual(health!.reasons, [{ reason: "deadline", runs: 1 }, { reason: "fallback", runs: 1 }, { reason: "rate_limited", runs: 1 }])
  })

  it("compares the newer half of the runs with the older one, from four runs on", () => {
    const trend = (...reasons: ReadonlyArray<AvailabilityReason>) => ProviderHealth.over(reasons.map((reason, index) => run(9 - index, reason)))[0]!.trend
    assert.deepStrictEqual([trend("ok", "ok", "deadline", "deadline"), trend("deadline", "ok", "deadline", "ok"), trend("ok", "deadline", "ok")], ["better", "steady", null])
  })

  it("takes nothing from runs that attempted no board", () => {
    assert.deepInclude(ProviderHealth.over([run(2, "not_attempted"), run(1, "ok")])[0], { runs: 1, available: 1, streak: { status: "available", runs: 1 } })
    assert.deepStrictEqual(ProviderHealth.over([]), [])
  })
})
