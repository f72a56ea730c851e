import * as fs from "node:fs"
import * as Path from "node:path"
import { assert, describe, it } from "vitest"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import * as InspectedHome from "./InspectedHome.ts"

const tree = (folder: string): ReadonlyArray<string> => fs.readdirSync(folder, { recursive: true }).map(String).sort()

const told = async (folder: string, ...args: ReadonlyArray<string>) => {
  const { code, stderr, stdout } = await InspectedHome.call(folder, "whatif", ...args, "--json")
  assert.deepStrictEqual([code, stderr], [0, ""])
  return JSON.parse(stdout)
}

const lists = ["entered", "left", "risen", "fallen", "excluded", "admitted"] as const

describe("graph whatif", () => {
  it("with no change moves nothing, and leaves no trace in the runs", async () => {
    const folder = await InspectedHome.prepared()
    const before = tree(Path.join(folder, "runs"))
    const profile = JSON.parse(fs.readFileSync(Path.join(folder, "config/candidates/local.json"), "utf8")) as CandidateProfile
    for (const args of [["--profile", Path.join(folder, "config/candidates/local.json")], ["--set", `profile.cities=${JSON.stringify(profile.cities)}`], ["--set", "scoring.points.role.target+=0"]]) {
      const { counts, outdated, ...rest } = await told(folder, ...args)
      assert.deepStrictEqual([counts.rescored, counts.risen, counts.fallen, counts.excluded, counts.admitted, outdated], [0, 0, 0, 0, 0, false])
      assert.isTrue(counts.postings > 100 && lists.every((list) => rest[list].length === 0))
    }
    assert.deepStrictEqual(tree(Path.join(folder, "runs")), before)
  })

  it("gives the order, the scores and the exclusions of a real run with the change", async () => {
    const folder = await InspectedHome.prepared()
    const before = JSON.parse((await InspectedHome.call(folder, "artifact", "ranked_jobs")).stdout) as RankedJobs
    const other = InspectedHome.empty()
    fs.cpSync(Path.join(folder, "cache"), Path.join(other, "cache"), { recursive: true })
    const edit = (file: string, change: (json: any) => unknown) =>
      fs.writeFileSync(Path.join(other, "config", file), JSON.stringify(change(JSON.parse(fs.readFileSync(Path.join(other, "config", file), "utf8")))))
    edit("candidates/local.json", (profile: CandidateProfile) => ({
      ...profile, seniorities: ["staff", "principal"], countries: [...profile.countries, "GB"], deal_breakers: { ...profile.deal_breakers, title_words: ["kernel"] }
    }))
    edit("scoring.v1.json", (scoring: Scoring) => ({ ...scoring, points: { ...scoring.points, location: { ...scoring.points.location, city: 20 }, freshness: { ...scoring.points.freshness, maximum: 2 } } }))
    const ran = await InspectedHome.graph(other, "run", "daily", "--as-of", "2026-11-22")
    assert.strictEqual(ran.code, 0, ran.stderr)
    const after = JSON.parse((await InspectedHome.call(other, "artifact", "ranked_jobs")).stdout) as RankedJobs
    const changes = ["profile.seniorities=[\"staff\",\"principal\"]", "profile.countries+=GB", "profile.deal_breakers.title_words=kernel", "scoring.points.location.city=20", "scoring.points.freshness.maximum=2"]
    const answer = await told(folder, ...changes.flatMap((change) => ["--set", change]))
    const places = (ranking: RankedJobs) => new Map<string, readonly [rank: number | null, score: number | null]>([
      ...ranking.jobs.flatMap(({ also, id, rank, score }) => [[id, [rank, score]] as const, ...also.map((one) => [one.id, [rank, one.score]] as const)]),
      ...ranking.excluded.map(({ id }) => [id, [null, null]] as const)
    ])
    const [was, is] = [places(before), places(after)]
    const all = lists.flatMap((list) => answer[list])
    assert.isTrue(all.length > 10)
    for (const { after, before, id, shifts } of all) {
      assert.deepStrictEqual([[before.rank, before.score], [after.rank, after.score]], [was.get(id), is.get(id)])
      if (before.score === null || after.score === null) continue
      assert.strictEqual(shifts.reduce((sum: number, shift: any) => sum + (shift.after ?? 0) - (shift.before ?? 0), 0), after.score - before.score)
    }
    const rescored = [...is].filter(([id, [, score]]) => score !== null && was.get(id)![1] !== null && was.get(id)![1] !== score)
    assert.strictEqual(answer.counts.rescored, rescored.length)
    assert.strictEqual(answer.counts.excluded, [...is].filter(([id, [, score]]) => score === null && was.get(id)![1] !== null).length)
    assert.deepStrictEqual([answer.outdated, answer.counts.postings], [false, is.size])
    // Begun from there, the same changes move nothing.
    fs.copyFileSync(Path.join(other, "config/candidates/local.json"), Path.join(other, "config/candidates/wanted.json"))
    const again = await told(other, "--profile", Path.join(other, "config/candidates/wanted.json"))
    assert.deepStrictEqual([again.counts.rescored, again.counts.risen], [0, 0])
  }, 60_000)

  it("adds to lists and takes from them, moves numbers, and takes back what may be absent", async () => {
    const folder = await InspectedHome.prepared()
    const changes = [
      "profile.skills+=Rust", "profile.skills-=Rust", "profile.track=manager", "profile.track=null", "profile.skills+=Node.js", "profile.skill_weights.Node.js=5", "profile.skill_weights=null", "profile.skills-=Node.js",
      "scoring.points.location.city+=3", "scoring.points.location.city-=3"
    ]
    const { counts } = await told(folder, ...changes.flatMap((change) => ["--set", change]))
    assert.deepStrictEqual([counts.rescored, counts.risen], [0, 0])
  })

  it("prints what moved and why for a person within 80 columns", async () => {
    const folder = await InspectedHome.prepared()
    const { code, stdout } = await InspectedHome.call(folder, "whatif", "--set", "profile.seniorities+=principal")
    assert.strictEqual(code, 0)
    assert.match(stdout, /^ {2}#\d+ \(\d+\) → #\d+ \(\d+\) {2}Principal /m)
    assert.match(stdout, /^ {6}\+\d+ {2}the level is principal, as you want$/m)
    assert.deepStrictEqual(stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("next:")), [])
  })

  it("names the nearest setting for one that the schemas do not have, and refuses a document that would not hold", async () => {
    const folder = await InspectedHome.prepared()
    const refused = async (...args: ReadonlyArray<string>) => {
      const { code, stderr, stdout } = await InspectedHome.call(folder, "whatif", ...args)
      assert.deepStrictEqual([code, stdout], [2, ""])
      return stderr
    }
    assert.include(await refused("--set", "profile.senorities=staff"), "There is no setting profile.senorities. Did you mean profile.seniorities")
    assert.include(await refused("--set", "points.location.city=3"), "Did you mean scoring.points.location.city")
    assert.include(await refused("--set", "scoring.points.location.city.x=3"), "scoring.points.location.city holds a value")
    assert.include(await refused("--set", "profile.minimum_pay.amount=lots"), "profile at /minimum_pay/amount: ")
    assert.include(await refused("--set", "profile.roles=wizardry"), "profile at /roles/0: ")
    assert.include(await refused("--set", "profile.cities-=Atlantis"), "it does not hold \"Atlantis\"")
    assert.include(await refused("--set", "scoring.points.role.target=-5"), "scoring at /points/role/target: ")
    assert.include(await refused("--set", "nonsense"), "where PATH=VALUE, PATH+=VALUE or PATH-=VALUE")
    assert.include(await refused(), "--set got \"\"")
    assert.include(await refused("--profile", "/nowhere.json"), "there is no such file")
  })

  it("says to run again where the cache has lost the postings", async () => {
    const folder = await InspectedHome.copy()
    assert.match((await InspectedHome.call(folder, "whatif", "--set", "profile.skills+=Rust")).stderr, /^The cache no longer has the postings of run \S+\. Run again, .*graph run daily --as-of 2026-11-22$/)
  })
})
