/**
 * Compares two runs, or two backtests.
 */
import * as Effect from "effect/Effect"
import { Store } from "../../engine/Store.ts"
import * as DiskStore from "../../store/DiskStore.ts"
import * as BacktestFolder from "../BacktestFolder.ts"
import * as Exit from "../Exit.ts"
import { shared } from "../Root.ts"
import * as RunDifference from "../RunDifference.ts"
import * as RunSource from "../RunSource.ts"
import * as Terminal from "../Terminal.ts"
import * as DiffView from "../views/DiffView.ts"

export const diff = Effect.fnUntraced(function*(input: { readonly left: string; readonly right: string }) {
  const { home, json } = yield* shared
  const [one, other] = [BacktestFolder.find(home, input.left), BacktestFolder.find(home, input.right)]
  if (one !== undefined || other !== undefined) {
    if (one === undefined) return yield* new BacktestFolder.NoSuchBacktest({ reference: input.left })
    if (other === undefined) return yield* new BacktestFolder.NoSuchBacktest({ reference: input.right })
    return yield* backtests(one, other, json)
  }
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

const backtests = Effect.fnUntraced(function*(left: BacktestFolder.BacktestFolder, right: BacktestFolder.BacktestFolder, json: boolean) {
  const [Differences, View] = yield* Effect.promise(() => Promise.all([import("../BacktestDifference.ts"), import("../views/BacktestDifferenceView.ts")]))
  const difference = yield* Effect.scoped(Differences.between(left, right).pipe(Effect.provide(DiskStore.layer({ folder: left.home.cache }))))
  const [a, b] = [left.name, right.name]
  if (json) Terminal.json(View.document(a, b, difference))
  else Terminal.result(View.render(a, b, difference, Terminal.inkFor(process.stdout)))
  process.exitCode = Differences.isSame(difference) ? Exit.codes.done : Exit.codes.different
})
