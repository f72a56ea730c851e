/**
 * Checks the profiles.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as CandidateFolder from "../CandidateFolder.ts"
import * as Exit from "../Exit.ts"
import { NoSuchCandidate } from "../NoSuchCandidate.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as CandidatesView from "../views/CandidatesView.ts"

export const candidatesValidate = Effect.fnUntraced(function*(input: { readonly id: Option.Option<string> }) {
  const { home, json } = yield* shared
  const candidates = yield* CandidateFolder.read(home)
  const all = yield* CandidateFolder.problems(home, candidates)
  const id = Option.getOrUndefined(input.id)
  const problems = id === undefined ? all : all.filter(({ file }) => file === CandidateFolder.fileOf(id))
  const known = [...candidates.profiles.keys()]
  if (id !== undefined && problems.length === 0 && !known.includes(id)) return yield* new NoSuchCandidate({ candidate: id, known })
  const checked: CandidatesView.Checked = { candidates: id === undefined ? known : known.filter((one) => one === id), problems }
  if (json) Terminal.json(CandidatesView.checkedDocument(checked))
  else Terminal.result(CandidatesView.checked(checked, Terminal.inkFor(process.stdout)))
  process.exitCode = problems.length === 0 ? Exit.codes.done : Exit.codes.usage
})
