/**
 * Lists a run's artifacts, or prints one. Nothing is printed whose bytes do not match the record.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "node:path"
import * as Disk from "../../platform/Disk.ts"
import type { ArtifactRecord } from "../../runs/RunRecord.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import { BadUsage } from "../BadUsage.ts"
import * as CandidateFolder from "../CandidateFolder.ts"
import type { Home } from "../Home.ts"
import { NoSuchArtifact } from "../NoSuchArtifact.ts"
import { similar } from "../NoSuchNode.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ArtifactView from "../views/ArtifactView.ts"

export interface Input {
  readonly name: Option.Option<string>
  readonly run: string
  readonly candidate: Option.Option<string>
  readonly format: Option.Option<"json" | "csv">
  readonly path: boolean
  readonly raw: boolean
}

type Committed = Extract<RunRepository.Entry, { readonly state: "committed" }>

export const artifact = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  if (json && input.raw) return yield* new BadUsage({ flag: "--raw", given: "--json", expected: "one of the two" })
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const entry = yield* ended(runs, input)
  if (Option.isNone(input.name)) {
    const { id, record } = entry
    return json
      ? Terminal.json(ArtifactView.listDocument(id, record))
      : Terminal.result(ArtifactView.list(id, record, Terminal.inkFor(process.stdout), process.stdout.columns ?? Infinity))
  }
  const found = yield* choose(entry, input.name.value, input, home)
  const content = yield* RunRepository.artifact(runs, entry.id, found)
  const path = Path.join(runs.folder, entry.id, "artifacts", found.file)
  if (json) Terminal.json({ ...ArtifactView.document(entry.id, found), ...(input.path ? { path } : { content: ArtifactView.content(found, content) }) })
  else if (input.path) Terminal.result(path)
  else if (input.raw || found.media_type !== "application/json") Terminal.content(content)
  else Terminal.result(ArtifactView.pretty(found, content))
})

/** The run asked for; a run that has not ended has no artifacts, so the latest is the latest that ended. */
const ended = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, { name, run }: Input) {
  const entry = yield* RunRepository.resolve(runs, run, ({ state }) => state !== "open")
  switch (entry.state) {
    case "committed":
      return entry
    case "damaged":
      return yield* entry.problem
    case "open":
      return yield* new NoSuchArtifact({ artifact: Option.getOrElse(name, () => "at all"), run: entry.id, status: "not ended", present: [], similar: [] })
  }
})

const choose = Effect.fnUntraced(function*({ id, record }: Committed, name: string, input: Input, home: Home) {
  const { artifacts } = record
  const named = artifacts.filter((one) => one.name === name || one.file === name || Path.basename(one.file) === name)
  const candidate = Option.getOrUndefined(input.candidate)
  const media = Option.match(input.format, { onNone: () => undefined, onSome: (format) => `${format === "csv" ? "text" : "application"}/${format}` })
  const fitting = named
    .filter((one) => candidate === undefined || one.candidate === candidate || one.candidate === null)
    .filter(({ media_type }) => media === undefined || media_type === media)
  const names = [...new Set(ArtifactView.ordered(artifacts).map((one) => one.name))]
  if (named.length === 0) return yield* new NoSuchArtifact({ artifact: name, run: id, status: record.outcome, present: names, similar: similar(name, names) })
  if (fitting.length === 0) {
    const asked = `${name}${Option.match(input.format, { onNone: () => "", onSome: (format) => ` as ${format}` })}${candidate === undefined ? "" : ` for ${candidate}`}`
    return yield* new NoSuchArtifact({ artifact: asked, run: id, status: record.outcome, present: named.map(({ file }) => file), similar: [] })
  }
  const candidates = new Set(fitting.map((one) => one.candidate))
  const current = candidates.size > 1 ? yield* CandidateFolder.current(home, yield* CandidateFolder.read(home)) : fitting[0]!.candidate
  const theirs = fitting.filter((one) => one.candidate === current)
  const chosen: ArtifactRecord | undefined = theirs.find(({ media_type }) => media_type === "application/json") ?? theirs[0]
  if (chosen === undefined) return yield* new BadUsage({ flag: "--candidate", given: current ?? "", expected: `one of ${[...candidates].join(", ")}` })
  return chosen
})
