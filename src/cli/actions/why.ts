/**
 * Explains nodes from the records that are hashed: what they would do now, and why they last ran.
 */
import * as Effect from "effect/Effect"
import type { Cause } from "../../engine/Cause.ts"
import * as Disk from "../../platform/Disk.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import { NoSuchNode, similar } from "../NoSuchNode.ts"
import * as Past from "../Past.ts"
import * as RequestOf from "../RequestOf.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as WhyView from "../views/WhyView.ts"
import * as Plan from "./plan.ts"

export interface Input extends RequestOf.Flags {
  readonly node: string
  readonly record: boolean
}

export const why = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const verdicts = yield* Plan.make(yield* RequestOf.read(home, input))
  const asked = verdicts.filter(({ node }) => node === input.node || node.startsWith(`${input.node}[`))
  if (asked.length === 0) {
    return yield* new NoSuchNode({ node: input.node, similar: similar(input.node, verdicts.map(({ node }) => node)) })
  }
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const previous = Past.nodeOf(runs)
  const explained = asked.map((verdict): WhyView.Explained => ({ verdict, last: previous(verdict.node), ran: lastRan(runs, verdict.node) }))
  if (json) Terminal.json(WhyView.document(explained))
  else Terminal.result(WhyView.render(explained, input.record, Terminal.inkFor(process.stdout)))
})

const lastRan = (runs: RunRepository.RunRepository, node: string): WhyView.Explained["ran"] => {
  for (const run of RunRepository.ids(runs)) {
    const started = RunRepository.events(runs, run).find((event) => event["type"] === "node-started" && event["node"] === node)
    if (started !== undefined) return { run, causes: started["causes"] as unknown as ReadonlyArray<Cause> }
  }
  return undefined
}
