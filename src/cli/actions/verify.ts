/**
 * Reads back what is stored and names what is damaged.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Disk from "../../platform/Disk.ts"
import { RunUnfinished } from "../../runs/Bundle.ts"
import type { RunId } from "../../runs/RunId.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import * as Verification from "../../runs/Verification.ts"
import * as Inspection from "../../store/Inspection.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import { BadUsage } from "../BadUsage.ts"
import * as Exit from "../Exit.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as VerifyView from "../views/VerifyView.ts"

export interface Input {
  readonly run: Option.Option<string>
  readonly all: boolean
  readonly repair: boolean
}

export const verify = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const disk = yield* Disk.Disk
  const runs = { disk, folder: home.runs }
  const ids = yield* idsOf(runs, input)
  const verified = yield* Unwritable.attempt((): VerifyView.Verified => ({
    runs: Verification.verifyUnsafe(runs, ids, { strayBlobs: input.all }),
    cache: Inspection.inspectUnsafe(disk, home.cache, { setAside: input.repair })
  }))
  if (json) Terminal.json(VerifyView.document(verified))
  else Terminal.result(VerifyView.render(verified, Terminal.inkFor(process.stdout)))
  process.exitCode = VerifyView.isSound(verified) ? Exit.codes.done : Exit.codes.violated
})

const idsOf = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, { all, run }: Input) {
  if (Option.isSome(run)) {
    if (all) return yield* new BadUsage({ flag: "graph verify --all", given: run.value, expected: "no run beside it" })
    const { id, state } = yield* RunRepository.resolve(runs, run.value, "ended")
    return state === "open" ? yield* new RunUnfinished({ run: id }) : [id]
  }
  if (all) return RunRepository.ids(runs)
  for (const entry of RunRepository.entries(runs)) if (isCommitted(entry)) return [entry.id]
  return [] as ReadonlyArray<RunId>
})

const isCommitted = ({ state }: RunRepository.Entry): boolean => state !== "open"
