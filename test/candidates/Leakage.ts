/**
 * Two candidates in one home, each with words of their own everywhere a candidate can leave one, and every way to what a run left of them.
 *
 * The suite is the product of the catalogue and the routes. A new way to data is one more entry of `routes`; a new artifact needs a row in
 * `rows`, which says by which of their own words a candidate's document is known.
 */
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { CandidateId, type CandidateProfile } from "../../schemas/Profile.ts"
import { ProviderId } from "../../schemas/Provider.ts"
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import type * as Artifact from "../../src/artifacts/Artifact.ts"
import * as Catalogue from "../../src/artifacts/Catalogue.ts"
import * as MarkJournal from "../../src/candidates/MarkJournal.ts"
import * as Profiles from "../../src/candidates/Profiles.ts"
import * as Marks from "../../src/capabilities/Marks.ts"
import * as DailyRun from "../../src/cli/DailyRun.ts"
import * as Home from "../../src/cli/Home.ts"
import * as NodeRecords from "../../src/engine/Record.ts"
import { Store } from "../../src/engine/Store.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Bundle from "../../src/runs/Bundle.ts"
import * as RunRepository from "../../src/runs/RunRepository.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import * as InspectedHome from "../cli/InspectedHome.ts"
import * as TwoCandidates from "./TwoCandidates.ts"

export interface Candidate {
  readonly profile: CandidateProfile
  readonly note: string
  /** Nobody else has one of these. */
  readonly canaries: ReadonlyArray<string>
}

const candidate = (id: string, company: string, choices: TwoCandidates.Choices): Candidate => {
  const note = `${TwoCandidates.spelled(id, "talk to them")} about ${company}`
  const plain = TwoCandidates.profile(id, choices)
  // A company that no board is of: it can come from the profile alone.
  const profile = { ...plain, preferred_providers: [ProviderId.make(company)] }
  return {
    profile,
    note,
    canaries: [
      `"${id}"`, `[${id}]`, `[${id},`, `candidates/${id}/`, `for ${id}\n`, profile.name, company, note, Profiles.digest(profile),
      ...profile.skills, ...profile.cities, ...profile.deal_breakers.title_words
    ]
  }
}

const rich: TwoCandidates.Choices = {
  roles: ["machine_learning"], seniorities: ["senior"], skills: ["data", "research"], work_modes: ["remote"], cities: ["san francisco"], countries: ["US"], amount: 80_000, hidden: ["manager"]
}
export const ada = candidate("ada", "quillwort-ada", rich)
export const zoe = candidate("zoe", "brackenzoe", { ...rich, roles: ["sales"], cities: ["london"], countries: ["DE"], amount: 300_000 })
export const pairs = [[ada, zoe], [zoe, ada]] as const

export interface World {
  readonly disk: Disk.Disk
  readonly home: Home.Home
  readonly finished: DailyRun.Finished
  readonly nodes: ReadonlyArray<NodeRecords.NodeRecord>
  /** What the cache holds under each key of the run. */
  readonly outputs: ReadonlyMap<string, string>
  /** Path in the exported bundle to content. */
  readonly bundle: ReadonlyMap<string, string>
}

/** Two days, so that there is a past; both candidates marked what was best for them and said why. */
export const make: Effect.Effect<World, unknown> = Effect.gen(function*() {
  const root = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-leakage-"))
  process.once("exit", () => fs.rmSync(root, { recursive: true, force: true }))
  fs.cpSync(Path.join(Home.program, "config"), Path.join(root, "config"), { recursive: true })
  fs.rmSync(Path.join(root, "config/candidates/local.json"))
  const home = Home.at(root)
  const write = (profile: CandidateProfile) => fs.writeFileSync(Path.join(root, "config/candidates", `${profile.id}.json`), JSON.stringify(profile))
  const run = (day: string) =>
    DailyRun.run({ home, day, snapshots: Path.join(Home.program, "fixtures/boards"), concurrency: 4, refresh: false, perturbed: undefined, live: false, onEvent: () => {} })
  for (const { profile } of [ada, zoe]) write({ ...profile, years_of_experience: 3 })
  const first = yield* run("2026-11-21")
  const disk = yield* Disk.Disk
  for (const { note, profile: { id } } of [ada, zoe]) {
    const { jobs } = document<RankedJobs>(first, `candidates/${id}/ranked_jobs.v1.json`)
    MarkJournal.appendUnsafe(disk, home.state, { candidate: id, posting: jobs[0]!.id as never, said: "saved", note, at: "2026-11-21T06:00:00Z" })
  }
  for (const { profile } of [ada, zoe]) write(profile)
  const finished = yield* run("2026-11-22")
  const runs = { disk, folder: home.runs }
  const nodes = yield* RunRepository.nodes(runs, finished.id, finished.record)
  const store = yield* Store
  const outputs = new Map<string, string>()
  for (const node of nodes) {
    const record = node.status === "ok" ? yield* store.lookup(node.key) : undefined
    const content = record === undefined ? undefined : yield* store.read(record.output)
    if (record !== undefined && content !== undefined) outputs.set(record.key, `${Canonical.stringifyUnsafe(record.action)}\n${text(content)}`)
  }
  const file = Path.join(root, Bundle.fileName(finished.id))
  fs.writeFileSync(file, yield* Bundle.encode(yield* Bundle.read(runs, finished.id)))
  const bundle = yield* Bundle.open(file)
  return { disk, home, finished, nodes, outputs, bundle: new Map(Array.from(bundle.files, ([path, content]) => [path, text(content)])) }
}).pipe(Effect.provide(MemoryStore.layer))

const text = (content: Uint8Array): string => new TextDecoder().decode(content)
const document = <A>({ files }: DailyRun.Finished, file: string): A => JSON.parse(text(files.get(file)!)) as A

export interface Row {
  readonly scope: Artifact.Scope
  /** Words of the candidate that their own document shows: a document without any would pass whatever it held. */
  readonly shows: (candidate: Candidate) => ReadonlyArray<string>
}

const everybodys: Row = { scope: "run", shows: () => [] }
const theirs = (shows: Row["shows"]): Row => ({ scope: "candidate", shows })

/** By file, as the catalogue calls it. */
export const rows: Readonly<Record<string, Row>> = {
  "run_summary.v1.json": everybodys,
  "run_health.v1.json": everybodys,
  "provider_availability.v1.json": everybodys,
  "ranked_jobs.v1.json": theirs(({ profile }) => [`"${profile.id}"`, Profiles.digest(profile), ...profile.skills]),
  "ranked_jobs.v1.csv": theirs(({ profile }) => profile.skills),
  "shortlist.v1.md": theirs(({ profile }) => [`for ${profile.id}\n`]),
  "explanation.v1.json": theirs(({ profile }) => [`"${profile.id}"`, Profiles.digest(profile), ...profile.skills, ...profile.cities]),
  "changes.v1.json": everybodys,
  "postings.v1.json": everybodys,
  "clusters.v1.json": everybodys,
  "ledger.v1.json": everybodys,
  "policy_log.v1.json": everybodys,
  "costs.v1.json": everybodys,
  "run_audit.v1.json": everybodys,
  "profile_audit.v1.json": theirs(({ profile }) => [`"${profile.id}"`, Profiles.digest(profile)])
}

/** Artifacts without a row, or with another scope there. */
export const unmatched = (catalogue: ReadonlyArray<Artifact.Artifact>): ReadonlyArray<string> =>
  catalogue.filter(({ file, scope }) => rows[file]?.scope !== scope).map(({ file }) => file)

/** What somebody got, by where. */
export type Got = ReadonlyArray<readonly [place: string, text: string]>

export interface Route {
  /** Which artifacts it leads to; without it, to all. */
  readonly leadsTo?: (artifact: Artifact.Artifact) => boolean
  /** A candidate asks for a document of their own. */
  readonly own: (world: World, artifact: Artifact.Artifact, asker: Candidate) => Got | Promise<Got>
  /** A candidate asks for somebody else's in every way that the route has. */
  readonly others?: (world: World, artifact: Artifact.Artifact, asker: Candidate, owner: Candidate) => Got | Promise<Got>
}

/** What a command said, without the words it was asked with. */
const told = async (world: World, ...call: ReadonlyArray<string>): Promise<Got[number]> => {
  const { stderr, stdout } = await InspectedHome.call(world.home.root, ...call)
  return [`graph ${call.join(" ")}`, call.reduce((text, word) => text.replaceAll(word, ""), stderr) + stdout]
}

/** A candidate's own, and those of the candidate and a board. */
const nodesOf = ({ nodes }: World, { profile }: Candidate) => nodes.filter(({ node }) => [`[${profile.id}]`, `[${profile.id},`].some((scope) => node.includes(scope)))

const pointer = (reference: string): Route => ({
  own: async (world, { file }, { profile }) => [await told(world, "artifact", file, "--run", reference, "--candidate", profile.id, "--raw")],
  others: async (world, { file, name }, asker, owner) =>
    Promise.all([
      told(world, "artifact", `candidates/${owner.profile.id}/${file}`, "--run", reference, "--candidate", asker.profile.id),
      told(world, "artifact", file, "--run", reference, "--candidate", `../${owner.profile.id}`),
      told(world, "artifact", name, "--run", reference, "--candidate", `${asker.profile.id}/../${owner.profile.id}`),
      told(world, "artifact", name, "--run", reference, "--candidate", "nobody", "--json")
    ])
})

const isRecorded = (artifact: Artifact.Artifact): boolean => Catalogue.all.includes(artifact)

/** Ways to what a run left. */
export const routes: Readonly<Record<string, Route>> = {
  "the path": {
    leadsTo: isRecorded,
    own: ({ finished, home }, { file }, { profile }) => {
      const at = `candidates/${profile.id}/${file}`
      return [[at, fs.readFileSync(Path.join(home.runs, finished.id, "artifacts", at), "utf8")]]
    }
  },
  "latest": pointer("latest"),
  "a position": pointer("@0"),
  "a cache key": {
    own: (world, _, asker) => nodesOf(world, asker).flatMap((node) => (node.status === "ok" ? [[node.node, world.outputs.get(node.key)!] as const] : [])),
    // A key both reach would be a way from one to the other.
    others: (world, _, asker, owner) => {
      const keys = new Set(nodesOf(world, asker).map((node) => (node.status === "skipped" ? node.node : node.key)))
      return nodesOf(world, owner).flatMap((node) => (node.status === "ok" && keys.has(node.key) ? [[node.node, world.outputs.get(node.key)!] as const] : []))
    }
  },
  "an exported bundle": {
    leadsTo: isRecorded,
    own: ({ bundle }, { file }, { profile }) => {
      const at = `artifacts/candidates/${profile.id}/${file}`
      return [[at, bundle.get(at)!]]
    }
  },
  "the index": {
    own: async (world, _, { profile: { id } }) => {
      const rows = Array.from(RunRepository.newest({ disk: world.disk, folder: world.home.runs }, { candidate: id }), (entry) => entry.id)
      return [["its rows", rows.join()], await told(world, "runs", "--candidate", id, "--json")]
    },
    others: async (world, _, asker, owner) => [await told(world, "runs", "--candidate", `${asker.profile.id}/../${owner.profile.id}`, "--json")]
  },
  "the marks": {
    own: ({ finished: { record }, home }, _, { profile: { id } }) => [
      ["the journal", fs.readFileSync(MarkJournal.file(home.state, CandidateId.make(id)), "utf8")],
      ["the pin", JSON.stringify(record.pins[Marks.Marks.key]![id]!.document)]
    ],
    others: async (world, _, asker, owner) => [await told(world, "marks", "--candidate", `${asker.profile.id}/../${owner.profile.id}`)]
  }
}

/** Which of the words are in what was got, and where. */
export const found = (got: Got, words: ReadonlyArray<string>): ReadonlyArray<string> =>
  got.flatMap(([place, text]) => words.filter((word) => text.includes(word)).map((word) => `${place}: ${word}`))
