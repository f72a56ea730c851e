import { assert, describe, it } from "vitest"
import * as Check from "../../../src/cli/Check.ts"
import * as Terminal from "../../../src/cli/Terminal.ts"
import * as DoctorView from "../../../src/cli/views/DoctorView.ts"

const checks = [
  Check.ok("node", "26.12.1"),
  Check.warning("disk", "512.0 MiB free", "Free some space"),
  Check.problem("config", ["config/a.json: it is not JSON", "config/b.json at /x: a string is due"], "Correct it")
]

describe("DoctorView", () => {
  it("tells each finding with what to do, and the sum", () => {
    assert.strictEqual(DoctorView.render(checks, Terminal.plainInk, Infinity), `✓ node    26.12.1
! disk    512.0 MiB free
          → Free some space
✗ config  config/a.json: it is not JSON
          config/b.json at /x: a string is due
          → Correct it

3 checks: 1 problem, 1 warning`)
    assert.isTrue(DoctorView.render(checks.slice(0, 1), Terminal.plainInk, Infinity).endsWith("1 check: all is well"))
  })

  it("is a document for programs", () => {
    assert.deepStrictEqual(DoctorView.document(checks), { schema_version: 1, ok: false, counts: { ok: 1, warning: 1, problem: 1 }, checks })
  })
})
