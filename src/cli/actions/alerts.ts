/**
 * Shows what a run tells a candidate, from what it published.
 */
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as Catalogue from "../../artifacts/Catalogue.ts"
import * as Disk from "../../platform/Disk.ts"
import * as Published from "../Published.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as AlertsView from "../views/AlertsView.ts"

export interface Input {
  readonly run: string
  readonly candidate: Option.Option<string>
}

export const alerts = Effect.fnUntraced(function*({ candidate, run }: Input) {
  const { home, json } = yield* shared
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const entry = yield* Published.ended(runs, run, Catalogue.alerts.name)
  const { content } = yield* Published.document(runs, entry, Catalogue.alerts, candidate, home)
  if (json) Terminal.json(AlertsView.document(entry.id, content))
  else Terminal.result(AlertsView.render(entry.id, content, Terminal.inkFor(process.stdout), process.stdout.columns ?? 80))
})
