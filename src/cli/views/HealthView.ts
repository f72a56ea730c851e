/**
 * How each provider's board has fared over the last runs.
 */
import type { Health, Observation } from "../../jobs/ProviderHealth.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export const document = (observations: ReadonlyArray<Observation>, providers: ReadonlyArray<Health>): object =>
  ({ schema_version: 1, runs: observations.map(({ availability, run }) => ({ run, as_of: availability.as_of })), providers })

/** As many of the newest runs are drawn. */
const drawn = 30

export const render = (observations: ReadonlyArray<Observation>, providers: ReadonlyArray<Health>, ink: Ink): string => {
  if (observations.length === 0) return "No run has read a board yet. Start one: graph run daily"
  const [newest, oldest] = [observations[0]!.availability.as_of, observations.at(-1)!.availability.as_of]
  return [
    `${Figures.count(observations.length, "run")}, ${oldest === newest ? newest : `${oldest} to ${newest}`}, the newest on the right`,
    "",
    ...Figures.table(providers.map((health) => [`  ${health.provider}`, course(health, ink), share(health), trend(health, ink), remarks(health)]))
  ].join("\n")
}

const course = ({ course }: Health, ink: Ink): string =>
  course.slice(0, drawn).reverse().map(({ reason, status }) =>
    status === "unavailable" ? ink.bad(ink.sign.failed) : reason === "ok" ? ink.good(ink.sign.ran) : ink.warn(ink.sign.degraded)).join("")

const share = ({ available, permille, runs }: Health): string => (runs === 0 ? "not attempted" : `${available}/${runs}  ${Math.floor(permille / 10)} %`)

const trend = ({ trend }: Health, ink: Ink): string => (trend === "worse" ? ink.bad("worse") : trend === "better" ? ink.good("better") : trend ?? "")

const remarks = ({ failed_requests, last_available, rate_limited, reasons, requests, streak }: Health): string =>
  [
    ...reasons.map(({ reason, runs }) => `${reason} ${runs}×`),
    ...(failed_requests > 0 ? [`${failed_requests} of ${Figures.count(requests, "request")} failed`] : []),
    ...(rate_limited > 0 ? [`${rate_limited} rate-limited`] : []),
    ...(streak?.status === "unavailable" ? [`down for ${Figures.count(streak.runs, "run")}${last_available === null ? "" : `, last read ${last_available}`}`] : [])
  ].join(", ")
