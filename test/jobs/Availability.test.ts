import { assert, describe, it } from "@effect/vitest"
import * as Availability from "../../src/jobs/Availability.ts"
import * as Rig from "./Rig.ts"

const as_of = "2026-02-01"

describe("Availability", () => {
  it("says how much was read, never what", () => {
    const made = Availability.make({
      as_of,
      providers: [Rig.provider("acme")],
      results: [{
        _tag: "ok",
        key: "acme",
        value: {
          rows: 4,
          postings: [Rig.posting()],
          withheld: [{ reason: "unlisted" }, { reason: "unusable" }, { reason: "unlisted" }],
          drift: ["workplaceType=Moon", "jobs[].newKey"]
        }
      }]
    })
    assert.deepStrictEqual(made, {
      schema_version: 1,
      as_of,
      counts: { total: 1, available: 1, unavailable: 0, disabled: 0 },
      providers: [{
        provider: Rig.provider("acme").id,
        name: "acme",
        system: "ashby",
        board: "acme",
        status: "available",
        reason: "ok",
        detail: "1 posting of 4 rows; withheld: 2 unlisted, 1 unusable",
        rows: 4,
        postings: 1,
        withheld: { unlisted: 2, duplicate_row: 0, unusable: 1 },
        drift: ["jobs[].newKey", "workplaceType=Moon"]
      }]
    })
  })

  it("says why a board was read in part, and how its page was built", () => {
    const structure = `sha256-${"0".repeat(64)}`
    const value = { rows: 1, postings: [Rig.posting()], withheld: [], drift: [], partial: "a feed may hold only its newest entries", structure }
    const [provider] = Availability.make({ as_of, providers: [Rig.provider("acme")], results: [{ _tag: "ok", key: "acme", value }] }).providers
    assert.deepStrictEqual([provider?.status, provider?.reason, provider?.structure], ["available", "partial", structure])
    assert.strictEqual(provider?.detail, "1 posting of 1 row. Not the whole board, so it closes nothing: a feed may hold only its newest entries")
  })

  it("names the reason of each failure from a closed set, sorted by provider", () => {
    const tags = ["Malformed", "BoardNotFound", "UnexpectedStatus", "NotRecorded", "DamagedRecording", "TimedOut", "BrokenStage", "SomethingElse", "CountMismatch", "EmptyBoard"]
    const made = Availability.make({
      as_of,
      providers: tags.map((_, index) => Rig.provider(`p${index}`)).toReversed(),
      results: tags.map((tag, index) => Rig.failed(`p${index}`, tag))
    })
    assert.deepStrictEqual(
      made.providers.map(({ provider, reason }) => `${provider} ${reason}`),
      ["p0 malformed", "p1 board_not_found", "p2 unexpected_status", "p3 not_recorded", "p4 damaged_recording", "p5 timed_out", "p6 stage_broken", "p7 stage_broken", "p8 count_mismatch", "p9 empty_board"]
    )
    assert.strictEqual(made.counts.unavailable, 10)
  })

  it("keeps the message of a broken stage, which may quote data, out of the detail", () => {
    const broken = { _tag: "failed", key: "acme", stage: "read-board", error: { _tag: "BrokenStage" }, message: "got <p>We are hiring" } as const
    const made = Availability.make({ as_of, providers: [Rig.provider("acme")], results: [broken] })
    assert.strictEqual(made.providers[0]?.detail, "The stage read-board broke (BrokenStage): see run_health")
  })

  it("tells disabled and unasked providers apart, whatever result is given for them", () => {
    const made = Availability.make({ as_of, providers: [Rig.provider("acme", { enabled: false }), Rig.provider("zeta")], results: [Rig.failed("acme")] })
    assert.deepStrictEqual(made.providers.map(({ status, reason }) => [status, reason]), [["disabled", "disabled"], ["unavailable", "not_attempted"]])
  })

  it("is there when nothing was attempted, also without any provider", () => {
    const made = Availability.notAttempted({ as_of, providers: [Rig.provider("acme")], why: "another run holds the lease" })
    assert.strictEqual(made.providers[0]?.detail, "The board was not attempted: another run holds the lease")
    assert.deepStrictEqual(Availability.notAttempted({ as_of, providers: [], why: "-" }).counts, { total: 0, available: 0, unavailable: 0, disabled: 0 })
  })
})
