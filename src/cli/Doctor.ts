/**
 * Looks at everything a run depends on, as far as it can be looked at: without a project only at the machine.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { isLive } from "../../schemas/Provider.ts"
import * as Disk from "../platform/Disk.ts"
import * as RunId from "../runs/RunId.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type { Check } from "./Check.ts"
import * as DoctorData from "./DoctorData.ts"
import * as DoctorHost from "./DoctorHost.ts"
import * as DoctorProject from "./DoctorProject.ts"
import * as Home from "./Home.ts"
import * as World from "./World.ts"

export const examine = Effect.fnUntraced(function*(found: Result.Result<Home.Home, Home.NoHome>) {
  const disk = yield* Disk.Disk
  const now = yield* Clock.currentTimeMillis
  const machine = [DoctorHost.node(process.versions.node), DoctorHost.build(Home.program)]
  if (Result.isFailure(found)) {
    return [...machine, DoctorHost.text(World.runtime(), undefined), DoctorHost.clock(now, undefined), DoctorProject.home(found)] as ReadonlyArray<Check>
  }
  const home = found.success
  const runs = { disk, folder: home.runs }
  const [newest] = RunRepository.ids(runs)
  const last = newest === undefined ? undefined : RunRepository.entry(runs, newest)
  const { check: config, providers } = yield* DoctorProject.config(home)
  const checks: ReadonlyArray<Check> = [
    ...machine,
    DoctorHost.text(World.runtime(), last?.state === "committed" ? last.record.runtime : undefined),
    DoctorHost.clock(now, newest === undefined ? undefined : Date.parse(RunId.startedAt(newest))),
    DoctorHost.space(DoctorHost.freeBytes(home.root)),
    DoctorProject.home(found),
    config,
    yield* DoctorProject.snapshots(home, providers.filter((provider) => !isLive(provider))),
    yield* DoctorProject.live(home, providers),
    yield* DoctorProject.code,
    yield* DoctorData.cache(disk, home),
    yield* DoctorData.lease(home),
    ...(yield* DoctorData.runs(runs, home))
  ]
  return checks
})
