/**
 * Stops reading a provider.
 */
import * as Effect from "effect/Effect"
import * as ProviderChange from "../ProviderChange.ts"
import * as RegistryFile from "../RegistryFile.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ProvidersView from "../views/ProvidersView.ts"

export const providersDisable = Effect.fnUntraced(function*({ id }: { readonly id: string }) {
  const { home, json } = yield* shared
  const registry = yield* RegistryFile.read(home)
  const entry = ProviderChange.disable(yield* RegistryFile.find(registry, id))
  yield* RegistryFile.write(home, RegistryFile.put(registry, entry))
  if (json) Terminal.json(ProvidersView.changedDocument(entry))
  else Terminal.result(ProvidersView.renderDisabled(entry, Terminal.inkFor(process.stdout)))
})
