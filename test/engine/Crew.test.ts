import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Crew from "../../src/engine/Crew.ts"
import * as CrewMember from "../../src/engine/CrewMember.ts"
import * as Engine from "../../src/engine/Engine.ts"
import * as Graph from "../../src/engine/Graph.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as LossyStore from "./LossyStore.ts"
import * as Rig from "./Rig.ts"

const page = Stage.make("page", { output: Output.text("text/plain"), run: () => Effect.succeed("one two three") })
const count = Stage.make("count", { inputs: { page }, output: Schema.Int, run: ({ page }) => Effect.succeed(page.split(" ").length) })
const graph = Graph.make("counting", { stages: [page, count], targets: [count] })

const crews: Readonly<Record<string, Crew.Crew | undefined>> = {
  "that computes everything": { perform: (work) => CrewMember.perform(graph.stages.find(({ name }) => name === work.stage)!, work) },
  "that computes nothing": { perform: () => Effect.succeed(undefined) },
  "that is not there": undefined
}

describe("Crew", () => {
  for (const [name, crew] of Object.entries(crews)) {
    it.effect(`one ${name} has every input read once, for the same answer`, () =>
      Effect.gen(function*() {
        const lossy = LossyStore.make()
        const read: Array<string> = []
        lossy.beforeRead = (digest) => void read.push(digest)
        const { settled } = yield* Engine.execution(Rig.ready(graph), { store: lossy.service, ...(crew !== undefined && { crew }), concurrency: 1, emit: () => {}, previous: () => undefined }).run
        const [page, count] = settled.flatMap((one) => ("output" in one ? [one.output] : []))
        assert.deepStrictEqual(read, [page!])
        assert.strictEqual(new TextDecoder().decode(yield* lossy.service.read(count!)), "3")
      }))
  }
})
