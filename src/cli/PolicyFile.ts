/**
 * The registry and the policies: who is read, and which hosts may be asked how.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { decisions, registry } from "../../graph/settings.ts"
import * as Setting from "../engine/Setting.ts"
import * as ConfigFolder from "./ConfigFolder.ts"
import type { Home } from "./Home.ts"

/** Both, or everything that is wrong with them. */
export const read = Effect.fnUntraced(function*(home: Home) {
  const { problems, source } = yield* ConfigFolder.read(home.config, [decisions.file, registry.file])
  const policies = Setting.read(decisions, source)
  const providers = Setting.read(registry, source)
  if (Result.isSuccess(policies) && Result.isSuccess(providers)) return { policies: policies.success.value, providers: providers.success.value }
  const misread = [...(Result.isFailure(policies) ? policies.failure : []), ...(Result.isFailure(providers) ? providers.failure : [])]
  return yield* new ConfigFolder.BadConfig({ problems: problems.length > 0 ? problems : misread })
})
