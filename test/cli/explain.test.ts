import { assert, describe, it } from "vitest"
import type { Explanation } from "../../schemas/Explanation.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import * as InspectedHome from "./InspectedHome.ts"

const artifact = async <A>(folder: string, name: string): Promise<A> => JSON.parse((await InspectedHome.call(folder, "artifact", name)).stdout) as A

describe("graph explain", () => {
  it("takes a rank, an identity or a part of one, and tells the same posting", async () => {
    const folder = await InspectedHome.prepared()
    const { jobs } = await artifact<RankedJobs>(folder, "ranked_jobs")
    const { id } = jobs[2]!
    const told: Array<string> = []
    for (const reference of ["3", "#3", id, id.toUpperCase(), id.slice(id.lastIndexOf("/") + 1)]) told.push((await InspectedHome.call(folder, "explain", reference, "--json")).stdout)
    assert.strictEqual(new Set(told).size, 1)
    assert.strictEqual(JSON.parse(told[0]!).posting.id, id)
  })

  it("prints every contribution with its points, which add up to the score, within 80 columns", async () => {
    const folder = await InspectedHome.prepared()
    const { jobs } = await artifact<Explanation>(folder, "explanation")
    for (const job of [...jobs.slice(0, 3), ...jobs.slice(-3), ...jobs.filter(({ shown_with }) => shown_with !== null).slice(0, 2)]) {
      const { code, stdout } = await InspectedHome.call(folder, "explain", job.id)
      assert.strictEqual(code, 0)
      const lines = stdout.split("\n")
      const points = lines.flatMap((line) => /^ {2,5}([+-]\d+) {2}(?!in all)\S/.exec(line)?.[1] ?? []).map(Number)
      assert.strictEqual(points.length, job.contributions.filter(({ points }) => points !== 0).length, job.id)
      assert.strictEqual(points.reduce((sum, one) => sum + one, 0), job.score)
      assert.include(stdout, `${String(job.score).padStart(6)}  in all`)
      assert.deepStrictEqual(lines.filter((line) => line.length > 80 && !/https:|^next:/.test(line)), [])
      assert.include(stdout, job.excluded?.reason ?? job.shown_with ?? `rank ${job.rank} of `)
      assert.match(stdout, /^https:\/\//m)
    }
  })

  it("says which postings a part could be, and which are nearest to none", async () => {
    const folder = await InspectedHome.prepared()
    const several = await InspectedHome.call(folder, "explain", "greenhouse/")
    assert.deepStrictEqual([several.code, several.stdout], [2, ""])
    assert.match(several.stderr, /^"greenhouse\/" could be \d+ postings of run \S+, as greenhouse\/.* or greenhouse\/.* or greenhouse\/.*Write more of the identity, or its rank$/)
    const titled = await InspectedHome.call(folder, "explain", "android staff")
    assert.match(titled.stderr, /has no posting "android staff"\. Did you mean \S+ \(.*Staff Android Engineer.*\)/)
    const beyond = await InspectedHome.call(folder, "explain", "99999")
    assert.include(beyond.stderr, "List them with their ranks: graph artifact ranked_jobs --format csv")
  })

  it("says what to do where the run or the candidate is not there", async () => {
    const folder = await InspectedHome.prepared()
    assert.include((await InspectedHome.call(folder, "explain", "1", "--run", "1999")).stderr, "There is no run 1999")
    assert.include((await InspectedHome.call(folder, "explain", "1", "--candidate", "nobody")).stderr, "left no artifact explanation as json for nobody")
  })
})
