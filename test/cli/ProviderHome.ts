/**
 * A home without providers, and the boards of five invented companies recorded beside it in their vendors' formats.
 */
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import type { Providers } from "../../schemas/Provider.ts"
import * as Home from "../../src/cli/Home.ts"
import * as ReceiptFile from "../../src/cli/ReceiptFile.ts"
import * as Clearance from "../../src/network/Clearance.ts"
import * as Rig from "../boards/Rig.ts"
import * as InspectedHome from "./InspectedHome.ts"

export interface Recorded {
  readonly url: string
  readonly body: string
  readonly status?: number
  readonly type?: string
}

export interface Company {
  readonly id: string
  /** What a person would give. */
  readonly given: string
  readonly answers: ReadonlyArray<Recorded>
}

const robots = (host: string, body: string): Recorded => ({ url: `https://${host}/robots.txt`, body, type: "text/plain" })

const hosted = { organization: { name: "Lumen Foundry" }, jobBoard: { jobPostings: [1, 2].map((id) => ({ id: `b-${id}`, title: `Technician ${id}`, locationName: "Oslo", isListed: true })) } }

const own = "https://careers.quillon-instruments.com/openings"

export const companies: ReadonlyArray<Company> = [
  {
    id: "brackwater",
    given: "https://boards.greenhouse.io/embed/job_board?for=brackwater",
    answers: [{
      url: "https://boards-api.greenhouse.io/v1/boards/brackwater/jobs?content=true&pay_transparency=true",
      body: Rig.write("greenhouse", Rig.envelope.greenhouse([1, 2, 3].map(Rig.rows.greenhouse)))
    }]
  },
  {
    id: "fennmark",
    given: "https://jobs.lever.co/fennmark",
    answers: [{ url: "https://api.lever.co/v0/postings/fennmark?mode=json", body: Rig.write("lever", [1, 2].map(Rig.rows.lever)) }]
  },
  {
    id: "orrery",
    given: "https://orrery.recruitee.com/",
    answers: [
      { url: "https://orrery.recruitee.com/api/offers/", body: Rig.write("recruitee", Rig.envelope.recruitee([Rig.rows.recruitee(1)])) },
      robots("orrery.recruitee.com", "User-agent: *\nDisallow: /admin\n")
    ]
  },
  {
    id: "quillon",
    given: own,
    answers: [
      { url: own, body: Rig.write("jsonld", Rig.envelope.jsonld([1, 2].map(Rig.rows.jsonld))), type: "text/html" },
      robots("careers.quillon-instruments.com", "User-agent: *\nContent-Signal: search=yes, ai-train=no\nDisallow: /private\n")
    ]
  },
  {
    id: "lumen-foundry",
    given: "https://jobs.ashbyhq.com/lumen-foundry",
    answers: [{ url: "https://jobs.ashbyhq.com/lumen-foundry", body: Rig.page(`<script>window.__appData = ${JSON.stringify(hosted)};</script>`), type: "text/html" }]
  }
]

/** A home of its own, its registry empty. */
export const empty = (): string => {
  const folder = fs.mkdtempSync(Path.join(homes(), "home-"))
  fs.cpSync(Path.join(Home.program, "config"), Path.join(folder, "config"), { recursive: true })
  fs.writeFileSync(Path.join(folder, "config/providers.json"), "{ \"schema_version\": 1, \"providers\": [] }\n")
  return folder
}

let root: string | undefined

/** One folder for all of them, removed with the process. */
const homes = (): string => {
  if (root !== undefined) return root
  const made = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-providers-"))
  process.once("exit", () => fs.rmSync(made, { recursive: true, force: true }))
  return (root = made)
}

export const setOf = (folder: string): string => Path.join(folder, "recorded")

/** Records a company's answers as a person does. */
export const record = async (folder: string, { answers, id }: Company): Promise<void> => {
  for (const { body, status = 200, type = "application/json", url } of answers) {
    const file = Path.join(folder, "answer")
    fs.writeFileSync(file, body)
    const added = await InspectedHome.call(folder, "snapshot", "add", id, file, "--to", setOf(folder), "--url", url, "--status", String(status), "--content-type", type, "--received-at", "2026-11-21T06:00:00Z")
    if (added.code !== 0) throw new Error(added.stderr)
  }
}

export const providers = (folder: string, ...args: ReadonlyArray<string>): Promise<InspectedHome.Answer> => InspectedHome.call(folder, "providers", ...args)

/** Recorded and added; awaits review. */
export const added = async (folder: string, company: Company, ...flags: ReadonlyArray<string>): Promise<InspectedHome.Answer> => {
  await record(folder, company)
  return providers(folder, "add", company.given, "--id", company.id, "--snapshots", setOf(folder), ...flags)
}

/** The entry of a company as the file has it. */
export const entry = (folder: string, id: string): Providers["providers"][number] | undefined => {
  const { providers } = JSON.parse(fs.readFileSync(Path.join(folder, "config/providers.json"), "utf8")) as Providers
  return providers.find((one) => one.id === id)
}

export const receipt = (folder: string, id: string): Clearance.Found => Effect.runSync(ReceiptFile.read(Home.at(folder), id))

/** Decides about a host, as a person does who edits the file. */
export const decide = (folder: string, host: string, decision: "allow" | "refuse"): void => {
  const file = Path.join(folder, "config/policies.json")
  const document = JSON.parse(fs.readFileSync(file, "utf8")) as { policies: Array<{ host: string; decision: string; reason: string; author: string }> }
  const policies = document.policies.map((policy) => (policy.host === host ? { ...policy, decision, reason: "Terms read.", author: "Kim" } : policy))
  fs.writeFileSync(file, JSON.stringify({ ...document, policies }, null, 2))
}
