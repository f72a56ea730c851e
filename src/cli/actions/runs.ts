/**
 * Lists the runs, the newest first.
 */
import * as Effect from "effect/Effect"
import * as Disk from "../../platform/Disk.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import { BadUsage } from "../BadUsage.ts"
import { shared } from "../Root.ts"
import * as Standing from "../Standing.ts"
import * as Terminal from "../Terminal.ts"
import * as RunsView from "../views/RunsView.ts"

export interface Input {
  readonly limit: number
}

export const runs = Effect.fnUntraced(function*({ limit }: Input) {
  const { home, json } = yield* shared
  if (limit < 1) return yield* new BadUsage({ flag: "--limit", given: String(limit), expected: "a number from 1" })
  const repository = { disk: yield* Disk.Disk, folder: home.runs }
  const ids = RunRepository.ids(repository)
  const standings = yield* Effect.forEach(ids.slice(0, limit), (id) => Standing.read(repository, home, RunRepository.entry(repository, id)))
  if (json) Terminal.json(RunsView.document(standings, ids.length))
  else Terminal.result(RunsView.render(standings, ids.length, Terminal.inkFor(process.stdout), process.stdout.columns ?? Infinity))
})
