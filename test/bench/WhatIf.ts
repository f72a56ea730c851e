/**
 * What `graph whatif` takes on 10,000 postings beyond the command line's start: the median of processes of the built program, taken in turn
 * with `graph explain`'s refusal of a run that is not there, which is a start and no more.
 *
 * The postings are one real run's: the boards that ship, each row many times over with another title, place, pay and text.
 */
import * as fs from "node:fs"
import * as Path from "node:path"
import * as Digest from "../../src/platform/Digest.ts"
import { bin, inTurn, report, root, scratch, time } from "./Figures.ts"

const home = Path.join(scratch, "whatif")
const count = 10_000

const levels = ["", "Junior ", "Senior ", "Staff ", "Principal ", "Lead "]
const areas = ["Payments", "Search", "Storage", "Inference", "Growth", "Identity", "Billing", "Maps", "Robotics", "Safety", "Data"]

/** One greenhouse board in place of the shipped one. */
const grow = (): void => {
  fs.cpSync(Path.join(root, "config"), Path.join(home, "config"), { recursive: true })
  const folder = Path.join(home, "fixtures", "boards")
  fs.cpSync(Path.join(root, "fixtures", "boards"), folder, { recursive: true })
  const manifest = JSON.parse(fs.readFileSync(Path.join(folder, "manifest.json"), "utf8"))
  const [exchange] = manifest.providers.anthropic.exchanges
  const { jobs } = JSON.parse(fs.readFileSync(Path.join(folder, "bodies", exchange.body), "utf8"))
  const rows = Array.from({ length: count }, (_, index) => {
    const job = jobs[index % jobs.length]
    const words = Array.from({ length: 40 }, (_, word) => `w${(index * 7919 + word * 104_729) % 50_000}`).join(" ")
    return {
      ...job,
      id: 7_000_000 + index,
      requisition_id: `R${index}`,
      absolute_url: `https://job-boards.greenhouse.io/anthropic/jobs/${7_000_000 + index}`,
      title: `${levels[index % levels.length]}${job.title}, ${areas[index % areas.length]} ${index}`,
      content: `${job.content}&lt;p&gt;${words}&lt;/p&gt;`
    }
  })
  const body = JSON.stringify({ jobs: rows, meta: { total: rows.length } })
  Object.assign(exchange, { body: Digest.of(body), bytes: Buffer.byteLength(body) })
  fs.writeFileSync(Path.join(folder, "bodies", exchange.body), body)
  fs.writeFileSync(Path.join(folder, "manifest.json"), JSON.stringify(manifest))
}

export const hypotheses = (): void => {
  grow()
  const graph = (...args: ReadonlyArray<string>) => [bin, ...args]
  time(graph("run", "daily", "--as-of", "2026-11-22"), home)
  const [start, profile, scoring] = inTurn(
    [
      graph("explain", "1", "--run", "nothing"),
      graph("whatif", "--set", "profile.seniorities+=principal"),
      graph("whatif", "--set", "scoring.points.location.city=20")
    ],
    home,
    [2]
  ) as [number, number, number]
  report("graph whatif on 10,000 postings with another profile", profile - start, "ms", 300)
  report("graph whatif on 10,000 postings with another contract", scoring - start, "ms", 300)
}
