/**
 * The registry and the policies: who is read, and which hosts may be asked how.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Path from "node:path"
import { decisions, registry } from "../../graph/settings.ts"
import type { Policies } from "../../schemas/Policy.ts"
import * as Setting from "../engine/Setting.ts"
import type * as Canonical from "../platform/Canonical.ts"
import * as Disk from "../platform/Disk.ts"
import * as Unwritable from "../store/Unwritable.ts"
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

/** The policies alone, whatever the registry holds. */
export const policies = Effect.fnUntraced(function*(home: Home): Effect.fn.Return<Policies, ConfigFolder.BadConfig> {
  const { problems, source } = yield* ConfigFolder.read(home.config, [decisions.file])
  return problems.length > 0 ? yield* new ConfigFolder.BadConfig({ problems }) : yield* validated(source)
})

const validated = (source: Setting.Source): Effect.Effect<Policies, ConfigFolder.BadConfig> =>
  Effect.mapError(Effect.fromResult(Result.map(Setting.read(decisions, source), ({ value }) => value)), (problems) => new ConfigFolder.BadConfig({ problems }))

/** Writes the policies. What their schema refuses is not written. */
export const write = Effect.fnUntraced(function*(home: Home, policies: Policies) {
  const text = `${JSON.stringify(policies, null, 2)}\n`
  yield* validated({ [decisions.file]: JSON.parse(text) as Canonical.Json })
  const disk = yield* Disk.Disk
  yield* Unwritable.attempt(() => disk.publish(Path.join(home.config, `${decisions.file}.json`), text, { sync: true }))
})
