/**
 * Shows how each provider's board has fared over the last runs.
 */
import * as Effect from "effect/Effect"
import type { Availability } from "../../../schemas/Availability.ts"
import type { PolicyLog } from "../../../schemas/PolicyLog.ts"
import * as Catalogue from "../../artifacts/Catalogue.ts"
import type * as Artifact from "../../artifacts/Artifact.ts"
import * as ProviderHealth from "../../jobs/ProviderHealth.ts"
import * as Disk from "../../platform/Disk.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import { BadUsage } from "../BadUsage.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as HealthView from "../views/HealthView.ts"

export interface Input {
  readonly runs: number
}

export const providersHealth = Effect.fnUntraced(function*({ runs: most }: Input) {
  const { home, json } = yield* shared
  if (most < 1) return yield* new BadUsage({ flag: "--runs", given: String(most), expected: "1 or more" })
  const runs: RunRepository.RunRepository = { disk: yield* Disk.Disk, folder: home.runs }
  const observations: Array<ProviderHealth.Observation> = []
  for (const entry of RunRepository.entries(runs)) {
    if (observations.length === most) break
    if (entry.state !== "committed" || entry.record.nodes === null) continue
    const availability = yield* published<Availability>(runs, entry, Catalogue.providerAvailability)
    if (availability === null) continue
    observations.push({ run: entry.id, availability, policyLog: yield* published<PolicyLog>(runs, entry, Catalogue.policyLog) })
  }
  const health = ProviderHealth.over(observations)
  if (json) Terminal.json(HealthView.document(observations, health))
  else Terminal.result(HealthView.render(observations, health, Terminal.inkFor(process.stdout)))
})

/** What a run published under a name; `null` where it did not, or it is damaged. */
const published = <A>(runs: RunRepository.RunRepository, { id, record }: Extract<RunRepository.Entry, { state: "committed" }>, { name }: Artifact.Artifact) => {
  const found = record.artifacts.find((one) => one.name === name)
  return found === undefined ? Effect.succeed(null) : RunRepository.artifact(runs, id, found).pipe(
    Effect.map((content) => JSON.parse(new TextDecoder().decode(content)) as A),
    Effect.orElseSucceed(() => null)
  )
}
