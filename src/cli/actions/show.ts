/**
 * Shows a run, one node of it, or its timeline.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Path from "node:path"
import { StoreUnwritable } from "../../engine/Store.ts"
import * as Disk from "../../platform/Disk.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import { BadUsage } from "../BadUsage.ts"
import * as Exit from "../Exit.ts"
import * as Inspection from "../Inspection.ts"
import { NoSuchNode, similar } from "../NoSuchNode.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as NodeView from "../views/NodeView.ts"
import * as ShowView from "../views/ShowView.ts"
import * as TraceView from "../views/TraceView.ts"

export interface Input {
  readonly run: string
  readonly node: Option.Option<string>
  readonly trace: Option.Option<string>
}

export const show = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const inspection = yield* Inspection.of(runs, home, yield* RunRepository.resolve(runs, input.run))
  if (inspection.damaged.length > 0) process.exitCode = Exit.codes.violated
  if (Option.isSome(input.trace)) return yield* trace(inspection, input.trace.value, json)

  const ink = Terminal.inkFor(process.stdout)
  const columns = process.stdout.columns ?? Infinity
  if (Option.isSome(input.node)) {
    const node = yield* nodeOf(inspection, input.node.value)
    if (json) Terminal.json(NodeView.document(inspection, node))
    else Terminal.result(NodeView.render(inspection, node, ink))
  } else if (json) Terminal.json(ShowView.document(inspection))
  else Terminal.result(ShowView.render(inspection, ink, columns))
})

const nodeOf = (inspection: Inspection.Inspection, name: string): Effect.Effect<Inspection.Seen, NoSuchNode> => {
  const found = inspection.nodes.find(({ node }) => node === name)
  const names = inspection.nodes.map(({ node }) => node)
  const partitions = names.filter((node) => node.startsWith(`${name}[`))
  return found === undefined
    ? Effect.fail(new NoSuchNode({ node: name, similar: partitions.length > 0 ? partitions : similar(name, names) }))
    : Effect.succeed(found)
}

const misplaced: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "EISDIR"])

const trace = Effect.fnUntraced(function*(inspection: Inspection.Inspection, file: string, json: boolean) {
  const document = TraceView.document(inspection)
  if (file === "-") return Terminal.result(JSON.stringify(document))
  const disk = yield* Disk.Disk
  const path = Path.resolve(file)
  yield* Effect.mapError(
    Disk.attempt(() => disk.publish(path, `${JSON.stringify(document)}\n`)),
    (error) => misplaced.has(error.code)
      ? new BadUsage({ flag: "--trace", given: file, expected: "a file in a folder that exists" })
      : new StoreUnwritable({ reason: error.reason, path, detail: `${error.operation}: ${error.code}` })
  )
  if (json) Terminal.json(TraceView.written(inspection, path))
  else Terminal.result(TraceView.told(inspection, file))
})
