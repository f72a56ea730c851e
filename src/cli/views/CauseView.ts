/**
 * Causes as sentences: what in the hashed record differs.
 */
import type { Cause } from "../../engine/Cause.ts"
import { rowsPort } from "../../engine/Stage.ts"
import * as Digest from "../../platform/Digest.ts"

export const sentence = (cause: Cause): string => {
  switch (cause.kind) {
    case "first":
      return "it has not run before"
    case "lost":
      return "its answer is no longer in the cache"
    case "failed":
      return "it failed the last time"
    case "refresh":
      return "everything is computed again (--refresh or --check)"
    case "code":
      return `its code changed${change(cause)}`
    case "config":
      return `its configuration changed${change(cause)}`
    case "item":
      return `its item of the partition changed${change(cause)}`
    case "input": {
      const port = cause.port === rowsPort ? "rows" : cause.port
      return cause.partition === null ? `its input ${port} changed${change(cause)}` : `its input ${port}[${cause.partition}] ${moved(cause)}`
    }
    case "capability":
      return `what ${shortName(cause.capability)} answers changed${change(cause)}`
    case "runtime":
      return `the runtime's ${cause.library} changed (${cause.from ?? "none"} → ${cause.to ?? "none"})`
    case "engine":
      return `the engine changed (epoch ${cause.from} → ${cause.to})`
    case "non-determinism":
      return `the same key gave other bytes${change(cause)}`
  }
}

const moved = ({ from, to }: { readonly from: string | null; readonly to: string | null }): string =>
  from === null ? "is new" : to === null ? "is gone" : to.startsWith("failed:") ? "failed" : from.startsWith("failed:") ? "no longer fails" : `changed${change({ from, to })}`

const change = ({ from, to }: { readonly from: string | null; readonly to: string | null }): string => ` (${name(from)} → ${name(to)})`

const name = (value: string | null): string =>
  value === null ? "none" : Digest.isDigest(value) ? Digest.short(value) : value.startsWith("failed:") ? "failed" : value

/** `signalcraft/capabilities/Network` as `Network`. */
export const shortName = (capability: string): string => capability.slice(capability.lastIndexOf("/") + 1)
