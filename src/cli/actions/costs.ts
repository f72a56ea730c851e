/**
 * Prints what a run cost, or what the runs of some days did.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Disk from "../../platform/Disk.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import { BadUsage } from "../BadUsage.ts"
import { shared } from "../Root.ts"
import * as RunCosts from "../RunCosts.ts"
import * as Terminal from "../Terminal.ts"
import * as CostsView from "../views/CostsView.ts"

export interface Input {
  readonly run: Option.Option<string>
  readonly days: Option.Option<number>
}

const day = 86_400_000

export const costs = Effect.fnUntraced(function*({ days, run }: Input) {
  const { home, json } = yield* shared
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const ink = Terminal.inkFor(process.stdout)
  if (Option.isNone(days)) {
    const found = yield* RunCosts.of(runs, home, yield* RunRepository.resolve(runs, Option.getOrElse(run, () => "latest")))
    return json ? Terminal.json(CostsView.document(found)) : Terminal.result(CostsView.render(found, ink))
  }
  if (Option.isSome(run)) return yield* new BadUsage({ flag: "--days", given: String(days.value), expected: "a run or a number of days, not both" })
  if (days.value < 1) return yield* new BadUsage({ flag: "--days", given: String(days.value), expected: "a number from 1" })
  const since = new Date((yield* Clock.currentTimeMillis) - days.value * day).toISOString().replaceAll(/[-:.]/g, "")
  const ids = RunRepository.ids(runs).filter((id) => id >= since)
  const found = yield* Effect.forEach(ids, (id) => RunCosts.of(runs, home, RunRepository.entry(runs, id)))
  if (json) Terminal.json(CostsView.trendDocument(days.value, found))
  else Terminal.result(CostsView.trend(days.value, found, ink))
})
