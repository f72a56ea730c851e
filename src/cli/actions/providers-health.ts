/**
 * Shows how each provider's board has fared over the last runs.
 */
import * as Effect from "effect/Effect"
import * as Catalogue from "../../artifacts/Catalogue.ts"
import * as ProviderHealth from "../../jobs/ProviderHealth.ts"
import * as Disk from "../../platform/Disk.ts"
import * as PublishedDocument from "../../runs/PublishedDocument.ts"
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
  const passedOver: Array<string> = []
  const attempt = <A>(reading: Effect.Effect<A, RunRepository.RunDamaged | PublishedDocument.ArtifactUnreadable>) =>
    Effect.match(reading, { onSuccess: (document): A | undefined => document, onFailure: ({ message }) => void passedOver.push(message) })
  for (const entry of RunRepository.newest(runs, { kind: "computed" })) {
    if (observations.length === most) break
    if (entry.state !== "committed") continue
    const availability = yield* attempt(PublishedDocument.read(runs, entry, Catalogue.providerAvailability))
    if (availability === undefined) continue
    const policyLog = yield* attempt(PublishedDocument.read(runs, entry, Catalogue.policyLog))
    observations.push({ run: entry.id, availability, policyLog: policyLog ?? null })
  }
  const health = ProviderHealth.over(observations)
  if (json) Terminal.json(HealthView.document(observations, health, passedOver))
  else Terminal.result(HealthView.render(observations, health, passedOver, Terminal.inkFor(process.stdout)))
})
