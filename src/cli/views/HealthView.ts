/**
 * How each provider's board has fared over the last runs.
 */
import type { Health, Observation } from "../../jobs/ProviderHealth.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

/** @param passedOver what could not be read of earlier runs: sentences */
export const document = (observations: ReadonlyArray<Observation>, providers: ReadonlyArray<Health>, passedOver: ReadonlyArray<string>): object =>
  ({ schema_version: 1, runs: observations.map(({ availability, run }) => ({ run, as_of: availability.as_of })), providers, passed_over: passedOver })

/** As many of the newest runs are drawn. */
const drawn = 30

export const render = (observations: ReadonlyArray<Observation>, providers: ReadonlyArray<Health>, passedOver: ReadonlyArray<string>, ink: Ink): string => {
  const unread = passedOver.map((sentence) => `${ink.warn(ink.sign.degraded)} ${sentence}`)
  if (observations.length === 0) return [...unread, "No run has read a board yet. Start one: graph run daily"].join("\n")
  const [newest, oldest] = [observations[0]!.availability.as_of, observations.at(-1)!.availability.as_of]
  return [
    `${Figures.count(observations.length, "run")}, ${oldest === newest ? newest : `${oldest} to ${newest}`}, the newest on the right`,
    "",
    ...Figures.table(providers.map((health) => [`  ${health.provider}`, course(health, ink), share(health), trend(health, ink), remarks(health)])),
    ...(unread.length === 0 ? [] : ["", ...unread])
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
