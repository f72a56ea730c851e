/**
 * What `graph whatif` takes on 10,000 postings beyond the command line's start: `node test/bench/whatif.ts`. The median of eleven
 * processes of the built program, taken in turn with `graph explain`'s refusal of a run that is not there, which is a start and no more.
 *
 * The postings are one real run's: the boards that ship, each row many times over with another title, place, pay and text.
 */
import { spawnSync } from "node:child_process"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { fileURLToPath } from "node:url"
import * as Digest from "../../src/platform/Digest.ts"

const root = Path.resolve(Path.dirname(fileURLToPath(import.meta.url)), "../..")
const home = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-whatif-"))
const bin = Path.join(root, "src/cli/bin.mjs")
const [count, rounds, limit] = [Number(process.argv[2] ?? 10_000), 11, 300]

const time = (expected: number, ...args: ReadonlyArray<string>): number => {
  const began = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [bin, ...args, "--home", home], { stdio: ["ignore", "ignore", "pipe"] })
  const took = performance.now() - began
  if (status !== expected) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr.toString()}`)
  return took
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

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

try {
  grow()
  const run = time(0, "run", "daily", "--as-of", "2026-11-22")
  const times: Readonly<Record<string, Array<number>>> = { start: [], profile: [], scoring: [] }
  for (let round = 0; round <= rounds; round++) {
    const took = {
      start: time(2, "explain", "1", "--run", "nothing"),
      profile: time(0, "whatif", "--set", "profile.seniorities+=principal"),
      scoring: time(0, "whatif", "--set", "scoring.points.location.city=20")
    }
    if (round > 0) for (const [name, millis] of Object.entries(took)) times[name]!.push(millis)
  }
  const start = median(times["start"]!)
  process.stdout.write(`the run of ${count} and more postings: ${Math.round(run)} ms; a start: ${Math.round(start)} ms\n`)
  for (const name of ["profile", "scoring"]) {
    const beyond = median(times[name]!) - start
    process.stdout.write(`graph whatif with another ${name}: ${Math.round(beyond)} ms beyond start, limit ${limit} ms, ${beyond <= limit ? "within" : "OVER"}\n`)
    if (beyond > limit) process.exitCode = 1
  }
} finally {
  if (process.env["KEEP"] === undefined) fs.rmSync(home, { recursive: true, force: true })
  else process.stdout.write(`${home}\n`)
}
