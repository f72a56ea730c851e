/**
 * Runs of the daily graph over the boards that ship, for whichever candidates a test gives it, and what each run left.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { CandidateId, type CandidateProfile, Seniority } from "../../schemas/Profile.ts"
import * as Profiles from "../../src/candidates/Profiles.ts"
import * as DailyRun from "../../src/cli/DailyRun.ts"
import * as Home from "../../src/cli/Home.ts"
import * as NodeRecords from "../../src/engine/Record.ts"
import type { RunRecord } from "../../src/runs/RunRecord.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import { Store } from "../../src/engine/Store.ts"

/** Choices that scoring reads, few enough to meet and many enough to differ. */
export const Choices = Schema.Struct({
  roles: Schema.Array(Schema.Literals(["machine_learning", "sales", "security"])).check(Schema.isMaxLength(2)),
  seniorities: Schema.Array(Seniority).check(Schema.isMaxLength(2)),
  skills: Schema.Array(Schema.Literals(["python", "data", "research", "gtm"])).check(Schema.isMaxLength(3)),
  work_modes: Schema.Array(Schema.Literals(["remote", "on_site"])).check(Schema.isMaxLength(2)),
  cities: Schema.Array(Schema.Literals(["london", "san francisco"])).check(Schema.isMaxLength(1)),
  countries: Schema.Array(Schema.Literals(["DE", "US"])).check(Schema.isMaxLength(2)),
  amount: Schema.NullOr(Schema.Literals([80_000, 300_000])),
  hidden: Schema.Array(Schema.Literals(["manager", "sales"])).check(Schema.isMaxLength(1))
})
export type Choices = typeof Choices.Type

/** A profile in which every word of the candidate's own is spelled like nobody else's. */
export const profile = (id: string, { amount, hidden, ...choices }: Choices): CandidateProfile => {
  const blank = Profiles.blank(CandidateId.make(id), `${id} the canary`)
  return {
    ...blank,
    ...choices,
    skills: choices.skills.map((word) => spelled(id, word)),
    cities: choices.cities.map((word) => spelled(id, word)),
    countries: choices.countries as unknown as CandidateProfile["countries"],
    minimum_pay: amount === null ? null : { amount, currency: "USD" } as unknown as CandidateProfile["minimum_pay"],
    deal_breakers: { ...blank.deal_breakers, title_words: hidden.map((word) => spelled(id, word)) }
  }
}

/** Letter case means nothing to scoring and is kept in what it says: a mark on each word that shows whose it is. */
export const spelled = (id: string, word: string): string => (id < "m" ? word.replace(/.$/, (letter) => letter.toUpperCase()) : word.replaceAll(/(.)(.)/g, (_, a: string, b: string) => a.toUpperCase() + b))

export interface Left {
  readonly record: RunRecord
  /** By path below `artifacts/`. */
  readonly artifacts: ReadonlyMap<string, string>
  readonly nodes: ReadonlyArray<NodeRecords.NodeRecord>
}

/** A run for these candidates and nobody else. */
export const run = (profiles: ReadonlyArray<CandidateProfile>): Effect.Effect<Left, unknown, Store> =>
  Effect.scoped(Effect.gen(function*() {
    const root = yield* Effect.acquireRelease(
      Effect.sync(() => fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-candidates-"))),
      (folder) => Effect.sync(() => fs.rmSync(folder, { recursive: true, force: true }))
    )
    fs.cpSync(Path.join(Home.program, "config"), Path.join(root, "config"), { recursive: true })
    fs.rmSync(Path.join(root, "config/candidates/local.json"))
    for (const profile of profiles) fs.writeFileSync(Path.join(root, "config/candidates", `${profile.id}.json`), JSON.stringify(profile))
    const home = Home.at(root)
    const { files, id, record } = yield* DailyRun.run({
      home, day: "2026-11-22", snapshots: Path.join(Home.program, "fixtures/boards"), concurrency: 4, refresh: false, perturbed: undefined, live: false, onEvent: () => {}
    })
    const nodes = NodeRecords.decode(fs.readFileSync(Path.join(home.runs, id, "nodes.ndjson")))
    if (!Array.isArray(nodes)) throw new Error("the node records do not read")
    return { record, artifacts: new Map(Array.from(files, ([file, content]) => [file, new TextDecoder().decode(content)])), nodes }
  }))

/** A store that nobody else has used. */
export const apart = <A, E>(program: Effect.Effect<A, E, Store>): Effect.Effect<A, E> => Effect.provide(program, MemoryStore.layer)
