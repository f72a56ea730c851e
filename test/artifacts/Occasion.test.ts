/**
 * Who or what started a run, by what is to be seen, and nothing by a guess.
 */
import { assert, describe, it } from "vitest"
import * as Occasion from "../../src/artifacts/Occasion.ts"

const nothing: Occasion.Surroundings = { variables: {}, terminal: false, ancestors: [], marked: false, battery: null, chassis: null, user: null }
const of = (seen: Partial<Occasion.Surroundings>, by?: string) => Occasion.of({ ...nothing, ...seen }, by)
const trigger = (seen: Partial<Occasion.Surroundings>) => {
  const { evidence, kind, service } = of(seen).trigger
  return [kind, service, ...evidence]
}
const host = (seen: Partial<Occasion.Surroundings>) => {
  const { evidence, ...rest } = of(seen).host
  return [rest.class, ...evidence]
}

describe("what started a run", () => {
  const cases: ReadonlyArray<readonly [what: string, seen: Partial<Occasion.Surroundings>, expected: ReadonlyArray<string | null>]> = [
    ["is not known where nothing is to be seen", {}, ["unknown", null]],
    ["is a person at a terminal", { terminal: true }, ["person", null, "terminal"]],
    ["is a person at a terminal that a service manager started", { terminal: true, variables: { INVOCATION_ID: "1" } }, ["person", null, "terminal"]],
    ["is cron above a shell and npx", { ancestors: ["node", "npx", "sh", "cron", "systemd"] }, ["cron", null, "cron_ancestor"]],
    ["is cron by its whole name alone", { ancestors: ["cronut"] }, ["unknown", null]],
    ["is a timer of systemd", { variables: { INVOCATION_ID: "1", TRIGGER_TIMER_REALTIME_USEC: "1" } }, ["systemd_timer", null, "timer_variable"]],
    ["is systemd where no timer shows", { variables: { INVOCATION_ID: "1" } }, ["systemd_service", null, "service_variable"]],
    ["is a CI system, by the variable of its own", { variables: { CI: "true", GITLAB_CI: "true" } }, ["ci", "gitlab_ci", "ci_variable"]],
    ["is the CI system that poses as another", { variables: { CI: "true", GITHUB_ACTIONS: "true", GITEA_ACTIONS: "true" } }, ["ci", "gitea_actions", "ci_variable"]],
    ["is CI of a name that is not known", { variables: { CI: "1" }, terminal: true }, ["ci", "other", "ci_variable"]],
    ["is not CI where that is switched off", { variables: { CI: "false" } }, ["unknown", null]],
    ["is what was stated, whatever else is seen", { variables: { GRAPH_TRIGGER: "k8s_cronjob", CI: "1" }, terminal: true }, ["k8s_cronjob", null, "stated"]],
    ["is not what was misstated", { variables: { GRAPH_TRIGGER: "ghost" } }, ["unknown", null]]
  ]
  for (const [what, seen, expected] of cases) it(what, () => assert.deepStrictEqual(trigger(seen), expected))
})

describe("the machine", () => {
  const cases: ReadonlyArray<readonly [what: string, seen: Partial<Occasion.Surroundings>, expected: ReadonlyArray<string>]> = [
    ["is not known where it does not tell", {}, ["unknown"]],
    ["is a pod before it is a container", { variables: { KUBERNETES_SERVICE_HOST: "10.0.0.1" }, marked: true }, ["kubernetes", "kubernetes_variable"]],
    ["is a container by its file, whatever the machine below it is", { marked: true, battery: true }, ["container", "container_file"]],
    ["is a container by its variable", { variables: { container: "podman" } }, ["container", "container_variable"]],
    ["is a laptop by its chassis", { chassis: 10, battery: false }, ["laptop", "chassis"]],
    ["is a desktop by its chassis", { chassis: 3, battery: false }, ["desktop", "chassis"]],
    ["is a laptop by its battery", { chassis: 1, battery: true }, ["laptop", "battery"]],
    ["is a server by its chassis", { chassis: 23 }, ["server", "chassis"]],
    ["is a server, as virtual ones are, without a battery", { chassis: 1, battery: false }, ["server", "no_battery"]]
  ]
  for (const [what, seen, expected] of cases) it(what, () => assert.deepStrictEqual(host(seen), expected))
})

describe("who started a run", () => {
  const variables = { GRAPH_TRIGGERED_BY: "grace", CI: "true", GITHUB_ACTIONS: "true", GITHUB_ACTOR: "octo" }

  it("is who says so, by the flag, the variable, the CI system and the user, in this order", () => {
    const { GRAPH_TRIGGERED_BY: _, ...ci } = variables
    assert.deepStrictEqual(of({ variables, user: "ada" }, "zoe").actor, { name: "zoe", stated_by: "flag" })
    assert.deepStrictEqual(of({ variables, user: "ada" }).actor, { name: "grace", stated_by: "environment" })
    assert.deepStrictEqual(of({ variables: ci, user: "ada" }).actor, { name: "octo", stated_by: "ci" })
    assert.deepStrictEqual(of({ user: "ada" }, " \n").actor, { name: "ada", stated_by: "system" })
    assert.deepStrictEqual(of({}).actor, { name: null, stated_by: null })
  })

  it("is one line that a schema holds", () => {
    assert.strictEqual(of({}, "a\u0000b\nc\u2028d").actor.name, "a b c d")
    assert.strictEqual(Array.from(of({}, "🙂".repeat(300)).actor.name!).length, 100)
  })
})
