/**
 * Draws the daily graph.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { daily } from "../../../graph/daily.ts"
import * as Graph from "../../engine/Graph.ts"
import * as Disk from "../../platform/Disk.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import * as ConfigFolder from "../ConfigFolder.ts"
import * as Preparation from "../Preparation.ts"
import * as Drawing from "../Drawing.ts"
import * as Inspection from "../Inspection.ts"
import { root, shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as DrawView from "../views/DrawView.ts"

export interface Input {
  readonly format: "mermaid" | "dot" | "json"
  readonly nodes: boolean
  readonly run: Option.Option<string>
}

export const draw = Effect.fnUntraced(function*(input: Input) {
  // The stages are in the program: drawing them needs no project.
  const { json } = yield* root
  const inspection = Option.isNone(input.run) ? undefined : yield* inspect(input.run.value)
  const drawing = input.nodes ? Drawing.ofNodes(yield* nodes, inspection?.nodes) : Drawing.ofStages(daily, inspection?.nodes)
  if (json || input.format === "json") return Terminal.json(DrawView.document(daily.name, drawing, inspection?.standing.run ?? null))
  Terminal.result(input.format === "dot" ? DrawView.dot(daily.name, drawing) : DrawView.mermaid(drawing))
})

const inspect = Effect.fnUntraced(function*(reference: string) {
  const { home } = yield* shared
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  return yield* Inspection.of(runs, home, yield* RunRepository.resolve(runs, reference))
})

const nodes = Effect.gen(function*() {
  const { home } = yield* shared
  const { problems, source } = yield* Preparation.settings(home)
  if (problems.length > 0) return yield* new ConfigFolder.BadConfig({ problems })
  return Result.getOrThrow(Graph.nodes(daily, source))
})
