/**
 * Lists a run's artifacts, or prints one. Nothing is printed whose bytes do not match the record.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Catalogue from "../../artifacts/Catalogue.ts"
import * as Disk from "../../platform/Disk.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import { BadUsage } from "../BadUsage.ts"
import * as Published from "../Published.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ArtifactView from "../views/ArtifactView.ts"

export interface Input {
  readonly name: Option.Option<string>
  readonly run: string
  readonly candidate: Option.Option<string>
  readonly format: Option.Option<Published.Format>
  readonly path: boolean
  readonly raw: boolean
}

export const artifact = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  if (json && input.raw) return yield* new BadUsage({ flag: "--raw", given: "--json", expected: "one of the two" })
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const entry = yield* Published.ended(runs, input.run, Option.getOrElse(input.name, () => "at all"))
  if (Option.isNone(input.name)) {
    const { id, record } = entry
    return json
      ? Terminal.json(ArtifactView.listDocument(id, record))
      : Terminal.result(ArtifactView.list(id, record, Terminal.inkFor(process.stdout), process.stdout.columns ?? Infinity))
  }
  const wanted = input.name.value
  const beside = Catalogue.beside.find(({ file, name }) => wanted === name || wanted === file)
  if (beside !== undefined) {
    const content = yield* Published.besideRecord(runs, entry, beside, input, home)
    return json ? Terminal.json({ schema_version: 1, run: entry.id, content }) : Terminal.result(JSON.stringify(content, null, input.raw ? 0 : 2))
  }
  const found = yield* Published.choose(entry, wanted, input, home)
  const content = yield* RunRepository.artifact(runs, entry.id, found)
  const path = RunRepository.artifactPath(runs, entry.id, found)
  if (json) Terminal.json({ ...ArtifactView.document(entry.id, found), ...(input.path ? { path } : { content: ArtifactView.content(found, content) }) })
  else if (input.path) Terminal.result(path)
  else if (input.raw || found.media_type !== "application/json") Terminal.content(content)
  else Terminal.result(ArtifactView.pretty(found, content))
})
