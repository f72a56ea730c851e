import { assert, describe, it } from "vitest"
import * as Terminal from "../../../src/cli/Terminal.ts"
import * as ArtifactView from "../../../src/cli/views/ArtifactView.ts"
import * as RunRecord from "../../../src/runs/RunRecord.ts"
import { digest } from "./Samples.ts"

const artifact = (name: string, candidate: string | null, file: string): RunRecord.ArtifactRecord =>
  ({ name, candidate, file, media_type: "application/json", safety: "ui_safe", digest: digest("a"), bytes: 2048 })

const record = RunRecord.seal({
  format: "signalcraft/run/1", graph: "daily", as_of: "2026-02-02", outcome: "succeeded", failed_stage: null, failures: [], graph_hash: null, nodes: null,
  config: {}, runtime: {}, remarks: [], pins: {},
  artifacts: [artifact("ranked_jobs", "local", "candidates/local/ranked_jobs.v1.json"), artifact("changes", null, "changes.v1.json"), artifact("run_summary", null, "run_summary.v1.json")]
})

describe("ArtifactView", () => {
  it("lists artifacts in the order a reader wants them, each with what it says", () => {
    assert.strictEqual(ArtifactView.list("20260202T060000000Z-abcd", record, Terminal.plainInk, 80), `run 20260202T060000000Z-abcd   succeeded, as of 2026-02-02

run_summary         ui_safe    2.0 KiB  run_summary.v1.json
  The run in figures and one sentence. Published on every ending of a run.
ranked_jobs  local  ui_safe    2.0 KiB  candidates/local/ranked_jobs.v1.json
  Today's postings in the order in which they fit a candidate, each job once,
  and what a deal-breaker took out.
changes             ui_safe    2.0 KiB  changes.v1.json
  What is new, changed, closed or reopened since the day compared with, and what
  befell whole boards.

ui_safe: may be shown to anyone the run is shown to. replay_safe: may hold an
advertisement's text, and stays with the run.
next: graph artifact ranked_jobs`)
  })

  it("says that a run published nothing", () => {
    assert.strictEqual(
      ArtifactView.list("20260202T060000000Z-abcd", { ...record, artifacts: [] }, Terminal.plainInk, 80),
      "run 20260202T060000000Z-abcd   succeeded, as of 2026-02-02\n\nIt published nothing."
    )
  })
})
