import * as fs from "node:fs"
import * as Path from "node:path"
import { assert, beforeAll, describe, it } from "vitest"
import { dice } from "../engine/RandomGraph.ts"
import * as Home from "./Home.ts"
import * as Program from "./Program.ts"

Home.clean()

const roll = dice(Number(process.env["SEED"] ?? 13))
const pick = <A>(all: ReadonlyArray<A>): A => all[roll(all.length)]!

type Damage = (path: string) => void

const damages: { readonly [name: string]: Damage } = {
  "flip a bit of": (path) => {
    const content = fs.readFileSync(path)
    if (content.length > 0) content[roll(content.length)]! ^= 1 << roll(8)
    fs.writeFileSync(path, content)
  },
  "flip a bit in every other kilobyte of": (path) => {
    const content = fs.readFileSync(path)
    for (let at = roll(2048); at < content.length; at += 1 + roll(4096)) content[at]! ^= 1 << roll(8)
    fs.writeFileSync(path, content)
  },
  "cut off the end of": (path) => fs.truncateSync(path, roll(fs.statSync(path).size + 1)),
  "empty": (path) => fs.truncateSync(path, 0),
  "add to": (path) => fs.appendFileSync(path, Buffer.from(Array.from({ length: 1 + roll(200) }, () => roll(256)))),
  "delete": (path) => fs.rmSync(path),
  "put a folder in place of": (path) => {
    fs.rmSync(path)
    fs.mkdirSync(path)
    if (roll(2) === 0) fs.writeFileSync(Path.join(path, "something"), "x")
  },
  "put a link into nothing in place of": (path) => {
    fs.rmSync(path)
    fs.symlinkSync("/nowhere/at/all", path)
  },
  "put another file's bytes into": (path) => fs.copyFileSync(pick(fs.globSync(Path.join(Path.dirname(Path.dirname(path)), "**")).filter((one) => fs.statSync(one, { throwIfNoEntry: false })?.isFile() === true)), path),
  "put a file in place of the folder of": (path) => {
    fs.rmSync(Path.dirname(path), { recursive: true, force: true })
    fs.writeFileSync(Path.dirname(path), "x")
  },
  "delete the folder of": (path) => fs.rmSync(Path.dirname(path), { recursive: true, force: true })
}

const spoil = (cache: string): string => {
  const files = Home.files(cache).filter((file) => !file.startsWith("quarantine"))
  if (files.length === 0) return "nothing is left"
  // Half of the time a segment: there are fewer of them, and they hold the records.
  const segments = files.filter((file) => file.startsWith("segments"))
  const file = segments.length > 0 && roll(2) === 0 ? pick(segments) : pick(files)
  const isAtTop = !file.includes(Path.sep)
  const name = isAtTop || roll(3) === 0 ? "flip a bit in every other kilobyte of" : pick(Object.keys(damages))
  damages[name]!(Path.join(cache, file))
  return `${name} ${file}`
}

interface Round {
  readonly told: string
  readonly next: Program.Ended
  readonly run: Home.Left
  readonly again: Program.Ended
  readonly after: Home.Left
}

describe(`${Home.rounds} times random damage to the cache`, () => {
  const rounds: Array<Round> = []
  let reference: Home.Left

  beforeAll(async () => {
    const template = Home.make()
    const first = await Program.run(template)
    assert.strictEqual(first.code, 0, first.stderr)
    reference = Home.latest(template)
    let home = ""
    for (let n = 0; n < Home.rounds; n++) {
      // Damage on damage: the quarantine fills up and is held to its bound.
      if (n % 20 === 0) {
        if (home !== "") Home.drop(home)
        home = Home.make(template)
      }
      const told = Array.from({ length: 1 + roll(4) }, () => spoil(Path.join(home, "cache"))).join(", ")
      const next = await Program.run(home)
      const run = Home.latest(home)
      const again = await Program.run(home)
      rounds.push({ told, next, run, again, after: Home.latest(home) })
    }
  }, 3_000_000)

  const each = (check: (round: Round) => void) => {
    assert.strictEqual(rounds.length, Home.rounds)
    for (const round of rounds) check(round)
  }

  it("never fails a run, and never changes what it says", () => {
    each(({ next, run, told }) => {
      assert.strictEqual(next.code, 0, `${told}: ${next.stderr}`)
      assert.strictEqual(run.bytes, reference.bytes, told)
      assert.deepStrictEqual(run.artifacts, reference.artifacts, told)
      assert.deepStrictEqual(run.problems, [], told)
    })
  })

  it("is healed by the next run: the one after has nothing to do", () => {
    each(({ after, again, told }) => {
      assert.strictEqual(again.code, 0, `${told}: ${again.stderr}`)
      assert.deepStrictEqual(Home.nodesOf(after, "node-started"), [], told)
      assert.strictEqual(after.bytes, reference.bytes, told)
    })
  })

  it("is told: the run whose entries were damaged says so", () => {
    const events = rounds.flatMap(({ run }) => run.events.filter(({ type }) => type === "store-damaged"))
    assert.isNotEmpty(events)
  })
})
