/**
 * How a run ended, whatever ended it: its stages, the world outside them, or a signal.
 *
 * What goes wrong outside every stage gets a reserved name here, so a run that failed always says where.
 */
import * as Cause from "effect/Cause"
import * as Exit from "effect/Exit"
import type { Outcome } from "../../schemas/Ending.ts"
import type { CodeTableUnavailable } from "../build/CodeTable.ts"
import { type Failure, reserved } from "../engine/Failure.ts"
import type * as Run from "../engine/Run.ts"
import type { StoreUnwritable } from "../engine/Store.ts"
import type { NotASnapshotSet, NotRecordable } from "../network/SnapshotSet.ts"
import * as Disk from "../platform/Disk.ts"
import * as Conclusion from "../runs/Conclusion.ts"
import type { LeaseHeld } from "../store/Lease.ts"
import * as Unwritable from "../store/Unwritable.ts"
import type { BadConfig } from "./ConfigFolder.ts"

/** What can keep a run from its end, outside its stages. */
export type Obstacle = LeaseHeld | BadConfig | NotASnapshotSet | NotRecordable | CodeTableUnavailable | StoreUnwritable

export interface Ended {
  readonly outcome: Outcome
  readonly failures: ReadonlyArray<Failure>
}

export const of = (exit: Exit.Exit<unknown, Obstacle>, settled: ReadonlyArray<Run.Settled>): Ended => {
  if (Exit.isSuccess(exit)) return Conclusion.of(settled)
  const { failures } = Conclusion.of(settled)
  const found = Cause.findError(exit.cause)
  const { failures: [first], outcome } = found._tag === "Success" ? endOfError(found.success) : endOfCause(exit.cause)
  return { outcome, failures: [first!, ...failures] }
}

const endOfError = (error: Obstacle): Ended => {
  switch (error._tag) {
    case "LeaseHeld":
      return outside("refused", reserved.lease, error)
    case "BadConfig":
    case "NotASnapshotSet":
      return outside("misconfigured", reserved.config, error)
    case "CodeTableUnavailable":
      return outside("misconfigured", reserved.code, error)
    case "NotRecordable":
    case "StoreUnwritable":
      return outside("failed", reserved.store, error)
  }
}

const endOfCause = (cause: Cause.Cause<unknown>): Ended => {
  if (Cause.hasInterruptsOnly(cause)) {
    return outside("interrupted", reserved.interrupt, { _tag: "Interrupted", message: "The run was stopped before it was done. Run again: what had finished is not computed twice" })
  }
  const defect = Cause.squash(cause)
  return defect instanceof Disk.DiskError
    ? outside("failed", reserved.store, Unwritable.of(defect))
    : outside("failed", reserved.defect, { _tag: "Defect", message: `${Cause.pretty(cause).split("\n")[0]}. This is a bug; please report it with this run` })
}

/** What happened outside every stage. */
export const outside = (outcome: Outcome, stage: string, error: { readonly _tag: string; readonly message: string }): Ended => ({
  outcome,
  failures: [{ node: stage, stage, partition: null, error: { _tag: error._tag }, message: error.message, retryable: outcome === "refused" }]
})
