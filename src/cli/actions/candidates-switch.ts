/**
 * Chooses the current candidate.
 */
import * as Effect from "effect/Effect"
import * as CandidateFolder from "../CandidateFolder.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"

export const candidatesSwitch = Effect.fnUntraced(function*(input: { readonly id: string }) {
  const { home, json } = yield* shared
  const { id, name } = yield* CandidateFolder.find(yield* CandidateFolder.read(home), input.id)
  yield* CandidateFolder.choose(home, id)
  const ink = Terminal.inkFor(process.stdout)
  if (json) Terminal.json({ schema_version: 1, candidate: id })
  else Terminal.result(`${ink.good(ink.sign.ran)} ${ink.bold(id)}   ${name} is meant where no candidate is named\n${ink.dim("next: graph artifact ranked_jobs")}`)
})
