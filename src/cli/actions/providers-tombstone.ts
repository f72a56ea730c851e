/**
 * Leaves an employer alone for good.
 */
import * as Effect from "effect/Effect"
import { BadUsage } from "../BadUsage.ts"
import * as DayOf from "../DayOf.ts"
import * as ProviderChange from "../ProviderChange.ts"
import * as RegistryFile from "../RegistryFile.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ProvidersView from "../views/ProvidersView.ts"
import * as Disk from "../../platform/Disk.ts"
import * as RunRepository from "../../runs/RunRepository.ts"

export interface Input {
  readonly id: string
  readonly reason: string
  readonly by: string
}

export const providersTombstone = Effect.fnUntraced(function*({ by, id, reason }: Input) {
  const { home, json } = yield* shared
  for (const [flag, given] of [["--by", by], ["--reason", reason]] as const) if (given.trim() === "") return yield* new BadUsage({ flag, given, expected: "some words" })
  const registry = yield* RegistryFile.read(home)
  const entry = yield* ProviderChange.entomb(yield* RegistryFile.find(registry, id), { reason: reason.trim(), by: by.trim(), on: yield* DayOf.read(undefined) })
  yield* RegistryFile.write(home, RegistryFile.put(registry, entry))
  const runs = RunRepository.ids({ disk: yield* Disk.Disk, folder: home.runs }).length
  if (json) Terminal.json(ProvidersView.changedDocument(entry))
  else Terminal.result(ProvidersView.renderTombstone(entry, runs, Terminal.inkFor(process.stdout)))
})
