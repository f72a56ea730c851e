/**
 * Where the receipt of a provider's onboarding lies: `config/receipts/<provider>.json`.
 */
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as Clearance from "../network/Clearance.ts"
import type { Home } from "./Home.ts"

export const fileOf = (home: Home, provider: ProviderId): string => Path.join(home.config, "receipts", `${provider}.json`)

export const read = (home: Home, provider: ProviderId): Effect.Effect<Clearance.Found> =>
  Effect.sync(() => {
    try {
      return Clearance.read(fs.readFileSync(fileOf(home, provider), "utf8"))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return code === "ENOENT" ? { _tag: "absent" } : { _tag: "invalid", reason: `it cannot be read (${code})` }
    }
  })
