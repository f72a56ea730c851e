/**
 * Lists the candidates.
 */
import * as Effect from "effect/Effect"
import * as CandidateFolder from "../CandidateFolder.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as CandidatesView from "../views/CandidatesView.ts"

export const candidatesList = Effect.fnUntraced(function*() {
  const { home, json } = yield* shared
  const candidates = yield* CandidateFolder.read(home)
  const current = yield* CandidateFolder.current(home, candidates)
  if (json) Terminal.json(CandidatesView.listDocument(candidates, current))
  else Terminal.result(CandidatesView.list(candidates, current, Terminal.inkFor(process.stdout)))
})
