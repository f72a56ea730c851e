/**
 * Checks what a run depends on.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Doctor from "../Doctor.ts"
import * as Exit from "../Exit.ts"
import * as Home from "../Home.ts"
import { root } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as DoctorView from "../views/DoctorView.ts"

export const doctor = Effect.gen(function*() {
  const { home, json } = yield* root
  const found = yield* Effect.result(Home.find(Option.getOrUndefined(home)))
  const checks = yield* Doctor.examine(found)
  if (json) Terminal.json(DoctorView.document(checks))
  else Terminal.result(DoctorView.render(checks, Terminal.inkFor(process.stdout), process.stdout.columns ?? Infinity))
  if (checks.some(({ standing }) => standing === "problem")) process.exitCode = Exit.codes.usage
})
