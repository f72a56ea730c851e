/**
 * Nothing of one candidate is in, under or reachable from what is another's; and nothing of anybody's is in what is everybody's.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import { CandidateId } from "../../schemas/Profile.ts"
import * as Catalogue from "../../src/artifacts/Catalogue.ts"
import * as MarkJournal from "../../src/candidates/MarkJournal.ts"
import * as Profiles from "../../src/candidates/Profiles.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import type { NodeRecord } from "../../src/engine/Record.ts"
import * as InspectedHome from "../cli/InspectedHome.ts"
import * as Resumes from "./Resumes.ts"
import * as TwoCandidates from "./TwoCandidates.ts"

const rich: TwoCandidates.Choices = {
  roles: ["machine_learning"],
  seniorities: ["senior"],
  skills: ["data", "research"],
  work_modes: ["remote"],
  cities: ["san francisco"],
  countries: ["US"],
  amount: 80_000,
  hidden: ["manager"]
}
const ada = TwoCandidates.profile("ada", rich)
const zoe = TwoCandidates.profile("zoe", { ...rich, roles: ["sales"], cities: ["london"], countries: ["DE"], amount: 300_000 })

/** The words by which a candidate would be known wherever they turned up. */
const canaries = (profile: typeof ada): ReadonlyArray<string> => [
  `"${profile.id}"`, `[${profile.id}]`, `candidates/${profile.id}/`, profile.name, Profiles.digest(profile), ...profile.skills, ...profile.cities, ...profile.deal_breakers.title_words
]

/** A run for both, made once. */
const ran = Effect.runSync(Effect.cached(TwoCandidates.apart(TwoCandidates.run([ada, zoe]))))

/** The first key: of a pair with a board, the candidate's. */
const scopeOf = ({ node }: NodeRecord): string | undefined => /\[([^,]*).*\]$/.exec(node)?.[1]

/** Each leaf of a document with its JSON pointer. */
const leaves = function*(value: unknown, pointer = ""): Generator<readonly [pointer: string, text: string]> {
  if (typeof value !== "object" || value === null) yield [pointer, JSON.stringify(value)]
  else for (const [key, part] of Object.entries(value)) yield* leaves(part, `${pointer}/${Canonical.escapePointer(key)}`)
}

const pointersOf = (file: string, text: string): ReadonlyArray<readonly [pointer: string, text: string]> =>
  file.endsWith(".json") ? [...leaves(JSON.parse(text))] : text.split("\n").map((line, index) => [`/${index}`, line] as const)

/** Where any of the words is in a text. */
const places = (file: string, text: string, words: ReadonlyArray<string>): ReadonlyArray<string> => {
  const present = words.filter((word) => text.includes(word))
  if (present.length === 0) return []
  const at = pointersOf(file, text).flatMap(([pointer, leaf]) => present.filter((word) => leaf.includes(word)).map((word) => `${file}${pointer}: ${word}`))
  return at.length > 0 ? at : present.map((word) => `${file}: ${word}`)
}

const theirs = ({ artifacts }: TwoCandidates.Left, id: string) => [...artifacts].filter(([file]) => file.startsWith(`candidates/${id}/`))
const keysOf = ({ nodes }: TwoCandidates.Left, scope: (scope: string | undefined) => boolean) =>
  nodes.filter((node) => scope(scopeOf(node))).map((node) => [node.node, node.status === "skipped" ? null : node.key])

describe("two candidates in one run", () => {
  it.effect("meet in no path, no key, no pointer and no artifact", () =>
    Effect.gen(function*() {
      const both = yield* ran
      assert.strictEqual(both.record.outcome, "succeeded")
      for (const { candidate, file, name } of both.record.artifacts) {
        const base = file.split("/").at(-1)!
        assert.strictEqual(Catalogue.all.find((one) => one.file === base)?.scope, candidate === null ? "run" : "candidate", name)
        assert.strictEqual(file, candidate === null ? base : `candidates/${candidate}/${base}`)
      }
      const perCandidate = Catalogue.all.filter(({ scope }) => scope === "candidate").map(({ file }) => file).sort()
      for (const [own, other] of [[ada, zoe], [zoe, ada]] as const) {
        assert.deepStrictEqual(theirs(both, own.id).map(([file]) => file.split("/")[2]!).sort(), perCandidate)
        const files = theirs(both, own.id)
        assert.deepStrictEqual(files.flatMap(([file, text]) => places(file, text, canaries(other))), [])
        // Words that turn up nowhere would prove nothing.
        for (const word of [Profiles.digest(own), ...own.skills, ...own.cities]) {
          assert.isTrue(files.some(([, text]) => text.includes(word)), `${word} is to be seen among ${own.id}'s`)
        }
        const nodes = both.nodes.filter((node) => scopeOf(node) === own.id)
        assert.isNotEmpty(nodes)
        assert.deepStrictEqual(nodes.flatMap((node) => places(node.node, Canonical.stringifyUnsafe(node), canaries(other))), [])
      }
      const [adas, zoes] = [ada.id, zoe.id].map((id) => new Set(keysOf(both, (scope) => scope === id).map(([, key]) => key)))
      assert.deepStrictEqual([...adas!].filter((key) => zoes!.has(key)), [])
    }), 30_000)

  it.effect("leave nothing of themselves in what is everybody's", () =>
    Effect.gen(function*() {
      const both = yield* ran
      const words = [...canaries(ada), ...canaries(zoe)]
      const shared = [...both.artifacts].filter(([file]) => !file.startsWith("candidates/"))
      const nodes = both.nodes.filter((node) => ![ada.id, zoe.id].some((id) => id === scopeOf(node)))
      assert.isTrue(shared.length > 0 && nodes.length > 0)
      assert.deepStrictEqual(shared.flatMap(([file, text]) => places(file, text, words)), [])
      assert.deepStrictEqual(nodes.flatMap((node) => places(node.node, Canonical.stringifyUnsafe(node), words)), [])
    }), 30_000)

  it.effect.prop("leave the same bytes and keys each, with the other present, absent or changed, whoever came first into the store", [TwoCandidates.Choices, TwoCandidates.Choices, TwoCandidates.Choices], ([hers, others, changed]) =>
    Effect.gen(function*() {
      const [own, other, another] = [TwoCandidates.profile("ada", hers), TwoCandidates.profile("zoe", others), TwoCandidates.profile("zoe", changed)]
      const alone = yield* TwoCandidates.apart(TwoCandidates.run([own]))
      const later = yield* TwoCandidates.apart(Effect.gen(function*() {
        yield* TwoCandidates.run([other])
        const present = yield* TwoCandidates.run([own, other])
        return { present, changed: yield* TwoCandidates.run([another, own]) }
      }))
      const isOwn = (scope: string | undefined) => scope === own.id
      const isShared = (scope: string | undefined) => scope !== own.id && scope !== other.id
      for (const run of [later.present, later.changed]) {
        assert.deepStrictEqual(theirs(run, own.id), theirs(alone, own.id))
        assert.deepStrictEqual(keysOf(run, isOwn), keysOf(alone, isOwn))
        assert.deepStrictEqual(keysOf(run, isShared), keysOf(alone, isShared))
        for (const file of ["postings.v1.json", "changes.v1.json", "ledger.v1.json", "provider_availability.v1.json", "costs.v1.json"]) {
          assert.strictEqual(run.artifacts.get(file), alone.artifacts.get(file))
        }
      }
      assert.isNotEmpty(theirs(alone, own.id))
    }), { arbitrary: { runs: Number(process.env["CANDIDATE_RUNS"] ?? 6), seed: 11 }, timeout: 400_000 })

  it("have journals of their own, and one candidate's entry is none of another's", () => {
    const [one, other] = [CandidateId.make("a"), CandidateId.make("a-b")].map((id) => MarkJournal.file("/state", id))
    assert.deepStrictEqual([one, other], ["/state/candidates/a/marks.jsonl", "/state/candidates/a-b/marks.jsonl"])
    for (const id of ["..", "a/b", "A", "a b", "", "a\0", "é"]) assert.throws(() => CandidateId.make(id))
  })
})

describe("a résumé", () => {
  it("leaves no line of itself in any file of a project, whatever its format", async () => {
    const home = InspectedHome.empty()
    const written: Array<string> = []
    for (const [name, content] of await Resumes.files()) {
      const file = `${resumes}/${name}`
      fs.writeFileSync(file, content)
      const id = name.replace(".", "-")
      for (const call of [["create", id], ["update", id]]) {
        const { code, stderr, stdout } = await InspectedHome.graph(home, "candidates", ...call, "--from", file, "--json")
        assert.deepStrictEqual([code, stderr], [0, ""])
        written.push(stdout)
      }
      assert.deepInclude(JSON.parse(written.at(-1)!).profile.skills, "gRPC")
    }
    const { code, stderr, stdout } = await InspectedHome.graph(home, "run", "daily", "--as-of", "2026-11-22")
    assert.strictEqual(code, 0, stderr)
    written.push(stdout, stderr)
    const files = fs.readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name, parentPath }) => `${parentPath}/${name}`)
    assert.isTrue(files.some((file) => file.includes("/runs/")) && files.some((file) => file.includes("/cache/")))
    const contents = [...written.map((text, index) => [`output ${index}`, text] as const), ...files.map((file) => [file, fs.readFileSync(file, "latin1")] as const)]
    const words = ["quillon", "vexworth", "gralloping", "zymotic", "brindlemoot", "wumbling", "frobnitz", "splinetic", "snorfling", "plonkstadt", "5550142"]
    for (const [file, text] of contents) {
      const lower = text.toLowerCase()
      assert.deepStrictEqual([...Resumes.lines.filter((line) => line.length > 20 && text.includes(line)), ...words.filter((word) => lower.includes(word))], [], file)
    }
    const digests = contents.filter(([file]) => file.includes("/config/candidates/")).map(([, text]) => JSON.parse(text).source?.digest)
    assert.strictEqual(new Set(digests).size, 6)
  }, 60_000)
})

const resumes = Resumes.folder()
