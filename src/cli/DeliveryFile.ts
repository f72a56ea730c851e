/**
 * The channels of `config/delivery.v1.json`. Without the file there are none.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { Delivery, type Channel } from "../../schemas/Delivery.ts"
import * as Wire from "../engine/Wire.ts"
import { BadUsage } from "./BadUsage.ts"
import * as ConfigFolder from "./ConfigFolder.ts"
import type { Home } from "./Home.ts"

const name = "delivery.v1"
const validate = Wire.validate(Delivery)

export const read = Effect.fnUntraced(function*(home: Home) {
  const { problems, source } = yield* ConfigFolder.read(home.config, [name])
  if (problems.length > 0) return yield* new ConfigFolder.BadConfig({ problems })
  const document = source[name]
  if (document === undefined) return []
  const decoded = validate(document)
  if (Result.isFailure(decoded)) return yield* new ConfigFolder.BadConfig({ problems: decoded.failure.map((misfit) => ({ file: `config/${name}.json`, ...misfit })) })
  return decoded.success.channels
})

export interface Choice {
  readonly candidate: Option.Option<string>
  readonly channel: Option.Option<string>
}

/** Those that are enabled, of the candidate and the name given. */
export const choose = Effect.fnUntraced(function*(channels: ReadonlyArray<Channel>, { candidate, channel }: Choice) {
  const ids = channels.map(({ id }) => id)
  if (Option.isSome(channel) && !ids.some((id) => id === channel.value)) {
    return yield* new BadUsage({ flag: "--channel", given: channel.value, expected: ids.length === 0 ? "a channel of config/delivery.v1.json, which has none," : `one of ${ids.join(", ")}` })
  }
  return channels.filter((one) =>
    one.enabled
    && Option.match(channel, { onNone: () => true, onSome: (id) => one.id === id })
    && Option.match(candidate, { onNone: () => true, onSome: (id) => one.candidate === id }))
})
