/**
 * Registers an employer from the address of its board or careers page.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "node:path"
import * as Client from "../../network/Client.ts"
import * as BoardEvidence from "../BoardEvidence.ts"
import * as DayOf from "../DayOf.ts"
import * as Onboarding from "../Onboarding.ts"
import * as PolicyFile from "../PolicyFile.ts"
import * as RegistryFile from "../RegistryFile.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ProvidersView from "../views/ProvidersView.ts"

export interface Input {
  readonly url: string
  readonly id: Option.Option<string>
  readonly name: Option.Option<string>
  readonly by: Option.Option<string>
  readonly snapshots: Option.Option<string>
  readonly moved: boolean
  readonly dryRun: boolean
}

export const providersAdd = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const registry = yield* RegistryFile.read(home)
  const policies = yield* PolicyFile.policies(home)
  const id = yield* Onboarding.identify(input.url, Option.getOrUndefined(input.id))
  const request: Onboarding.Request = {
    url: input.url,
    name: Option.getOrUndefined(input.name),
    by: Option.getOrElse(input.by, () => "graph providers add"),
    moved: input.moved,
    day: yield* DayOf.read(undefined)
  }
  const onboarded = yield* Effect.scoped(Effect.gen(function*() {
    const evidence = Option.isSome(input.snapshots)
      ? yield* BoardEvidence.recorded({ id, policies }, Path.resolve(input.snapshots.value))
      : BoardEvidence.live({ id, policies }, yield* Client.make({ policies }))
    return yield* Onboarding.find(id, request, { registry, policies }, evidence)
  }))
  if (!input.dryRun) yield* Onboarding.write(home, onboarded)
  if (json) Terminal.json(ProvidersView.addedDocument(onboarded, input.dryRun))
  else Terminal.result(ProvidersView.renderAdded(onboarded, input.dryRun, Terminal.inkFor(process.stdout)))
})
