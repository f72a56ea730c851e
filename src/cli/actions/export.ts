/**
 * Writes a run into one file.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "node:path"
import * as Disk from "../../platform/Disk.ts"
import * as Bundle from "../../runs/Bundle.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import { BadUsage } from "../BadUsage.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as ExportView from "../views/ExportView.ts"

export const exportRun = Effect.fnUntraced(function*(input: { readonly run: string; readonly out: Option.Option<string> }) {
  const { home, json } = yield* shared
  const disk = yield* Disk.Disk
  const runs = { disk, folder: home.runs }
  const target = yield* targetOf(disk, input.out, json)
  const { id } = yield* RunRepository.resolve(runs, input.run, "computed")
  const bundle = yield* Bundle.read(runs, id)
  const content = yield* Bundle.encode(bundle)
  if (target._tag === "stdout") return yield* write(content)
  const file = target.isFolder ? Path.join(target.path, Bundle.fileName(id)) : target.path
  yield* Unwritable.attempt(() => disk.publish(file, content))
  const exported = { file, bytes: content.length, bundle }
  if (json) Terminal.json(ExportView.document(exported))
  else Terminal.result(ExportView.render(exported, Terminal.inkFor(process.stdout)))
})

type Target = { readonly _tag: "stdout" } | { readonly _tag: "path"; readonly path: string; readonly isFolder: boolean }

const targetOf = Effect.fnUntraced(function*(disk: Disk.Disk, out: Option.Option<string>, json: boolean): Effect.fn.Return<Target, BadUsage> {
  const given = Option.getOrElse(out, () => ".")
  if (given === "-") {
    if (json) return yield* new BadUsage({ flag: "--out", given, expected: "a file (with --json, stdout holds the document)" })
    if (process.stdout.isTTY) return yield* new BadUsage({ flag: "--out", given, expected: "a file (stdout is a terminal)" })
    return { _tag: "stdout" }
  }
  const path = Path.resolve(given)
  const kindOf = (at: string) => Effect.orElseSucceed(Disk.attempt(() => disk.stat(at)?.kind), () => undefined)
  if ((yield* kindOf(path)) === "folder") return { _tag: "path", path, isFolder: true }
  if ((yield* kindOf(Path.dirname(path))) !== "folder") return yield* new BadUsage({ flag: "--out", given, expected: "a file in a folder that exists" })
  return { _tag: "path", path, isFolder: false }
})

const write = (content: Uint8Array): Effect.Effect<void> =>
  Effect.callback((resume) => void process.stdout.write(content, () => resume(Effect.void)))
