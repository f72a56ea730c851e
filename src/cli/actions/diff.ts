/**
 * Compares two runs.
 */
import * as Effect from "effect/Effect"
import { Store } from "../../engine/Store.ts"
import * as DiskStore from "../../store/DiskStore.ts"
import * as Exit from "../Exit.ts"
import { shared } from "../Root.ts"
import * as RunDifference from "../RunDifference.ts"
import * as RunSource from "../RunSource.ts"
import * as Terminal from "../Terminal.ts"
import * as DiffView from "../views/DiffView.ts"

export const diff = Effect.fnUntraced(function*(input: { readonly left: string; readonly right: string }) {
  const { home, json } = yield* shared
  const compare = Effect.gen(function*() {
    const store = yield* Store
    const left = yield* RunSource.open(home, input.left)
    const right = yield* RunSource.open(home, input.right)
    const difference = yield* RunDifference.between(store, left, right)
    if (json) Terminal.json(DiffView.document(left.name, right.name, difference))
    else Terminal.result(DiffView.render(left.name, right.name, difference, Terminal.inkFor(process.stdout)))
    process.exitCode = difference.same ? Exit.codes.done : Exit.codes.different
  })
  yield* Effect.scoped(compare.pipe(Effect.provide(DiskStore.layer({ folder: home.cache }))))
})
