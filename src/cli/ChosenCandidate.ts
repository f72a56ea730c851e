/**
 * The candidate a command is about: the one of `--candidate`, else the current one.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { BadUsage } from "./BadUsage.ts"
import * as CandidateFolder from "./CandidateFolder.ts"
import type { Home } from "./Home.ts"

export const read = Effect.fnUntraced(function*(home: Home, given: Option.Option<string>) {
  const candidates = yield* CandidateFolder.read(home)
  const named = Option.getOrUndefined(given) ?? (yield* CandidateFolder.current(home, candidates))
  if (named === undefined) return yield* new BadUsage({ flag: "--candidate", given: "", expected: `one of ${[...candidates.profiles.keys()].join(", ") || "the profiles in config/candidates/"}` })
  return yield* CandidateFolder.find(candidates, named)
})
