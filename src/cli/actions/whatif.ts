/**
 * Ranks a run's postings again with a changed profile or scoring contract, and shows what moves. Reads the run alone; keeps nothing.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { CandidateProfile } from "../../../schemas/Profile.ts"
import { Store } from "../../engine/Store.ts"
import * as Wire from "../../engine/Wire.ts"
import * as DiskStore from "../../store/DiskStore.ts"
import * as Assignment from "../Assignment.ts"
import { BadUsage } from "../BadUsage.ts"
import * as ConfigFolder from "../ConfigFolder.ts"
import * as Hypothesis from "../Hypothesis.ts"
import * as InputFile from "../InputFile.ts"
import * as RankedRun from "../RankedRun.ts"
import { shared } from "../Root.ts"
import * as RunSource from "../RunSource.ts"
import * as Terminal from "../Terminal.ts"
import * as WhatIfView from "../views/WhatIfView.ts"

export interface Input {
  readonly set: ReadonlyArray<string>
  readonly profile: Option.Option<string>
  readonly run: string
  readonly candidate: Option.Option<string>
}

export const whatif = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  if (input.set.length === 0 && Option.isNone(input.profile)) {
    return yield* new BadUsage({ flag: "--set", given: "", expected: "a change as profile.minimum_pay.amount=200000, or --profile FILE," })
  }
  const assignments = yield* Effect.forEach(input.set, Assignment.parse)
  const other = Option.isNone(input.profile) ? undefined : yield* profileIn(input.profile.value)
  const ranked = yield* Effect.scoped(
    Effect.gen(function*() {
      const source = yield* RunSource.open(home, input.run)
      return yield* RankedRun.read(source, yield* Store, input.candidate, home)
    }).pipe(Effect.provide(DiskStore.layer({ folder: home.cache })))
  )
  const changed = yield* Assignment.apply({ profile: other ?? ranked.profile, scoring: ranked.scoring }, assignments)
  const { tables } = yield* Effect.promise(() => import("../../jobs/Taxonomy.ts"))
  const outcome: WhatIfView.WhatIf = { run: ranked.run, candidate: ranked.candidate, changes: [...Option.toArray(Option.map(input.profile, (file) => `profile of ${file}`)), ...input.set], ...Hypothesis.test(ranked, changed, tables) }
  if (json) Terminal.json(WhatIfView.document(outcome))
  else Terminal.result(WhatIfView.render(outcome, Terminal.inkFor(process.stdout), process.stdout.columns ?? 80))
})

const maximumBytes = 1024 * 1024

const profileIn = Effect.fnUntraced(function*(file: string) {
  const { bytes } = yield* InputFile.read(file, maximumBytes)
  const parsed = Result.mapError(Result.try(() => JSON.parse(new TextDecoder().decode(bytes)) as unknown), () => [{ pointer: "", problem: "it is not JSON" }])
  const decoded = Result.flatMap(parsed, Wire.validate(CandidateProfile))
  return Result.isSuccess(decoded) ? decoded.success : yield* new ConfigFolder.BadConfig({ problems: decoded.failure.map((misfit) => ({ file, ...misfit })) })
})
