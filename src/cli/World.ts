/**
 * What a daily run is given: settings, code, runtime and capabilities, joined in one place.
 */
import * as Capability from "../engine/Capability.ts"
import type * as Engine from "../engine/Engine.ts"
import type * as Graph from "../engine/Graph.ts"
import type * as Setting from "../engine/Setting.ts"
import type * as Earlier from "../capabilities/Earlier.ts"
import * as EarlierAlerts from "../capabilities/EarlierAlerts.ts"
import * as EarlierRanking from "../capabilities/EarlierRanking.ts"
import * as EarlierTrajectory from "../capabilities/EarlierTrajectory.ts"
import * as History from "../capabilities/History.ts"
import type { Marks } from "../capabilities/Marks.ts"
import type { Network } from "../capabilities/Network.ts"
import type { Requests } from "../capabilities/Requests.ts"
import * as Today from "../capabilities/Today.ts"
import type { Provider } from "../../schemas/Provider.ts"
import * as Ledgers from "../jobs/Ledger.ts"

export type Uses = Network | Requests | Marks | Today.Today | History.History | EarlierAlerts.EarlierAlerts | EarlierRanking.EarlierRanking | EarlierTrajectory.EarlierTrajectory

/** What is taken of a candidate's earlier runs. */
export const earlier: ReadonlyArray<Earlier.Named> = [EarlierAlerts.earlier, EarlierRanking.earlier, EarlierTrajectory.earlier]

export const make = (parts: {
  readonly settings: Setting.Source
  readonly codes: Graph.Codes
  readonly runtime: { readonly [library: string]: string }
  readonly day: string
  readonly network: Capability.Bound<Network>
  readonly requests: Capability.Bound<Requests>
  readonly marks: Capability.Bound<Marks>
  readonly past: History.Past
  readonly earlier: Earlier.Source
  /** The whole registry. */
  readonly providers: ReadonlyArray<Provider>
}): Engine.World<Uses> => ({
  settings: parts.settings,
  codes: parts.codes,
  runtime: parts.runtime,
  capabilities: Capability.merge(
    parts.network,
    parts.requests,
    parts.marks,
    Today.on(parts.day),
    History.from(parts.past, Ledgers.boardsOf(parts.providers)),
    EarlierAlerts.earlier.from(parts.earlier),
    EarlierRanking.earlier.from(parts.earlier),
    EarlierTrajectory.earlier.from(parts.earlier)
  )
})

/** The versions text handling depends on. Not the operating system's, not the machine's. */
export const runtime = (): { readonly [library: string]: string } => {
  const { icu, tz, unicode } = process.versions
  return { icu: icu ?? "none", tz: tz ?? "none", unicode: unicode ?? "none" }
}
