/**
 * Brings a profile up to date with a newer résumé.
 */
import * as Effect from "effect/Effect"
import * as Profiles from "../../candidates/Profiles.ts"
import * as ResumeFile from "../../candidates/ResumeFile.ts"
import * as CandidateFolder from "../CandidateFolder.ts"
import * as DayOf from "../DayOf.ts"
import * as ResumeReader from "../ResumeReader.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as CandidatesView from "../views/CandidatesView.ts"

export const candidatesUpdate = Effect.fnUntraced(function*(input: { readonly id: string; readonly from: string }) {
  const { home, json } = yield* shared
  const before = yield* CandidateFolder.find(yield* CandidateFolder.read(home), input.id)
  const source = yield* ResumeFile.read(input.from, yield* ResumeReader.load(home), yield* DayOf.read(undefined))
  const profile = Profiles.updated(before, source)
  yield* CandidateFolder.replace(home, profile)
  const written: CandidatesView.Written = { profile, placements: Profiles.placements(before, profile, source) }
  if (json) Terminal.json(CandidatesView.writtenDocument(written))
  else Terminal.result(CandidatesView.written(written, Terminal.inkFor(process.stdout)))
})
