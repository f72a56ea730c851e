import * as Path from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import type { Changes } from "../../schemas/Changes.ts"
import * as Program from "../faults/Program.ts"
import * as BacktestHome from "./BacktestHome.ts"

afterAll(BacktestHome.clean, 60_000)

describe("graph changes", () => {
  let folder: string
  let runs: ReadonlyArray<string>

  const told = async (...args: ReadonlyArray<string>): Promise<Changes & { readonly run: string }> => {
    const { code, stderr, stdout } = await BacktestHome.graph(folder, "changes", ...args, "--json")
    assert.strictEqual(code, 0, stderr)
    return JSON.parse(stdout)
  }
  const ids = (...lists: ReadonlyArray<ReadonlyArray<{ readonly id: string }> | undefined>) => lists.flatMap((list) => (list ?? []).map(({ id }) => id)).sort()

  beforeAll(async () => {
    await Program.folder()
    const home = BacktestHome.make()
    const { code, stderr, stdout } = await BacktestHome.graph(home, "backtest", "--snapshots", Path.join(home, "recorded"), "--json")
    assert.strictEqual(code, 0, stderr)
    const document = JSON.parse(stdout) as { readonly home: string; readonly days: ReadonlyArray<{ readonly run: string }> }
    folder = document.home
    runs = document.days.map(({ run }) => run)
  }, 60_000)

  it("compares two runs as the later compared itself with the earlier", async () => {
    for (const [index, run] of runs.entries()) {
      if (index > 0) assert.deepStrictEqual(await told(run, "--since", runs[index - 1]!), await told(run))
    }
  })

  it("tells over several days what is otherwise in the end", async () => {
    const first = runs[0]!
    const days = await Promise.all(runs.slice(1).map((run) => told(run)))
    const { baseline, closed, counts, missing, new: fresh, reopened } = await told("latest", "--since", first)
    assert.strictEqual(baseline, (await told(first)).as_of)
    const appeared = new Set(days.flatMap((day) => ids(day.new)))
    for (const id of ids(fresh)) assert.isTrue(appeared.has(id), id)
    for (const id of ids(closed, missing)) assert.isTrue(days.some((day) => ids(day.missing).includes(id)), id)
    assert.strictEqual(counts.served, counts.first_observed + counts.new + counts.carried + counts.reopened)
    assert.deepStrictEqual(ids(fresh).filter((id) => ids(closed, missing, reopened).includes(id)), [])
  })

  it("prints them for a person, and refuses a run about a later day", async () => {
    const { stdout } = await BacktestHome.graph(folder, "changes", runs[1]!)
    assert.match(stdout, /^\S+ to \S+: 1 new, 0 changed, 1 missing, 0 closed, 0 reopened\nrun /)
    assert.match(stdout, /\n {2}New\n {2}https:/)
    const { code, stderr } = await BacktestHome.graph(folder, "changes", runs[0]!, "--since", runs[1]!)
    assert.strictEqual(code, 2)
    assert.include(stderr, "a day before it")
  })
})
