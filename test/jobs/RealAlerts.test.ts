/**
 * Alerts over 144 days of real boards for the profiles in config/examples: no change told twice, none after dismissal. Skipped where the data
 * is not.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import type { Posting } from "../../schemas/Posting.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import * as Alerts from "../../src/jobs/Alerts.ts"
import * as Postings from "../../src/jobs/Postings.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Score from "../../src/jobs/Score.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Boards from "../boards/Rig.ts"
import * as Story from "./AlertStory.ts"
import * as Memory from "./Memory.ts"
import * as Rig from "./Rig.ts"
import { scoring } from "./Shipped.ts"

const root = `${process.env["SIGNALCRAFT_REAL_DATA"] ?? new URL("../../../shared/real", import.meta.url).pathname}/history`
const examples = new URL("../../config/examples/candidates/", import.meta.url)
const profiles = readdirSync(examples).sort().map((file) => JSON.parse(readFileSync(new URL(file, examples), "utf8")) as CandidateProfile)

const systemOf = (id: string) => (id === "openai" ? "ashby" : "greenhouse")

const served = (id: string, file: string): ReadonlyArray<Posting> => {
  const path = `${root}/${id}/${file}`
  return existsSync(path) ? Result.getOrThrow(Boards.readBody(systemOf(id), gunzipSync(readFileSync(path)).toString("utf8"), id)).postings.map(Postings.withoutText) : []
}

/** What does not change is made once: by the posting's own words. */
const remembered = <A>(make: (posting: Posting) => A) => {
  const known = new Map<string, A>()
  return (posting: Posting): A => {
    const key = JSON.stringify(posting)
    const value = known.get(key) ?? make(posting)
    known.set(key, value)
    return value
  }
}

describe.skipIf(!existsSync(root))("alerts over a real history", () => {
  it("tell no change twice, and nothing of a posting after it is dismissed", () => {
    const providers = readdirSync(root).sort()
    const days = [...new Set(providers.flatMap((id) => readdirSync(`${root}/${id}`)))].sort()
    const understood = remembered((posting) => Rig.asUnderstood(posting))
    const candidates = profiles.map((profile) => ({
      profile,
      scored: remembered((posting) => Ranking.scored(understood(posting), Score.timeless(understood(posting), profile, scoring, tables))),
      told: null as ReturnType<typeof Alerts.raise> | null,
      before: null as RankedJobs | null,
      known: new Set<string>(),
      dismissed: new Set<string>(),
      alerted: 0
    }))
    let memory: Memory.Memory | null = null
    for (const file of days) {
      const boards = providers.map((id) => [id, served(id, file)] as const)
      const today = { as_of: file.slice(0, 10), providers: providers.map((id) => Rig.provider(id, { system: systemOf(id) })), results: boards.map(([id, postings]) => Rig.read(id, postings)) }
      const folded: Memory.Memory = Memory.fold(memory, today)
      const { changes } = folded
      memory = folded
      const all = boards.flatMap(([, postings]) => postings)
      for (const one of candidates) {
        const ranking = Ranking.rank({ as_of: today.as_of, profile: one.profile, scoring, postings: all.map(one.scored), clusters: [] })
        const marked = Array.from(one.dismissed, (posting) => ({ posting, mark: "dismissed" as const }))
        const alerts = Alerts.raise({ rules: Story.all, changes, ranking, marked, told: one.told, before: one.before })
        for (const line of alerts.alerts.flatMap((alert) => Story.told(alert, changes).map((line) => (alert.change.kind === "score" ? `${line} ${alert.rules.join(" ")}` : line)))) {
          assert.isFalse(one.known.has(line), `${today.as_of}: ${line} twice`)
          assert.isFalse(one.dismissed.has(line.split(" ")[0]!), `${today.as_of}: ${line} after dismissal`)
          one.known.add(line)
          one.alerted++
        }
        for (const alert of alerts.alerts.filter((_, index) => index % 5 === 0)) if (alert.about === "posting") one.dismissed.add(alert.posting.id)
        one.told = alerts
        one.before = ranking
      }
    }
    for (const { alerted, dismissed, told } of candidates) {
      assert.isAbove(Math.min(alerted, dismissed.size, told!.memory.told.length), 50)
    }
  }, 240_000)
})
