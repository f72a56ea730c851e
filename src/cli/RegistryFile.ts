/**
 * `config/providers.json` as it is written: one entry a line, in the order it has.
 *
 * The only writer of the registry. What its schema refuses is not written, and a reader sees the file as it was or as it is.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Path from "node:path"
import { type Provider, Providers } from "../../schemas/Provider.ts"
import * as Setting from "../engine/Setting.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Disk from "../platform/Disk.ts"
import * as Unwritable from "../store/Unwritable.ts"
import * as ConfigFolder from "./ConfigFolder.ts"
import type { Home } from "./Home.ts"
import { NoSuchProvider } from "./NoSuchProvider.ts"

const setting = Setting.make("providers", Providers)

export const read = Effect.fnUntraced(function*(home: Home): Effect.fn.Return<Providers, ConfigFolder.BadConfig> {
  const { problems, source } = yield* ConfigFolder.read(home.config, [setting.file])
  return problems.length > 0 ? yield* new ConfigFolder.BadConfig({ problems }) : yield* validated(source)
})

export const write = Effect.fnUntraced(function*(home: Home, registry: Providers) {
  const text = format(registry)
  yield* validated({ [setting.file]: JSON.parse(text) as Canonical.Json })
  const disk = yield* Disk.Disk
  yield* Unwritable.attempt(() => disk.publish(Path.join(home.config, `${setting.file}.json`), text, { sync: true }))
})

const validated = (source: Setting.Source): Effect.Effect<Providers, ConfigFolder.BadConfig> =>
  Effect.mapError(Effect.fromResult(Result.map(Setting.read(setting, source), ({ value }) => value)), (problems) => new ConfigFolder.BadConfig({ problems }))

export const find = ({ providers }: Providers, id: string): Effect.Effect<Provider, NoSuchProvider> => {
  const provider = providers.find((one) => one.id === id)
  return provider === undefined ? Effect.fail(new NoSuchProvider({ provider: id, known: providers.map((one) => one.id) })) : Effect.succeed(provider)
}

/** The entry in place of the one of its id; a new one before the first that sorts after it, else at the end. */
export const put = ({ providers, ...rest }: Providers, entry: Provider): Providers => {
  const at = providers.findIndex(({ id }) => id === entry.id)
  const before = providers.findIndex(({ id }) => Canonical.compare(id, entry.id) > 0)
  return { ...rest, providers: at === -1 ? providers.toSpliced(before === -1 ? providers.length : before, 0, entry) : providers.with(at, entry) }
}

export const format = ({ providers, schema_version }: Providers): string => {
  const lines = providers.map((provider) => `    ${onOneLine(Object.fromEntries(order.filter((key) => provider[key] !== undefined).map((key) => [key, provider[key]])))}`)
  return `{\n  "schema_version": ${schema_version},\n  "providers": [${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}]\n}\n`
}

const order = ["id", "name", "system", "board", "url", "enabled", "live_enabled", "state", "tombstone", "history"] as const satisfies ReadonlyArray<keyof Provider>

const onOneLine = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  return `{ ${Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${onOneLine(part)}`).join(", ")} }`
}
