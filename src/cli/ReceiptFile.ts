/**
 * `config/receipts/<provider>.json`: what was found when a provider was added, and who approved it.
 */
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { Body } from "../../schemas/OnboardingReceipt.ts"
import * as Clearance from "../network/Clearance.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Disk from "../platform/Disk.ts"
import * as Unwritable from "../store/Unwritable.ts"
import type { Home } from "./Home.ts"

export const nameOf = (provider: string): string => `config/receipts/${provider}.json`

export const read = (home: Home, provider: string): Effect.Effect<Clearance.Found> =>
  Effect.sync(() => {
    try {
      return Clearance.read(fs.readFileSync(pathOf(home, provider), "utf8"))
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error)
      return code === "ENOENT" ? { _tag: "absent" } : { _tag: "invalid", reason: `it cannot be read (${code})` }
    }
  })

/** The providers that have one, by the names of the files. */
export const list = (home: Home): Effect.Effect<ReadonlyArray<string>> =>
  Effect.sync(() => {
    const folder = folderOf(home)
    const names = fs.existsSync(folder) ? fs.readdirSync(folder) : []
    return names.filter((name) => name.endsWith(".json") && !name.startsWith(".")).map((name) => name.slice(0, -".json".length)).sort(Canonical.compare)
  })

/** Seals and writes it. */
export const write = Effect.fnUntraced(function*(home: Home, body: Body) {
  const receipt = Clearance.seal(body)
  const disk = yield* Disk.Disk
  yield* Unwritable.attempt(() => {
    disk.mkdir(folderOf(home))
    disk.publish(pathOf(home, body.provider.id), `${JSON.stringify(receipt, null, 2)}\n`, { sync: true })
  })
  return receipt
})

const folderOf = (home: Home): string => Path.join(home.config, "receipts")
export const pathOf = (home: Home, provider: string): string => Path.join(folderOf(home), `${provider}.json`)
