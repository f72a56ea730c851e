import * as fs from "node:fs"
import * as Path from "node:path"
import { assert, describe, it } from "vitest"
import * as Resumes from "../candidates/Resumes.ts"
import * as Home from "../faults/Home.ts"
import * as InspectedHome from "./InspectedHome.ts"

Home.clean()

const resumes = Resumes.folder()

const put = (name: string, content: string | Uint8Array): string => {
  const file = Path.join(resumes, name)
  fs.writeFileSync(file, content)
  return file
}

const profileFile = (home: string, id: string): string => Path.join(home, "config/candidates", `${id}.json`)
const profile = (home: string, id: string) => JSON.parse(fs.readFileSync(profileFile(home, id), "utf8"))
const edit = (home: string, id: string, change: object): void => fs.writeFileSync(profileFile(home, id), JSON.stringify({ ...profile(home, id), ...change }))
const json = async (home: string, ...args: ReadonlyArray<string>) => JSON.parse((await InspectedHome.call(home, ...args, "--json")).stdout)

describe("graph candidates", () => {
  it("lists local alone, who is meant without being named, whatever state says", async () => {
    const home = Home.make()
    fs.mkdirSync(Path.join(home, "state"))
    fs.writeFileSync(Path.join(home, "state/candidate.json"), "{\"schema_version\":1,\"candidate\":\"gone\"}")
    const { candidates, current } = await json(home, "candidates", "list")
    assert.deepStrictEqual([current, candidates.map(({ id }: { id: string }) => id)], ["local", ["local"]])
    assert.strictEqual((await json(home, "candidates", "show")).profile.id, "local")
  })

  it("makes a profile from choices that validates, and leaves one that is there as it is", async () => {
    const home = Home.make()
    const choices = ["--name", "Ada L.", "--role", "sales", "--role", "solutions", "--seniority", "senior", "--skill", "Python", "--country", "DE", "--work-mode", "remote", "--minimum-pay", "90000 EUR"]
    const { code } = await InspectedHome.call(home, "candidates", "create", "ada", ...choices)
    assert.strictEqual(code, 0)
    assert.deepInclude(profile(home, "ada"), { id: "ada", name: "Ada L.", roles: ["sales", "solutions"], seniorities: ["senior"], skills: ["Python"], countries: ["DE"], work_modes: ["remote"], minimum_pay: { amount: 90000, currency: "EUR" } })
    assert.strictEqual((await InspectedHome.call(home, "candidates", "validate")).code, 0)
    const before = fs.readFileSync(profileFile(home, "ada"), "utf8")
    const again = await InspectedHome.call(home, "candidates", "create", "ada")
    assert.strictEqual(again.code, 2)
    assert.include(again.stderr, "graph candidates update ada --from FILE")
    assert.strictEqual(fs.readFileSync(profileFile(home, "ada"), "utf8"), before)
  })

  it("refuses what means nothing, and writes nothing then", async () => {
    const home = Home.make()
    for (const wrong of [["Ada"], ["../ada"], ["ada/b"], ["ada", "--role", "wizard"], ["ada", "--country", "Germany"], ["ada", "--minimum-pay", "lots"], ["ada", "--from", Path.join(resumes, "absent.pdf")]]) {
      const { code, stderr } = await InspectedHome.call(home, "candidates", "create", ...wrong)
      assert.deepStrictEqual([code, stderr.length > 20], [2, true], wrong.join(" "))
    }
    assert.deepStrictEqual(fs.readdirSync(Path.join(home, "config/candidates")), ["local.json"])
  })

  it("makes a profile from a résumé, a choice given winning over it, and says what was found and where it went", async () => {
    const home = Home.make()
    const file = put("resume.pdf", Resumes.pdf())
    const { code, stdout } = await InspectedHome.call(home, "candidates", "create", "ada", "--from", file, "--role", "machine_learning", "--skill", "python")
    assert.strictEqual(code, 0)
    assert.match(stdout, /\n {2}skills +\+?.*\+Kubernetes/)
    const made = profile(home, "ada")
    assert.deepStrictEqual([made.roles, made.seniorities, made.cities, made.countries, made.languages, made.years_of_experience], [["machine_learning"], ["senior"], ["Berlin"], ["DE"], ["de", "en"], 9])
    assert.deepStrictEqual(made.skills.slice(0, 3), ["python", "Kubernetes", "Terraform"])
    assert.notInclude(made.skills, "Python")
    assert.strictEqual(made.source.kind, "pdf")
  })

  it("adds what is new in a newer résumé, and keeps what was edited by hand", async () => {
    const home = Home.make()
    await InspectedHome.call(home, "candidates", "create", "ada", "--from", put("first.txt", Resumes.text))
    const first = await json(home, "candidates", "show", "ada")
    edit(home, "ada", { skills: ["Kubernetes", "Nomad"], roles: [] })
    const { code } = await InspectedHome.call(home, "candidates", "update", "ada", "--from", put("second.docx", await Resumes.docx([...Resumes.lines, "Skills", "Kafka"])))
    assert.strictEqual(code, 0)
    const updated = profile(home, "ada")
    assert.deepStrictEqual([updated.skills, updated.roles, updated.source.kind], [["Kubernetes", "Nomad", "Kafka"], [], "docx"])
    assert.notStrictEqual((await json(home, "candidates", "show", "ada")).digest, first.digest)
    assert.strictEqual((await InspectedHome.call(home, "candidates", "validate", "ada")).code, 0)
  })

  it("refuses a résumé with the reason, exits 2, and leaves the profile as it is", async () => {
    const home = Home.make()
    const before = fs.readFileSync(profileFile(home, "local"), "utf8")
    const { code, stderr } = await InspectedHome.call(home, "candidates", "update", "local", "--from", put("locked.pdf", Resumes.encryptedPdf()))
    assert.strictEqual(code, 2)
    assert.match(stderr, /locked\.pdf cannot be taken for a résumé: it is encrypted\. Save a copy without a password$/)
    assert.strictEqual(fs.readFileSync(profileFile(home, "local"), "utf8"), before)
  })

  it("validates every profile, naming the file and the place of each problem", async () => {
    const home = Home.make()
    edit(home, "local", { skills: ["Go", "go"], preferred_providers: ["nobody"] })
    fs.writeFileSync(profileFile(home, "broken"), "{\"schema_version\": 1,")
    fs.writeFileSync(profileFile(home, "renamed"), JSON.stringify({ ...profile(home, "local"), skills: [], preferred_providers: [] }))
    fs.writeFileSync(profileFile(home, "wrong"), JSON.stringify({ ...profile(home, "local"), id: "wrong", roles: ["wizard"], biography: "x" }))
    const { code } = await InspectedHome.call(home, "candidates", "validate")
    assert.strictEqual(code, 2)
    const { problems, sound } = await json(home, "candidates", "validate")
    assert.isFalse(sound)
    assert.deepStrictEqual(problems.map(({ file, pointer }: { file: string; pointer: string }) => `${file} ${pointer}`).sort(), [
      "config/candidates/broken.json ",
      "config/candidates/local.json /preferred_providers/0",
      "config/candidates/local.json /skills/1",
      "config/candidates/renamed.json /id",
      "config/candidates/wrong.json /biography",
      "config/candidates/wrong.json /roles/0"
    ])
    assert.strictEqual((await InspectedHome.call(home, "candidates", "validate", "nobody")).code, 2)
    assert.strictEqual((await InspectedHome.call(home, "candidates", "show", "wrong")).code, 2)
  })

  it("switches whose artifacts and marks are meant, and back", async () => {
    const home = InspectedHome.empty()
    await InspectedHome.call(home, "candidates", "create", "ada", "--role", "sales")
    assert.strictEqual((await InspectedHome.graph(home, "run", "daily", "--as-of", "2026-11-22")).code, 0)
    const shown = async (...args: ReadonlyArray<string>) => (await json(home, "artifact", "ranked_jobs", ...args)).content.basis.candidate
    assert.strictEqual(await shown(), "local")
    assert.strictEqual(await shown("--candidate", "ada"), "ada")
    assert.strictEqual((await InspectedHome.call(home, "candidates", "switch", "ada")).code, 0)
    assert.deepStrictEqual([await shown(), (await json(home, "candidates", "list")).current, (await json(home, "marks")).candidate], ["ada", "ada", "ada"])
    const wrong = await InspectedHome.call(home, "candidates", "switch", "adam")
    assert.strictEqual(wrong.code, 2)
    assert.include(wrong.stderr, "Did you mean ada?")
    fs.writeFileSync(Path.join(home, "state/candidate.json"), "{")
    const damaged = await InspectedHome.call(home, "marks")
    assert.strictEqual(damaged.code, 2)
    assert.include(damaged.stderr, "graph candidates switch ID")
    assert.strictEqual((await InspectedHome.call(home, "candidates", "switch", "local")).code, 0)
    assert.strictEqual(await shown(), "local")
  }, 30_000)
})

describe("graph mark", () => {
  const posting = "greenhouse/acme/4711"

  it("keeps marks and notes of one candidate, and takes them back", async () => {
    const home = Home.make()
    await InspectedHome.call(home, "candidates", "create", "ada")
    await InspectedHome.call(home, "mark", posting, "saved", "--note", "ask about the team", "--candidate", "ada")
    await InspectedHome.call(home, "mark", posting, "applied", "--candidate", "ada")
    const [marked] = (await json(home, "marks", "--candidate", "ada")).postings
    assert.deepInclude(marked, { posting, mark: "applied", note: "ask about the team" })
    assert.deepStrictEqual((await json(home, "marks")).postings, [])
    await InspectedHome.call(home, "mark", posting, "clear", "--candidate", "ada")
    const { entries, postings } = await json(home, "marks", "--candidate", "ada")
    assert.deepStrictEqual([entries, postings], [3, []])
  })

  it("refuses what is no posting, no note, and nobody's", async () => {
    const home = Home.make()
    for (const wrong of [["4711", "saved"], [posting, "saved", "--note", "two\nlines"], [posting, "note"], [posting, "clear", "--note", "x"], [posting, "saved", "--candidate", "nobody"], [posting, "saved", "--candidate", "../local"]]) {
      assert.strictEqual((await InspectedHome.call(home, "mark", ...wrong)).code, 2, wrong.join(" "))
    }
    assert.isFalse(fs.existsSync(Path.join(home, "state")))
  })

  it("shows damage with its line, and what is whole all the same, and exits 6", async () => {
    const home = Home.make()
    for (const number of [1, 2, 3]) await InspectedHome.call(home, "mark", `greenhouse/acme/${number}`, "saved")
    const file = Path.join(home, "state/candidates/local/marks.jsonl")
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("acme/2", "acme/9"))
    const { code, stdout } = await InspectedHome.call(home, "marks")
    assert.strictEqual(code, 6)
    assert.include(stdout, "greenhouse/acme/1")
    assert.include(stdout, "greenhouse/acme/3")
    assert.include(stdout, "marks.jsonl, line 2: it is not what was written")
  })
})
