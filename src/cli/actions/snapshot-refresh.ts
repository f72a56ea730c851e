/**
 * Refreshes a snapshot set from the boards themselves.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import { isLive } from "../../../schemas/Provider.ts"
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
  const asked = providers.filter((provider) => (input.provider.length === 0 ? isLive(provider) : input.provider.includes(provider.id)))
  const now = new Date(yield* Clock.currentTimeMillis).toISOString()
  const refresh = yield* BoardRefresh.refresh({ home, policies, folder, providers: asked, now })
  if (json) Terminal.json(RefreshView.document(folder, refresh))
  else Terminal.result(RefreshView.render(folder, refresh, Terminal.inkFor(process.stdout)))
  const isVain = refresh.boards.every(({ outcome }) => outcome === "failed" || outcome === "unread")
  process.exitCode = refresh.boards.length > 0 && isVain ? Exit.codes.failed : Exit.codes.done
})
