import { assert, describe, it } from "@effect/vitest"
import * as fs from "node:fs"
import * as Path from "node:path"
import { CandidateProfile } from "../../schemas/Profile.ts"
import { Providers } from "../../schemas/Provider.ts"
import { ResumeWords } from "../../schemas/ResumeWords.ts"
import * as Profiles from "../../src/candidates/Profiles.ts"
import { decoded } from "../jobs/Shipped.ts"

const folder = Path.resolve(import.meta.dirname, "../../config/examples/candidates")
const providers = decoded(Providers, "config/providers.json").providers.map(({ id }) => id)

describe("the candidates that ship", () => {
  it("have three examples, none of which is in a run", () => {
    assert.deepStrictEqual(fs.readdirSync(folder).sort(), ["account-executive-europe.json", "platform-engineer-remote.json", "research-engineer.json"])
    assert.deepStrictEqual(fs.readdirSync(Path.resolve(folder, "../../candidates")), ["local.json"])
  })

  for (const path of ["config/candidates/local.json", ...fs.readdirSync(folder).map((file) => `config/examples/candidates/${file}`)]) {
    it(`hold, and name only what there is: ${path}`, () => {
      const profile = decoded(CandidateProfile, path)
      assert.deepStrictEqual([`${profile.id}.json`, Profiles.problems(profile, providers)], [Path.basename(path), []])
    })
  }

  it("call skills as a résumé's would be called", () => {
    const { skills, skills_alone } = decoded(ResumeWords, "config/resume.v1.json")
    const known = new Set([...Object.keys(skills), ...skills_alone])
    const named = fs.readdirSync(folder).flatMap((file) => decoded(CandidateProfile, `config/examples/candidates/${file}`).skills)
    assert.deepStrictEqual(named.filter((skill) => !known.has(skill)), [])
  })
})
