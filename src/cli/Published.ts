/**
 * What a run published: the run asked for, one of its artifacts, and a candidate's documents, checked against the run's record.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "node:path"
import * as AuditFile from "../runs/AuditFile.ts"
import type { ArtifactRecord } from "../runs/RunRecord.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type * as Artifact from "../artifacts/Artifact.ts"
import type * as Catalogue from "../artifacts/Catalogue.ts"
import { BadUsage } from "./BadUsage.ts"
import * as CandidateFolder from "./CandidateFolder.ts"
import type { Home } from "./Home.ts"
import { NoSuchArtifact } from "./NoSuchArtifact.ts"
import { similar } from "./NoSuchNode.ts"
import * as ArtifactView from "./views/ArtifactView.ts"

export type Committed = Extract<RunRepository.Entry, { readonly state: "committed" }>

export type Format = "json" | "csv" | "md"

const mediaTypes: Readonly<Record<Format, Artifact.Artifact["mediaType"]>> = { json: "application/json", csv: "text/csv", md: "text/markdown" }

/** The run asked for; a run that has not ended has no artifacts, so the latest is the latest that ended. `wanted` is what the error names. */
export const ended = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, reference: string, wanted: string) {
  const entry = yield* RunRepository.resolve(runs, reference, "ended")
  switch (entry.state) {
    case "committed":
      return entry
    case "damaged":
      return yield* entry.problem
    case "open":
      return yield* new NoSuchArtifact({ artifact: wanted, run: entry.id, status: "not ended", present: [], similar: [] })
  }
})

export interface Choice {
  readonly candidate: Option.Option<string>
  readonly format: Option.Option<Format>
}

/** The artifact of a name, or of a file's name: of the candidate named, else of the current one. */
export const choose = Effect.fnUntraced(function*({ id, record }: Committed, name: string, choice: Choice, home: Home) {
  const { artifacts } = record
  const named = artifacts.filter((one) => one.name === name || one.file === name || Path.basename(one.file) === name)
  const candidate = Option.getOrUndefined(choice.candidate)
  const media = Option.getOrUndefined(Option.map(choice.format, (format) => mediaTypes[format]))
  const fitting = named
    .filter((one) => candidate === undefined || isTheirs(one, candidate))
    .filter(({ media_type }) => media === undefined || media_type === media)
  const names = [...new Set(ArtifactView.ordered(artifacts).map((one) => one.name))]
  if (named.length === 0) return yield* new NoSuchArtifact({ artifact: name, run: id, status: record.outcome, present: names, similar: similar(name, names) })
  if (fitting.length === 0) {
    const asked = `${name}${Option.match(choice.format, { onNone: () => "", onSome: (format) => ` as ${format}` })}${candidate === undefined ? "" : ` for ${candidate}`}`
    return yield* new NoSuchArtifact({ artifact: asked, run: id, status: record.outcome, present: named.filter((one) => candidate === undefined || isTheirs(one, candidate)).map(({ file }) => file), similar: [] })
  }
  const candidates = new Set(fitting.map((one) => one.candidate))
  const current = candidates.size > 1 ? yield* CandidateFolder.current(home, yield* CandidateFolder.read(home)) : fitting[0]!.candidate
  const theirs = fitting.filter((one) => one.candidate === current)
  const chosen: ArtifactRecord | undefined = theirs.find(({ media_type }) => media_type === "application/json") ?? theirs[0]
  if (chosen === undefined) return yield* new BadUsage({ flag: "--candidate", given: current ?? "", expected: `one of ${[...candidates].join(", ")}` })
  return chosen
})

/** A document that the run's record does not name: the run's, or that of the candidate named, else of the current one. */
export const besideRecord = Effect.fnUntraced(function*(
  runs: RunRepository.RunRepository,
  { id, record }: Committed,
  { name, scope }: (typeof Catalogue.beside)[number],
  { candidate: named }: Pick<Choice, "candidate">,
  home: Home
) {
  const missing = (artifact: string) => new NoSuchArtifact({ artifact, run: id, status: record.outcome, present: [], similar: [] })
  if (scope === "run") return AuditFile.ofRun(runs, id) ?? (yield* missing(name))
  const candidate = Option.getOrUndefined(named) ?? (yield* CandidateFolder.current(home, yield* CandidateFolder.read(home)))
  return (candidate === undefined ? undefined : AuditFile.ofCandidate(runs, id, candidate)) ?? (yield* missing(candidate === undefined ? name : `${name} for ${candidate}`))
})

const isTheirs = (one: ArtifactRecord, candidate: string): boolean => one.candidate === candidate || one.candidate === null

/** The content of a JSON artifact of one candidate, as the run left it. */
export const document = <A>(runs: RunRepository.RunRepository, entry: Committed, { name }: Artifact.Artifact<{ readonly Type: A } & Artifact.Artifact["schema"]>, candidate: Option.Option<string>, home: Home) =>
  Effect.gen(function*() {
    const chosen = yield* choose(entry, name, { candidate, format: Option.some("json") }, home)
    const content = yield* RunRepository.artifact(runs, entry.id, chosen)
    return { candidate: chosen.candidate, content: JSON.parse(new TextDecoder().decode(content)) as A }
  })
