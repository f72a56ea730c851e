import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Ending, Outcome } from "../../schemas/Ending.ts"
import * as Costs from "../../src/artifacts/Costs.ts"
import * as RunHealth from "../../src/artifacts/RunHealth.ts"
import * as RunSummary from "../../src/artifacts/RunSummary.ts"
import { as_of, broken, changes, ending, nothing } from "./Samples.ts"

describe("Endings", () => {
  it("names the stage of every ending that is not a success", () => {
    for (const outcome of Outcome.literals) {
      for (const failures of [[broken], []]) {
        const made = ending(outcome, { failures })
        Schema.decodeUnknownSync(Ending)(made)
        assert.strictEqual(made.failed_stage === null, outcome === "succeeded", outcome)
      }
    }
  })
})

describe("RunSummary", () => {
  it("says a success in one sentence", () => {
    assert.strictEqual(
      RunSummary.make(ending("succeeded"), null).headline,
      "1 of 2 boards read; 3 postings; 1 new, 1 changed, 1 closed, 1 reopened since 2026-02-02; best match: Senior Software Engineer, Data at acme, 84 points."
    )
  })

  it("says of a first run that it is one", () => {
    const found = { ...ending("succeeded").found, changes: { ...changes, baseline: null } }
    assert.include(RunSummary.make(ending("succeeded", { found }), null).headline, "a first observation")
  })

  it("names what is degraded, and why nothing came of a run", () => {
    assert.match(RunSummary.make(ending("degraded"), null).headline, /^Degraded at read-board: 1 of 2 boards read; /)
    assert.strictEqual(RunSummary.make(nothing("refused", "engine/lease"), null).headline, "Refused, another run is at work: Another run holds the lease.")
    for (const outcome of Outcome.literals) assert.match(RunSummary.make(ending(outcome, { failures: outcome === "succeeded" ? [] : [broken] }), null).headline, /^[A-Z0-9].*\.$/)
  })

  it("has no figures where there are none", () => {
    const summary = RunSummary.make(nothing("misconfigured", "engine/config"), null)
    assert.deepStrictEqual([summary.postings, summary.changes, summary.matches, summary.providers.total], [null, null, null, 0])
  })
})

describe("RunHealth", () => {
  it("gives failures, warnings and what to do", () => {
    assert.deepStrictEqual(RunHealth.make(ending("degraded")), {
      schema_version: 1,
      as_of,
      status: "degraded",
      failed_stage: "read-board",
      failed_node: "read-board[gone]",
      failures: [{
        node: "read-board[gone]",
        stage: "read-board",
        partition: "gone",
        error: { _tag: "Malformed", message: "gone: the answer is malformed. Compare it with the vendor's format", retryable: false }
      }],
      warnings: [
        { kind: "schema_drift", provider: "acme", detail: "The answer holds what the adapter does not know: jobs[].newKey" },
        { kind: "rows_unusable", provider: "acme", detail: "1 of its rows could not be made postings; the others are unaffected" }
      ],
      next: ["See why: graph why 'read-board[gone]'", "The other results stand; a board that failed kept its history and closed nothing"],
      nodes: { total: 9, ok: 8, failed: 1, skipped: 0 }
    } as never)
  })

  it("never leaves failed_stage or failed_node empty but on success", () => {
    for (const outcome of Outcome.literals) {
      const health = RunHealth.make(ending(outcome, { failures: [] }))
      assert.strictEqual(health.failed_stage === null, outcome === "succeeded")
      assert.strictEqual(health.failed_node === null, outcome === "succeeded")
      assert.strictEqual(health.next.length === 0, outcome === "succeeded")
    }
  })

  it("says so when there is no provider to read", () => {
    assert.deepStrictEqual(RunHealth.make(nothing("failed", "collect-postings")).warnings.map(({ kind }) => kind), ["no_provider"])
    assert.deepStrictEqual(RunHealth.make(nothing("misconfigured", "engine/config")).warnings, [])
  })
})

describe("Costs", () => {
  it("counts requests and bytes by provider, those without any too", () => {
    const providers = ["zeta", "acme"].map((id) => ({ id: id as never }))
    const exchanges = [{ provider: "zeta", bytes: 3 }, { provider: "zeta", bytes: 4 }]
    assert.deepStrictEqual(Costs.make({ as_of, providers, exchanges }), {
      schema_version: 1,
      as_of,
      requests: 2,
      bytes_received: 7,
      model_spend: { amount_minor: 0, currency: "USD" },
      providers: [{ provider: "acme", requests: 0, bytes_received: 0 }, { provider: "zeta", requests: 2, bytes_received: 7 }]
    } as never)
  })
})
