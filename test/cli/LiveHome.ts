/**
 * A home whose boards are read live, and the vendors' hosts played on loopback behind it.
 *
 * The shield is as it ships: names resolve to public addresses by a table, and only the test's wiring takes these to the loopback server.
 */
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import type { Body } from "../../schemas/OnboardingReceipt.ts"
import type { Policy } from "../../schemas/Policy.ts"
import type { Provider, System } from "../../schemas/Provider.ts"
import * as DailyRun from "../../src/cli/DailyRun.ts"
import * as DayOf from "../../src/cli/DayOf.ts"
import * as Home from "../../src/cli/Home.ts"
import * as ReceiptFile from "../../src/cli/ReceiptFile.ts"
import * as Questions from "../../src/boards/Questions.ts"
import * as Clearance from "../../src/network/Clearance.ts"
import { Outside } from "../../src/network/Outside.ts"
import * as Resolver from "../../src/network/Resolver.ts"
import * as DiskStore from "../../src/store/DiskStore.ts"
import type * as Loopback from "../network/Loopback.ts"

export const provider = (id: string, system: System, more: Partial<Provider> = {}): Provider =>
  ({ id: id as Provider["id"], name: id, system, board: id, enabled: true, live_enabled: true, state: "active", ...more })

/** A receipt as onboarding writes it, approved. */
export const receipt = (provider: Provider, review: Body["review"] = { by: "A person", on: "2026-11-01", note: null }) => {
  const { board, id, name, system, url } = provider
  const asked = Questions.first(provider).url
  return Clearance.seal({
    schema_version: 1,
    provider: { id, name, system, board, ...(url !== undefined && { url }) },
    given: asked,
    on: "2026-11-01",
    evidence: "snapshot",
    levels: [{ extraction: "ats_api", verdict: "chosen", url: asked, system, reason: "For tests." }],
    hosts: [{ host: new URL(asked).hostname, robots: null, policy: null }],
    reading: { extraction: "ats_api", rows: 0, postings: 0, withheld: 0, partial: null, drift: [], bodies: [] },
    review
  })
}

export interface LiveHome {
  readonly home: Home.Home
  readonly run: (more?: Partial<DailyRun.Request>) => Effect.Effect<DailyRun.Finished>
  readonly configure: (providers: ReadonlyArray<Provider>, policies: ReadonlyArray<Policy>) => void
}

export const make = (server: Loopback.Loopback, providers: ReadonlyArray<Provider>, policies: ReadonlyArray<Policy>, outside: Partial<Outside> = {}) =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-live-"))),
      (folder) => Effect.sync(() => fs.rmSync(folder, { recursive: true, force: true }))
    ),
    (root): LiveHome => {
      const home = Home.at(root)
      fs.cpSync(Path.join(Home.program, "config"), home.config, { recursive: true })
      const configure: LiveHome["configure"] = (providers, policies) => {
        fs.writeFileSync(Path.join(home.config, "providers.json"), JSON.stringify({ schema_version: 1, providers }))
        fs.writeFileSync(Path.join(home.config, "policies.json"), JSON.stringify({ schema_version: 1, user_agent: "SignalCraft/0.1 (test)", policies }))
      }
      configure(providers, policies)
      fs.mkdirSync(Path.join(home.config, "receipts"), { recursive: true })
      for (const one of providers) fs.writeFileSync(ReceiptFile.pathOf(home, one.id), JSON.stringify(receipt(one)))
      const run: LiveHome["run"] = (more) =>
        Effect.gen(function*() {
          const day = yield* DayOf.read(undefined)
          return yield* DailyRun.run({ home, day, snapshots: null, live: true, concurrency: 4, refresh: false, perturbed: undefined, onEvent: () => {}, ...more })
        }).pipe(
          Effect.provide(DiskStore.layer({ folder: home.cache })),
          Effect.provideService(Outside, {
            resolver: Resolver.system,
            world: server.world,
            pace: { backoff: 50, open: 300 },
            ...outside
          }),
          Effect.orDie
        )
      return { home, run, configure }
    }
  )

/** Every host that is played resolves to one public address. */
export const resolver = (hosts: ReadonlyArray<string>): Resolver.Resolver => Resolver.fixed(Object.fromEntries(hosts.map((host) => [host, ["93.184.216.34"]])))

export const document = <A>({ files }: DailyRun.Finished, name: string): A => JSON.parse(new TextDecoder().decode(files.get(name)!)) as A
