/**
 * Lists the registry.
 */
import * as Effect from "effect/Effect"
import * as Clearance from "../../network/Clearance.ts"
import * as HostRuling from "../HostRuling.ts"
import * as PolicyFile from "../PolicyFile.ts"
import * as ReceiptFile from "../ReceiptFile.ts"
import * as RegistryFile from "../RegistryFile.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ProvidersView from "../views/ProvidersView.ts"

export const providersList = Effect.gen(function*() {
  const { home, json } = yield* shared
  const { providers } = yield* RegistryFile.read(home)
  const policies = yield* PolicyFile.policies(home)
  const rows = yield* Effect.forEach(providers, (provider) =>
    Effect.map(ReceiptFile.read(home, provider.id), (found): ProvidersView.Row => ({
      provider,
      receipt: found._tag === "absent" ? "none" : found._tag === "invalid" || !Clearance.matches(provider, found.receipt) ? "broken" : found.receipt.review === null ? "pending_review" : "reviewed",
      review: found._tag === "whole" ? found.receipt.review : null,
      ruling: HostRuling.of(policies, provider)
    })))
  if (json) Terminal.json(ProvidersView.listDocument(rows))
  else Terminal.result(ProvidersView.renderList(rows, Terminal.inkFor(process.stdout)))
})
