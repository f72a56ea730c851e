/**
 * Checks registry, policies, receipts and snapshots against each other.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "node:path"
import * as Exit from "../Exit.ts"
import * as RegistryCheck from "../RegistryCheck.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ProvidersView from "../views/ProvidersView.ts"

export interface Input {
  readonly id: Option.Option<string>
  readonly snapshots: Option.Option<string>
}

export const providersCheck = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const snapshots = Option.getOrUndefined(Option.map(input.snapshots, (folder) => Path.resolve(folder)))
  const checked = yield* RegistryCheck.check(home, Option.getOrUndefined(input.id), snapshots)
  if (json) Terminal.json(ProvidersView.checkDocument(checked))
  else Terminal.result(ProvidersView.renderCheck(checked, Terminal.inkFor(process.stdout)))
  const has = (kind: RegistryCheck.Problem["kind"]) => checked.problems.some((one) => one.kind === kind)
  process.exitCode = has("config") ? Exit.codes.usage : has("snapshot") ? Exit.codes.violated : Exit.codes.done
})
