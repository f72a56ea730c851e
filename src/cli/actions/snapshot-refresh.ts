/**
 * Refreshes a snapshot set from the boards themselves.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import * as Client from "../../network/Client.ts"
import * as Resolver from "../../network/Resolver.ts"
import * as BoardRefresh from "../BoardRefresh.ts"
import * as Exit from "../Exit.ts"
import { NoSuchProvider } from "../NoSuchProvider.ts"
import * as PolicyFile from "../PolicyFile.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as RefreshView from "../views/RefreshView.ts"

export interface Input {
  readonly to: string
  readonly provider: ReadonlyArray<string>
}

export const snapshotRefresh = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const folder = Path.resolve(input.to)
  const { policies, providers } = yield* PolicyFile.read(home)
  const unknown = input.provider.find((id) => !providers.some((provider) => provider.id === id))
  if (unknown !== undefined) return yield* new NoSuchProvider({ provider: unknown, known: providers.map(({ id }) => id) })
  const asked = providers.filter(({ enabled, id }) => (input.provider.length === 0 ? enabled : input.provider.includes(id)))
  const refreshed = yield* Effect.scoped(Effect.gen(function*() {
    const client = yield* Client.make({ policies, resolver: Resolver.system })
    const now = new Date(yield* Clock.currentTimeMillis).toISOString()
    return yield* BoardRefresh.refresh(client, folder, asked, now)
  }))
  if (json) Terminal.json(RefreshView.document(folder, refreshed))
  else Terminal.result(RefreshView.render(folder, refreshed, Terminal.inkFor(process.stdout)))
  process.exitCode = refreshed.length > 0 && refreshed.every(({ outcome }) => outcome === "failed") ? Exit.codes.failed : Exit.codes.done
})
