/**
 * Shows one candidate's profile.
 */
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as ChosenCandidate from "../ChosenCandidate.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as CandidatesView from "../views/CandidatesView.ts"

export const candidatesShow = Effect.fnUntraced(function*(input: { readonly id: Option.Option<string> }) {
  const { home, json } = yield* shared
  const profile = yield* ChosenCandidate.read(home, input.id)
  if (json) Terminal.json(CandidatesView.showDocument(profile))
  else Terminal.result(CandidatesView.show(profile, Terminal.inkFor(process.stdout)))
})
