/**
 * Checks of the project: its folder, its configuration, its recorded boards, and the code of its stages.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { daily } from "../../graph/daily.ts"
import { isLive, isRead } from "../../schemas/Provider.ts"
import type { Provider } from "../../schemas/Provider.ts"
import * as CodeTable from "../build/CodeTable.ts"
import * as Graph from "../engine/Graph.ts"
import * as Clearance from "../network/Clearance.ts"
import * as Environment from "../network/Environment.ts"
import * as SnapshotSet from "../network/SnapshotSet.ts"
import * as Digest from "../platform/Digest.ts"
import * as Check from "./Check.ts"
import type { Home, NoHome } from "./Home.ts"
import * as Preparation from "./Preparation.ts"
import * as ReceiptFile from "./ReceiptFile.ts"
import * as Figures from "./views/Figures.ts"

export const home = (found: Result.Result<Home, NoHome>): Check.Check =>
  Result.isSuccess(found) ? Check.ok("home", found.success.root) : Check.problem("home", found.failure.message, "Change to the project's folder or name it: --home DIR")

/** The configuration, with the providers that are read, as far as they are known. */
export const config = Effect.fnUntraced(function*(home: Home) {
  const { problems, providers, source } = yield* Preparation.settings(home)
  const enabled = providers.filter(isRead)
  const nodes = Graph.nodes(daily, source)
  if (problems.length > 0 || Result.isFailure(nodes)) {
    const lines = problems.map(({ file, pointer, problem }) => `${file}${pointer === "" ? "" : ` at ${pointer}`}: ${problem}`)
    return { check: Check.problem("config", lines, "Correct it; schemas/json/ describes each file"), providers: enabled }
  }
  const check = enabled.length === 0
    ? Check.warning("config", "no provider is enabled: a run has nothing to read", "Enable one in config/providers.json")
    : Check.ok("config", `${enabled.length} of ${Figures.count(providers.length, "provider")} enabled, ${Figures.count(nodes.success.all.length, "node")} a run`)
  return { check, providers: enabled }
})

const words = { absent: "absent", damaged: "damaged", wrong_length: "of another length than the manifest says", unreferenced: "no longer used" }

/** @param providers those that are read */
export const snapshots = Effect.fnUntraced(function*({ snapshots }: Home, providers: ReadonlyArray<Provider>) {
  const loaded = yield* Effect.result(SnapshotSet.load(snapshots))
  if (Result.isFailure(loaded)) return Check.problem("snapshots", `${snapshots}: ${loaded.failure.reason}`, loaded.failure.next)
  const problems = yield* Effect.orElseSucceed(SnapshotSet.verify(snapshots), () => [])
  const broken = problems.filter(({ kind }) => kind !== "unreferenced")
  if (broken.length > 0) {
    return Check.problem(
      "snapshots",
      broken.map(({ body, kind, provider }) => `${provider}: the body ${Digest.short(body)}… is ${words[kind]}`),
      `Restore it from a copy, or capture it again: graph snapshot add PROVIDER FILE --to ${snapshots}`
    )
  }
  const recorded = loaded.success.providers as { readonly [provider: string]: unknown }
  const missing = providers.filter(({ id }) => recorded[id] === undefined).map(({ id }) => id)
  if (missing.length > 0) {
    return Check.warning(
      "snapshots",
      `${snapshots} holds no answer of ${missing.join(", ")}`,
      `Add it (graph snapshot add ${missing[0]} FILE --to ${snapshots}), or expect the run to be degraded`
    )
  }
  const spare = problems.length === 0 ? "" : `; ${Figures.count(problems.length, "body", "bodies")} no longer used`
  return Check.ok("snapshots", `${snapshots}: ${Figures.count(Object.keys(recorded).length, "provider")}, every body intact${spare}`)
})

/** Whether the boards that are read live may be asked from here. */
export const live = Effect.fnUntraced(function*(home: Home, providers: ReadonlyArray<Provider>) {
  const asked = providers.filter(isLive)
  if (asked.length === 0) return Check.ok("live boards", "none: a run asks nobody")
  const environment = yield* Effect.result(Environment.vet(Environment.ofProcess()))
  const refused = yield* Effect.forEach(asked, (provider) => Effect.map(ReceiptFile.read(home, provider.id), (found) => Clearance.judge(provider, found)))
  const findings = [environment, ...refused].flatMap((one) => (Result.isFailure(one) ? [one.failure.detail] : []))
  return findings.length === 0
    ? Check.ok("live boards", `a run asks ${Figures.count(asked.length, "board")}`)
    : Check.problem("live boards", findings, "Correct it, or run with --offline; see docs/providers.md")
})

export const code = Effect.map(Effect.result(CodeTable.load), (table) => {
  if (Result.isFailure(table)) return Check.problem("code", table.failure.detail, "Build it: npm ci, or npm run build")
  const unknown = daily.stages.map(({ name }) => name).filter((name) => table.success[name] === undefined)
  return unknown.length === 0
    ? Check.ok("code", `the code of all ${Figures.count(daily.stages.length, "stage")} is identified`)
    : Check.problem("code", `the code table does not know ${unknown.join(", ")}`, "Build it again: npm run build")
})
