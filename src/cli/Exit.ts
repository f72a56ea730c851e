/**
 * Exit codes, and how an error becomes one.
 *
 * 0 done · 1 defect · 2 usage or configuration · 3 degraded and told to fail on it · 4 the run failed, or a URL is refused · 5 differences found ·
 * 6 determinism or integrity violation · 7 another run holds the lease, or another delivery its own · 130, 143 interrupted.
 */
import type { Outcome } from "../../schemas/Ending.ts"
import type { RunRecord } from "../runs/RunRecord.ts"

export const codes = {
  done: 0,
  defect: 1,
  usage: 2,
  degraded: 3,
  failed: 4,
  different: 5,
  violated: 6,
  busy: 7,
  interrupted: 130,
  terminated: 143
} as const

/** The exit code of a typed error, by its tag; an error without one is a defect. */
export const ofError = (tag: string): number => errors.get(tag) ?? codes.defect

const errors: ReadonlyMap<string, number> = new Map([
  ...["ShowHelp", "NoHome", "BadConfig", "BadUsage", "NoSuchRun", "NothingComputed", "NoSuchNode", "NoSuchArtifact", "NoSuchPosting", "NoSuchSetting", "SettingRefused", "PostingsGone", "NotASnapshotSet", "NoRecordedDays", "NoSuchBacktest", "NotRecordable", "NotABundle", "RunUnfinished", "NoSuchProvider", "NoSuchCandidate", "CandidateExists", "BadChoice", "ResumeRefused", "UnreadableFile", "CodeTableUnavailable", "ProviderRefused", "RobotsUnknown", "SqliteUnavailable"]
    .map((tag) => [tag, codes.usage] as const),
  ["StoreUnwritable", codes.failed],
  ["EgressRefused", codes.failed],
  ["NoSourceHolds", codes.failed],
  ["ReplayBroken", codes.violated],
  ["RunDamaged", codes.violated],
  ["BundleDamaged", codes.violated],
  ["TagsDamaged", codes.violated],
  ["RunConflict", codes.violated],
  ["LeaseHeld", codes.busy]
])

const outcomes: Readonly<Record<Outcome, number>> = {
  succeeded: codes.done,
  degraded: codes.done,
  failed: codes.failed,
  refused: codes.busy,
  misconfigured: codes.usage,
  interrupted: codes.interrupted,
  crashed: codes.failed
}

/** The exit code of a run as recorded. */
export const ofRun = ({ failures, outcome }: Pick<RunRecord, "failures" | "outcome">, failOnDegraded: boolean): number => {
  if (failures.some(({ error }) => (error as { readonly _tag?: unknown })._tag === "NonDeterministic")) return codes.violated
  return outcome === "degraded" && failOnDegraded ? codes.degraded : outcomes[outcome]
}
