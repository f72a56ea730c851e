/**
 * Records a person's review, and lets runs read the provider.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { BadUsage } from "../BadUsage.ts"
import * as DayOf from "../DayOf.ts"
import * as PolicyFile from "../PolicyFile.ts"
import * as ProviderChange from "../ProviderChange.ts"
import * as ReceiptFile from "../ReceiptFile.ts"
import * as RegistryFile from "../RegistryFile.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ProvidersView from "../views/ProvidersView.ts"

export interface Input {
  readonly id: string
  readonly by: string
  readonly note: Option.Option<string>
  readonly live: boolean
}

export const providersEnable = Effect.fnUntraced(function*({ by, id, live, note }: Input) {
  const { home, json } = yield* shared
  if (by.trim() === "") return yield* new BadUsage({ flag: "--by", given: by, expected: "the name of a person" })
  const registry = yield* RegistryFile.read(home)
  const policies = yield* PolicyFile.policies(home)
  const provider = yield* RegistryFile.find(registry, id)
  const review = { by: by.trim(), on: yield* DayOf.read(undefined), note: Option.getOrNull(Option.filter(note, (text) => text !== "")) }
  const { entry, receipt } = yield* ProviderChange.enable(provider, yield* ReceiptFile.read(home, id), policies, { live, review })
  // The review first: an entry is never live ahead of what it stands on.
  if (receipt !== null) yield* ReceiptFile.write(home, receipt)
  yield* RegistryFile.write(home, RegistryFile.put(registry, entry))
  if (json) Terminal.json(ProvidersView.changedDocument(entry))
  else Terminal.result(ProvidersView.renderEnabled(entry, receipt?.review ?? null, Terminal.inkFor(process.stdout)))
})
