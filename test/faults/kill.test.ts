import * as fs from "node:fs"
import * as Path from "node:path"
import { assert, beforeAll, describe, it } from "vitest"
import { dice } from "../engine/RandomGraph.ts"
import * as Home from "./Home.ts"
import * as Program from "./Program.ts"

Home.clean()

const roll = dice(Number(process.env["SEED"] ?? 11))

/** When to kill: some milliseconds after the process began, or after so many of the 53 events of a run. */
interface Instant {
  readonly name: string
  readonly events: number
  readonly millis: number
}

const instantOf = (n: number): Instant => {
  const events = n % 4 === 0 ? 0 : n % 4 === 3 ? 51 + roll(3) : roll(54)
  const millis = n % 4 === 0 ? roll(400) : n % 4 === 3 ? roll(50) : roll(8)
  return { name: `${millis} ms after ${events} events`, events, millis }
}

const killed9 = async (home: string, going: Program.Going, { events, millis }: Instant) => {
  const before = Home.ids(home).length
  let isOver = false
  const over = going.ended.then(() => void (isOver = true))
  while (!isOver && events > 0 && !hasEvents(home, before, events)) await new Promise((resolve) => setImmediate(resolve))
  const timer = setTimeout(() => going.process.kill("SIGKILL"), millis)
  await over
  clearTimeout(timer)
}

const hasEvents = (home: string, before: number, events: number) => {
  const ids = Home.ids(home)
  if (ids.length === before) return false
  try {
    return fs.readFileSync(Path.join(home, "runs", ids.at(-1)!, "events.jsonl"), "latin1").split("\n").length > events
  } catch {
    return false
  }
}

interface Story {
  readonly delays: ReadonlyArray<string>
  readonly killed: ReadonlyArray<Home.Left>
  /** As the next run left them. */
  readonly closed: ReadonlyArray<Home.Left>
  readonly next: Program.Ended
  readonly run: Home.Left
  readonly after: Home.Left
}

describe(`kill -9 at ${Home.rounds} random instants of a run`, () => {
  let reference: Home.Left
  const stories: Array<Story> = []

  beforeAll(async () => {
    await Program.folder()
    const undisturbed = Home.make()
    const ended = await Program.run(undisturbed)
    assert.strictEqual(ended.code, 0, ended.stderr)
    reference = Home.latest(undisturbed)
    for (let kills = 0; kills < Home.rounds;) {
      const home = Home.make()
      const killed: Array<Home.Left> = []
      const delays: Array<string> = []
      const times = Math.min(1 + roll(3), Home.rounds - kills)
      for (let n = 0; n < times; n++) {
        const instant = instantOf(kills++)
        delays.push(instant.name)
        const going = await Program.start(home)
        await killed9(home, going, instant)
        const seen = new Set(killed.map(({ id }) => id))
        killed.push(...Home.runs(home).filter(({ id }) => !seen.has(id)))
      }
      const next = await Program.run(home)
      const runs = Home.runs(home)
      const closed = runs.slice(0, -1)
      const run = runs.at(-1)!
      await Program.run(home)
      stories.push({ delays, killed, closed, next, run, after: Home.latest(home) })
      Home.drop(home)
    }
  }, 3_000_000)

  const each = (check: (story: Story) => void) => {
    assert.isNotEmpty(stories)
    for (const story of stories) check(story)
  }
  const told = ({ delays, killed }: Story) => `killed ${delays.join(", ")}: ${killed.map(({ events, id }) => `${id} at ${events.at(-1)?.type ?? "nothing"}`).join("; ")}`

  it("the next run ends right, with the record and the artifacts of an undisturbed run", () => {
    each((story) => {
      assert.strictEqual(story.next.code, 0, `${told(story)}: ${story.next.stderr}`)
      assert.strictEqual(story.run.bytes, reference.bytes, told(story))
      assert.deepStrictEqual(story.run.artifacts, reference.artifacts, told(story))
      assert.deepStrictEqual(story.run.problems, [])
    })
  })

  it("the next run computes nothing that had finished", () => {
    each((story) => {
      const finished = new Set(story.killed.flatMap((run) => Home.nodesOf(run, "node-finished")))
      const started = Home.nodesOf(story.run, "node-started")
      assert.deepStrictEqual(started.filter((node) => finished.has(node)), [], told(story))
      if (story.run.events.some(({ type }) => type === "graph-recognised")) return
      const reused = Home.nodesOf(story.run, "node-reused")
      assert.strictEqual(reused.length + started.length, reference.record!.nodes!.total, told(story))
      // A node may have been stored and its event not yet written.
      const begun = new Set(story.killed.flatMap((run) => Home.nodesOf(run, "node-started")))
      assert.deepStrictEqual(reused.filter((node) => !begun.has(node)), [], told(story))
    })
  })

  it("the run after that has nothing to do", () => {
    each((story) => assert.deepStrictEqual([Home.nodesOf(story.after, "node-started"), story.after.bytes], [[], reference.bytes], told(story)))
  })

  it("a killed run is shown as crashed, with the stage it was in and its reports", () => {
    let crashed = 0
    each((story) => {
      for (const [index, run] of story.killed.entries()) {
        const closed = story.closed[index]!
        assert.strictEqual(closed.id, run.id)
        assert.isDefined(closed.record, `${told(story)}: ${closed.id} is still open`)
        assert.deepStrictEqual(closed.problems, [], told(story))
        if (run.record?.outcome === "succeeded" || closed.record!.outcome !== "crashed") {
          assert.strictEqual(closed.bytes, reference.bytes, told(story))
          continue
        }
        crashed++
        assert.isNotNull(closed.record!.failed_stage)
        assert.strictEqual(closed.record!.failures[0]!.stage, closed.record!.failed_stage)
        assert.deepStrictEqual(closed.record!.artifacts.map(({ file }) => file), Home.reports)
        const done = new Set([...Home.nodesOf(run, "node-finished"), ...Home.nodesOf(run, "node-failed")])
        const inFlight = Home.nodesOf(run, "node-started").filter((node) => !done.has(node))
        assert.strictEqual(closed.record!.failures[0]!.node, inFlight[0] ?? "engine/crash", told(story))
      }
    })
    assert.isAtLeast(crashed, Math.floor(Home.rounds / 5))
  })

  it("no run leaves a file that nothing names", () => {
    each((story) => assert.deepStrictEqual([...story.closed, story.run].flatMap(({ litter }) => litter), [], told(story)))
  })
})

describe("a run that was killed", () => {
  it("leaves a lease that the next run takes at once", async () => {
    const home = Home.make()
    const going = await Program.start(home)
    await new Promise<void>((resolve) => {
      const look = () => (fs.existsSync(Path.join(home, "state", "lease.json")) ? resolve() : void setImmediate(look))
      look()
    })
    going.process.kill("SIGKILL")
    await going.ended
    assert.isTrue(fs.existsSync(Path.join(home, "state", "lease.json")))
    const next = await Program.run(home)
    assert.strictEqual(next.code, 0, next.stderr)
    assert.deepStrictEqual(fs.readdirSync(Path.join(home, "state")).filter((name) => name.startsWith("lease")), [])
  })
})
