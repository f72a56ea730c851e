/**
 * A thread of `Threads.ts`: computes what it is sent, one thing after another.
 */
import * as Effect from "effect/Effect"
import { parentPort } from "node:worker_threads"
import { daily } from "../../graph/daily.ts"
import * as CrewMember from "../engine/CrewMember.ts"
import type { Answer, Order } from "./Threads.ts"

const stages = new Map(daily.stages.map((stage) => [stage.name as string, stage]))

parentPort!.on("message", ({ id, work }: Order) => {
  void Effect.runPromise(CrewMember.perform(stages.get(work.stage)!, work)).then((content) => {
    const answer: Answer = { id, content }
    parentPort!.postMessage(answer, content === undefined ? [] : [content.buffer as ArrayBuffer])
  })
})
