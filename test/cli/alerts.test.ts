/**
 * Alerts from run to run: what is remembered, found, passed over and replayed.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { Alerts } from "../../schemas/Alerts.ts"
import type { Digest } from "../../schemas/Digest.ts"
import { PostingId } from "../../schemas/Posting.ts"
import { CandidateId } from "../../schemas/Profile.ts"
import type { RunHealth } from "../../schemas/RunHealth.ts"
import * as MarkJournal from "../../src/candidates/MarkJournal.ts"
import type * as DailyRun from "../../src/cli/DailyRun.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as EarlierHome from "../artifacts/EarlierHome.ts"
import * as InspectedHome from "./InspectedHome.ts"

const { first } = EarlierHome
const published = <A>({ files }: DailyRun.Finished, file: string): A => JSON.parse(new TextDecoder().decode(files.get(file)!)) as A
const alertsOf = (finished: DailyRun.Finished) => published<Alerts>(finished, "candidates/local/alerts.v1.json")
const said = ({ alerts }: Alerts) => alerts.map((alert) => (alert.about === "board" ? `${alert.board} ${alert.change.kind}` : `${alert.posting.id} ${alert.change.kind}`))
const warnings = (finished: DailyRun.Finished) => published<RunHealth>(finished, "run_health.v1.json").warnings.map(({ detail }) => detail)
/** A home whose last run told nothing yet of what is on the boards now: acme's posting 9 is new. */
const home = (alerts: unknown = first["alerts"]) => EarlierHome.make({ ...first, alerts })

describe("alerts, from run to run", () => {
  it.live("are told once: a run that sees the same again starts from where the first one started", () =>
    Effect.gen(function*() {
      const { next } = yield* home()
      const told = yield* next("2026-02-04")
      assert.deepStrictEqual(said(alertsOf(told)), ["ashby/acme/9 new"])
      assert.deepStrictEqual([alertsOf(told).remembered, warnings(told)], ["2026-02-03", []])
      const again = yield* next("2026-02-04")
      assert.deepStrictEqual([alertsOf(again), again.record.graph_hash], [alertsOf(told), told.record.graph_hash])
      const later = yield* next("2026-02-05")
      assert.deepStrictEqual([said(alertsOf(later)), alertsOf(later).remembered], [[], "2026-02-04"])
      assert.deepStrictEqual(published<Digest>(later, "candidates/local/digest.v1.json").daily.alerts, [])
    }).pipe(Effect.scoped), 120_000)

  it.live("go on from older ones where the last are damaged, and say so", () =>
    Effect.gen(function*() {
      const { home: { runs }, next } = yield* home()
      const told = yield* next("2026-02-04")
      fs.writeFileSync(Path.join(runs, told.id, "artifacts/candidates/local/alerts.v1.json"), "{}")
      const later = yield* next("2026-02-05")
      assert.deepStrictEqual([said(alertsOf(later)), alertsOf(later).remembered], [[], "2026-02-03"])
      assert.lengthOf(warnings(later), 1)
      assert.match(warnings(later)[0]!, new RegExp(`^Older alerts of local served, because .*${told.id}`))
    }).pipe(Effect.scoped), 120_000)

  it.live("begin anew where the last are of another version, or do not fit theirs", () =>
    Effect.gen(function*() {
      const { next } = yield* home({ ...first["alerts"], schema_version: 2 })
      const anew = yield* next()
      assert.deepStrictEqual([said(alertsOf(anew)), alertsOf(anew).remembered], [["ashby/acme/9 new"], null])
      assert.match(warnings(anew)[0]!, /^No earlier alerts of local served, because alerts of run .* it is of version 2/)
      const unfit = yield* (yield* home({ schema_version: 1 })).next()
      assert.deepStrictEqual([unfit.record.outcome, said(alertsOf(unfit)), alertsOf(unfit).remembered], ["succeeded", ["ashby/acme/9 new"], null])
    }).pipe(Effect.scoped), 120_000)

  it.live("are empty without rules, and then too the receipt is there", () =>
    Effect.gen(function*() {
      const { home: { config }, next } = yield* home()
      fs.rmSync(Path.join(config, "alerts.v1.json"))
      const { counts, ...alerts } = alertsOf(yield* next())
      assert.deepStrictEqual([said(alerts as Alerts), counts.alerted, counts.considered > 0, counts.considered === counts.unwanted], [[], 0, true, true])
    }).pipe(Effect.scoped), 120_000)

  it.live("say nothing of what is dismissed before the run", () =>
    Effect.gen(function*() {
      const { home: { state }, next } = yield* home()
      const disk = yield* Disk.Disk
      MarkJournal.appendUnsafe(disk, state, { candidate: CandidateId.make("local"), posting: PostingId.make("ashby/acme/9"), said: "dismissed", note: null, at: "2026-02-04T00:00:00Z" })
      const alerts = alertsOf(yield* next())
      assert.deepStrictEqual([said(alerts), alerts.counts.dismissed], [[], 1])
    }).pipe(Effect.scoped), 120_000)

  it.live("come out the same in a replay, offline", () =>
    Effect.gen(function*() {
      const { next, root } = yield* home()
      yield* next("2026-02-04")
      yield* next("2026-02-05")
      for (const run of ["@1", "@0"]) {
        const { code, stderr, stdout } = yield* Effect.promise(() => InspectedHome.graph(root, "replay", run, "--json"))
        assert.strictEqual(code, 0, stderr + stdout)
      }
    }).pipe(Effect.scoped), 120_000)

  it.live("are shown to a person with what changed and why, and to programs without the memory", () =>
    Effect.gen(function*() {
      const { next, root } = yield* home()
      const { id } = yield* next()
      const call = (...args: ReadonlyArray<string>) => Effect.promise(() => InspectedHome.call(root, "alerts", ...args))
      const shown = yield* call()
      assert.strictEqual(shown.code, 0, shown.stderr)
      for (const part of ["local   1 alert of 2026-02-04, since 2026-02-03", "\n  New\n", "https://", "ashby/acme/9", "[shortlisted]", " told; not told: ", "that no rule wants", `next: graph artifact digest --run ${id}`]) assert.include(shown.stdout, part)
      const { alerts, counts, memory, run } = JSON.parse((yield* call(id, "--candidate", "local", "--json")).stdout)
      assert.deepStrictEqual([alerts.length, counts.alerted, memory, run], [1, 1, undefined, id])
      assert.strictEqual((yield* call("--candidate", "nobody")).code, 2)
    }).pipe(Effect.scoped), 120_000)
})
