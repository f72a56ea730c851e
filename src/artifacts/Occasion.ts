/**
 * Concludes from what is to be seen around a process who or what started it, and on what kind of machine.
 *
 * Each conclusion names the evidence it rests on; where there is none it is `unknown`, never a guess. What somebody states comes first. Of
 * what is seen, only the conclusion is kept.
 */
import { CiService, type Evidence, type Occasion, TriggerKind } from "../../schemas/RunAudit.ts"

/** What is to be seen. Variables are only those of `variables` below. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Somebody's terminal is on one of the streams. */
  readonly terminal: boolean
  /** Names of the programs that this one was started by, and those by. */
  readonly ancestors: ReadonlyArray<string>
  /** A container's marker file is there. */
  readonly marked: boolean
  /** `null` where the machine does not tell. */
  readonly battery: boolean | null
  /** SMBIOS 3.7, table 17: the chassis type. */
  readonly chassis: number | null
  readonly user: string | null
}

const actorVariable = "GRAPH_TRIGGERED_BY"
const kindVariable = "GRAPH_TRIGGER"

/** The variable that a CI system sets in every job, and the one in which it names who started it. Those that pose as another come first. */
const services: ReadonlyArray<readonly [variable: string, service: CiService, actor: string | null]> = [
  ["GITEA_ACTIONS", "gitea_actions", "GITHUB_ACTOR"],
  ["GITHUB_ACTIONS", "github_actions", "GITHUB_ACTOR"],
  ["GITLAB_CI", "gitlab_ci", "GITLAB_USER_LOGIN"],
  ["BUILDKITE", "buildkite", "BUILDKITE_BUILD_CREATOR"],
  ["CIRCLECI", "circleci", "CIRCLE_USERNAME"],
  ["JENKINS_URL", "jenkins", "BUILD_USER_ID"],
  ["TF_BUILD", "azure_pipelines", "BUILD_REQUESTEDFOR"],
  ["TEAMCITY_VERSION", "teamcity", null],
  ["TRAVIS", "travis", null],
  ["DRONE", "drone", null],
  ["BITBUCKET_BUILD_NUMBER", "bitbucket_pipelines", null],
  ["CODEBUILD_BUILD_ID", "codebuild", "CODEBUILD_INITIATOR"],
  ["CI", "other", null]
]

/** Set by systemd for a unit that a timer started (systemd.exec(5), since 252). */
const timerVariable = "TRIGGER_TIMER_REALTIME_USEC"
/** Set by systemd for every unit, and inherited by all that it starts. */
const serviceVariable = "INVOCATION_ID"
/** Set in every pod. */
const kubernetesVariable = "KUBERNETES_SERVICE_HOST"
/** Set by podman, LXC and systemd-nspawn. */
const containerVariable = "container"

/** All that is read of the environment. */
export const variables: ReadonlyArray<string> = [
  ...new Set([actorVariable, kindVariable, ...services.flatMap(([variable, , actor]) => (actor === null ? [variable] : [variable, actor])), timerVariable, serviceVariable, kubernetesVariable, containerVariable])
]

/** @param by who states to have started the run */
export const of = (seen: Surroundings, by: string | undefined): Occasion => {
  const isSet = (name: string) => !["", "0", "false", undefined].includes(seen.variables[name]?.toLowerCase())
  const ci = services.find(([variable]) => isSet(variable))
  return { actor: actorOf(seen, by, ci?.[2] ?? null), trigger: triggerOf(seen, isSet, ci?.[1]), host: hostOf(seen, isSet) }
}

const actorOf = ({ user, variables }: Surroundings, by: string | undefined, ciActor: string | null): Occasion["actor"] => {
  const stated = [
    [by, "flag"], [variables[actorVariable], "environment"], [ciActor === null ? undefined : variables[ciActor], "ci"], [user ?? undefined, "system"]
  ] as const
  for (const [text, stated_by] of stated) {
    const name = nameOf(text)
    if (name !== undefined) return { name, stated_by }
  }
  return { name: null, stated_by: null }
}

/** One line of at most a hundred characters. */
const nameOf = (text: string | undefined): string | undefined => {
  const line = Array.from((text ?? "").toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim())
  return line.length === 0 ? undefined : line.slice(0, 100).join("")
}

const crons: ReadonlySet<string> = new Set(["cron", "crond", "anacron", "fcron", "supercronic"])

const triggerOf = ({ ancestors, terminal, variables }: Surroundings, isSet: (name: string) => boolean, service: CiService | undefined): Occasion["trigger"] => {
  const as = (kind: TriggerKind, evidence: Evidence, of: CiService | null = null) => ({ kind, service: of, evidence: [evidence] })
  const stated = TriggerKind.literals.find((kind) => kind === variables[kindVariable])
  if (stated !== undefined) return as(stated, "stated", stated === "ci" ? service ?? "other" : null)
  if (service !== undefined) return as("ci", "ci_variable", service)
  if (terminal) return as("person", "terminal")
  if (ancestors.some((name) => crons.has(name))) return as("cron", "cron_ancestor")
  if (isSet(timerVariable)) return as("systemd_timer", "timer_variable")
  if (isSet(serviceVariable)) return as("systemd_service", "service_variable")
  return { kind: "unknown", service: null, evidence: [] }
}

/** What a chassis is, by its type; the others (a virtual machine is 1, "other") say nothing. */
const chassis: Readonly<Record<number, Occasion["host"]["class"]>> = {
  3: "desktop", 4: "desktop", 5: "desktop", 6: "desktop", 7: "desktop", 13: "desktop", 15: "desktop", 16: "desktop", 24: "desktop", 35: "desktop", 36: "desktop",
  8: "laptop", 9: "laptop", 10: "laptop", 14: "laptop", 30: "laptop", 31: "laptop", 32: "laptop",
  17: "server", 23: "server", 25: "server", 28: "server", 29: "server"
}

const hostOf = (seen: Surroundings, isSet: (name: string) => boolean): Occasion["host"] => {
  const as = (kind: Occasion["host"]["class"], ...evidence: ReadonlyArray<Evidence>) => ({ class: kind, evidence })
  if (isSet(kubernetesVariable)) return as("kubernetes", "kubernetes_variable")
  if (seen.marked) return as("container", "container_file")
  if (isSet(containerVariable)) return as("container", "container_variable")
  const known = seen.chassis === null ? undefined : chassis[seen.chassis]
  if (known !== undefined) return as(known, "chassis")
  if (seen.battery === true) return as("laptop", "battery")
  return seen.battery === false ? as("server", "no_battery") : as("unknown")
}
