/**
 * Who or what started a run, and what was new in what it was given.
 */
import type { Change, Occasion, ProfileAudit, RunAudit } from "../../../schemas/RunAudit.ts"
import * as Digest from "../../platform/Digest.ts"
import * as Paragraph from "./Paragraph.ts"

/** A line of facts: `by   ada, from a terminal, on a laptop`. */
export const occasion = ({ code, occasion }: RunAudit): ReadonlyArray<ReadonlyArray<string>> => [
  ...(occasion === null ? [] : [["by", [occasion.actor.name ?? "nobody named", triggers[occasion.trigger.kind](occasion.trigger.service), hosts[occasion.host.class]].filter((part) => part !== "").join(", ")]]),
  ...(code === null ? [] : [["program", [code.version, ...(code.commit === null ? [] : [code.commit.replace(/^(.{12}).{28}/, "$1")]), ...(code.digest === null ? [] : [`stages ${Digest.short(code.digest)}`])].join(", ")]])
]

const triggers: Readonly<Record<Occasion["trigger"]["kind"], (service: string | null) => string>> = {
  person: () => "at a terminal",
  cron: () => "by cron",
  systemd_timer: () => "by a systemd timer",
  systemd_service: () => "as a systemd service",
  ci: (service) => (service === null || service === "other" ? "in CI" : `in CI (${service.replaceAll("_", " ")})`),
  k8s_cronjob: () => "by a Kubernetes CronJob",
  unknown: () => ""
}

const hosts: Readonly<Record<Occasion["host"]["class"], string>> = {
  laptop: "on a laptop", desktop: "on a desktop", server: "on a server", container: "in a container", kubernetes: "in a Kubernetes pod", unknown: ""
}

/** What is new since the run before, the profiles of all candidates among it. */
export const changed = ({ audit, profiles }: { readonly audit: RunAudit | undefined; readonly profiles: ReadonlyArray<ProfileAudit> }, columns: number): ReadonlyArray<string> => {
  const told = [...(audit?.changed ?? []).map(sentence), ...profiles.flatMap(({ candidate, changed }) => changed.map(({ what, ...change }) => sentence({ what: `${what} of ${candidate}`, ...change })))]
  return told.length === 0 ? [] : [`given anew since ${audit?.before?.run ?? "before"}`, ...told.flatMap((line) => Paragraph.lines(line, columns, "  "))]
}

const sentence = ({ from, to, what }: Change): string => `${what} ${short(from)} → ${short(to)}`

const short = (value: string | null): string => (value === null ? "none" : Digest.isDigest(value) ? Digest.short(value) : value.slice(0, 12))
