/**
 * The world as the shield meets it: the system's resolver, its own addresses and certificates, its pace.
 *
 * A reference with one value. Tests provide another, on loopback; nothing that is configured, and no flag, reaches it.
 */
import * as Context from "effect/Context"
import type * as Agent from "./Agent.ts"
import type { Limits } from "./Limits.ts"
import type * as Pace from "./Pace.ts"
import * as Resolver from "./Resolver.ts"

export interface Outside {
  readonly resolver: Resolver.Resolver
  readonly world?: Agent.World
  readonly limits?: Partial<Limits>
  readonly pace?: Partial<Pace.Options>
}

export const Outside = Context.Reference<Outside>("signalcraft/network/Outside", { defaultValue: () => ({ resolver: Resolver.system }) })
