/**
 * Plans a run with the keys and the store of a real one.
 */
import * as Effect from "effect/Effect"
import { daily } from "../../../graph/daily.ts"
import * as Engine from "../../engine/Engine.ts"
import { Store } from "../../engine/Store.ts"
import * as Disk from "../../platform/Disk.ts"
import * as DiskStore from "../../store/DiskStore.ts"
import * as Past from "../Past.ts"
import * as Preparation from "../Preparation.ts"
import * as RequestOf from "../RequestOf.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as PlanView from "../views/PlanView.ts"

export interface Input extends RequestOf.Flags {
  readonly all: boolean
}

export const plan = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const request = yield* RequestOf.read(home, input)
  const plan: PlanView.Plan = {
    graph: daily.name,
    as_of: request.day,
    verdicts: yield* make(request),
    asks: Preparation.liveIn(request, yield* Preparation.settings(home)).map(({ id }) => id)
  }
  if (json) Terminal.json(PlanView.document(plan))
  else Terminal.result(PlanView.render(plan, input.all, Terminal.inkFor(process.stdout)))
})

/** The verdict on every node. */
export const make = (request: Preparation.Request) =>
  Effect.gen(function*() {
    const runs = { disk: yield* Disk.Disk, folder: request.home.runs }
    const { ready } = yield* Preparation.all(request, runs)
    return yield* Engine.plan(ready, { store: yield* Store, previous: Past.nodeOf(runs) })
  }).pipe(Effect.provide(DiskStore.layer({ folder: request.home.cache })))

