/**
 * Checks of what runs have left: the cache, the runs, the lease.
 */
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import type { Disk } from "../platform/Disk.ts"
import type { RunRepository } from "../runs/RunRepository.ts"
import * as Runs from "../runs/RunRepository.ts"
import * as Lease from "../store/Lease.ts"
import * as Sweep from "../store/Sweep.ts"
import * as Check from "./Check.ts"
import * as Collection from "./Collection.ts"
import * as DoctorHost from "./DoctorHost.ts"
import type { Home } from "./Home.ts"
import * as Standing from "./Standing.ts"
import * as Figures from "./views/Figures.ts"
import * as StandingView from "./views/StandingView.ts"

export const cache = Effect.fnUntraced(function*(disk: Disk, { cache }: Home) {
  const refused = DoctorHost.writable(disk, cache)
  if (refused !== undefined) return Check.problem("cache", refused.message, `Make ${cache} writable`)
  const size = yield* Effect.result(Sweep.size(cache))
  if (size._tag === "Failure") return Check.problem("cache", size.failure.message, `Make ${cache} readable, or delete it: that costs only time`)
  const { quarantine, total } = size.success
  const found = `${Figures.bytes(total)} of ${Figures.bytes(Collection.boundBytes)}`
  if (total > Collection.boundBytes) return Check.warning("cache", found, "Give back what no run needs: graph gc")
  return quarantine > 0
    ? Check.warning(
      "cache",
      `${found}, of which ${Figures.bytes(quarantine)} were damaged and set aside`,
      `Look at the disk if this comes again; ${Path.join(cache, "quarantine")} may be deleted`
    )
    : Check.ok("cache", found)
})

/** The runs folder, the runs nobody has closed, and how the latest one ended. */
export const runs = Effect.fnUntraced(function*(runs: RunRepository, home: Home) {
  const refused = DoctorHost.writable(runs.disk, home.runs)
  const folder = refused === undefined ? undefined : Check.problem("runs", refused.message, `Make ${home.runs} writable`)
  const standings: Array<Standing.Standing> = []
  for (const entry of Runs.entries(runs)) {
    // Of a committed run that is not the latest nothing more is asked.
    if (entry.state !== "committed" || standings.length === 0) standings.push(yield* Standing.read(runs, home, entry))
  }
  return [folder ?? Check.ok("runs", Figures.count(Runs.ids(runs).length, "run")), ...unclosed(standings), latest(standings[0])]
})

const unclosed = (standings: ReadonlyArray<Standing.Standing>): ReadonlyArray<Check.Check> => {
  const crashed = standings.filter(({ committed, status }) => status === "crashed" && !committed)
  const damaged = standings.filter(({ status }) => status === "damaged")
  return [
    ...(crashed.length === 0 ? [] : [Check.warning(
      "crashed runs",
      crashed.map(({ place, run }) => `${run} ended without a word at ${place}`),
      "Run again: the next run closes them and takes up what had finished"
    )]),
    ...(damaged.length === 0 ? [] : [Check.problem(
      "damaged runs",
      damaged.map(({ problem, run }) => `${run}: ${problem!.file}: ${problem!.reason}`),
      "Restore them from a copy (graph import), or delete their folders"
    )])
  ]
}

const latest = (standing: Standing.Standing | undefined): Check.Check => {
  if (standing === undefined) return Check.ok("latest run", "none yet: graph run daily")
  const { failures, run, status } = standing
  const found = `${run} ${status}${StandingView.where(standing)}`
  return status === "succeeded" || status === "running"
    ? Check.ok("latest run", found)
    : Check.warning("latest run", [found, ...failures.slice(0, 3).map(({ message, node }) => `${node}: ${message}`)], `See what happened: graph show ${run}`)
}

export const lease = Effect.fnUntraced(function*({ state }: Home) {
  const path = Path.join(state, "lease.json")
  const standing = yield* Effect.result(Lease.peek(path))
  if (standing._tag === "Failure") return Check.problem("lease", standing.failure.message, `Make ${state} readable and writable`)
  if (standing.success === undefined) return Check.ok("lease", "free")
  const { alive, owner, since } = standing.success
  const holder = `process ${owner.pid} on ${owner.host}, run ${owner.run}, since ${new Date(since).toISOString()}`
  return Check.ok("lease", alive ? `held by ${holder}` : `left behind by ${holder}; the next run takes it over`)
})
