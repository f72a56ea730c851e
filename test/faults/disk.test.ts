import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { assert, beforeAll, describe, it } from "vitest"
import { dice } from "../engine/RandomGraph.ts"
import * as Home from "./Home.ts"
import * as Program from "./Program.ts"

Home.clean()

const roll = dice(Number(process.env["SEED"] ?? 17))

interface Fault {
  readonly nth: number
  readonly code: string
  readonly written?: number
  readonly recovers?: boolean
}

const faulty = async (home: string, fault: Fault): Promise<Program.Ended & { readonly changes: number }> => {
  const count = Path.join(fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-count-")), "count")
  const ended = await Program.run(home, { program: "faulty-main", env: { ...process.env, FAULT: JSON.stringify(fault), FAULT_COUNT: count }, arguments: ["--json"] })
  const changes = Number(fs.readFileSync(count, "utf8"))
  fs.rmSync(Path.dirname(count), { recursive: true })
  return { ...ended, changes }
}

const kinds: ReadonlyArray<(nth: number) => Fault> = [
  (nth) => ({ nth, code: "ENOSPC" }),
  (nth) => ({ nth, code: "ENOSPC", written: 1 + roll(200) }),
  (nth) => ({ nth, code: "ENOSPC", written: roll(60), recovers: true }),
  (nth) => ({ nth, code: "EIO", recovers: true })
]

interface Round {
  readonly told: string
  readonly fault: Fault
  readonly ended: Program.Ended
  readonly json: any
  /** The run of the day before, after the fault. */
  readonly earlier: Home.Left
  readonly broken: Home.Left | undefined
  readonly next: Program.Ended
  readonly run: Home.Left
  /** What the next run made of the broken one. */
  readonly closed: Home.Left | undefined
}

const parsed = (text: string): any => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

describe(`a disk that fails at a change, ${Home.rounds} times`, () => {
  const rounds: Array<Round> = []
  let reference: Home.Left
  let earlier: Home.Left

  beforeAll(async () => {
    const template = Home.make()
    assert.strictEqual((await Program.run(template, { day: "2026-11-21" })).code, 0)
    earlier = Home.latest(template)
    Home.drop(Path.join(template, "cache"))
    const undisturbed = Home.make(template)
    const whole = await faulty(undisturbed, { nth: 1_000_000, code: "ENOSPC" })
    assert.strictEqual(whole.code, 0, whole.stderr)
    reference = Home.latest(undisturbed)
    const { changes } = whole
    // Every change once where there are rounds enough, else spread over the run from its first change to its last.
    const step = Math.max(1, changes / Home.rounds)
    for (let n = 0; n < Home.rounds; n++) {
      const nth = 1 + (step === 1 ? n % changes : Math.min(changes - 1, Math.floor(n * step + roll(step))))
      const fault = kinds[(n + Math.floor(n / changes)) % kinds.length]!(nth)
      const home = Home.make(template)
      const ended = await faulty(home, fault)
      const runs = Home.runs(home)
      const broken = runs.find(({ id }) => id !== earlier.id)
      const next = await Program.run(home)
      const after = Home.runs(home)
      rounds.push({
        told: `${JSON.stringify(fault)} of ${changes}`,
        fault,
        ended,
        json: parsed(ended.stdout),
        earlier: runs[0]!,
        broken,
        next,
        run: after.at(-1)!,
        closed: after.find(({ id }) => id === broken?.id)
      })
      Home.drop(home)
    }
  }, 3_000_000)

  const each = (check: (round: Round) => void) => {
    assert.strictEqual(rounds.length, Home.rounds)
    const failures: Array<string> = []
    for (const round of rounds) {
      try {
        check(round)
      } catch (error) {
        failures.push(`${round.told}: ${(error as Error).message.split("\n")[0]!.slice(0, 400)}`)
      }
    }
    assert.deepStrictEqual(failures, [])
  }

  it("ends the run with an exit code that says so, or does not matter", () => each(({ ended }) => assert.include([0, 4], ended.code, ended.stderr)))

  it("is told in one typed sentence that names the disk, never as a bug of the program", () => {
    each(({ broken, ended, fault, json }) => {
      if (ended.code === 0) return
      assert.isDefined(json, ended.stdout)
      const failure = broken?.record?.failures[0]
      const tags = [json.error?.code, (failure?.error as any)?._tag].filter((tag) => tag !== undefined)
      assert.deepStrictEqual([...new Set(tags)], ["StoreUnwritable"], failure?.message ?? json.error?.message)
      if (failure !== undefined) assert.strictEqual(broken!.record!.failed_stage, "engine/store")
      assert.include(ended.stdout, fault.code)
      assert.notMatch(ended.stderr, /\bbug\b|\bdefect\b|\n\s+at /i)
    })
  })

  it("ends with exit code 0 only with everything in place", () => {
    each(({ broken, ended }) => {
      if (ended.code !== 0) return
      assert.strictEqual(broken?.bytes, reference.bytes)
      assert.deepStrictEqual(broken?.artifacts, reference.artifacts)
    })
  })

  it("leaves nothing that says it is whole and is not", () => {
    each(({ broken, earlier: kept }) => {
      assert.deepStrictEqual(broken?.problems ?? [], [])
      assert.deepStrictEqual([kept.bytes, kept.problems], [earlier.bytes, []])
    })
  })

  it("does not hinder the next run, which ends as if nothing had been", () => {
    each(({ next, run }) => {
      assert.strictEqual(next.code, 0, next.stderr)
      assert.strictEqual(run.bytes, reference.bytes)
      assert.deepStrictEqual(run.artifacts, reference.artifacts)
      assert.deepStrictEqual(run.problems, [])
    })
  })

  it("leaves a run that is shown with its failed stage and its reports, at the latest after the next", () => {
    each(({ closed }) => {
      if (closed === undefined || closed.record?.outcome === "succeeded") return
      assert.isDefined(closed.record)
      assert.isNotNull(closed.record!.failed_stage)
      assert.deepStrictEqual(closed.record!.artifacts.map(({ file }) => file), Home.reports)
      assert.deepStrictEqual(closed.problems, [])
      assert.deepStrictEqual(closed.litter, [])
    })
  })
})
