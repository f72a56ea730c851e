/**
 * `audit.json` beside a run's record: the documents of its audit, each with whom it is about.
 *
 * The record does not name it, for it varies between two sites that ran the same; what vouches for it is whoever keeps the folder. A reader
 * asks for one document, the run's or a candidate's, and gets no other.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Path from "node:path"
import { ProfileAudit, RunAudit } from "../../schemas/RunAudit.ts"
import type { Audit } from "../artifacts/Audit.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Disk from "../platform/Disk.ts"
import type { RunId } from "./RunId.ts"

export const name = "audit.json"

/** A repository of runs, as far as it matters here. */
interface Runs {
  readonly disk: Disk.Disk
  readonly folder: string
}

const AuditFile = Schema.Struct({ format: Schema.Literal("signalcraft/audit/1"), run: RunAudit, candidates: Schema.Record(Schema.String, ProfileAudit) })

const decode = Schema.decodeUnknownOption(AuditFile, { onExcessProperty: "ignore" })

export const encode = ({ profiles, run }: Audit): string =>
  `${Canonical.stringifyUnsafe({ format: "signalcraft/audit/1", run, candidates: Object.fromEntries(profiles.map((profile) => [profile.candidate, profile])) })}\n`

/** The run's own; `undefined` where an earlier program left none, or one that this program does not know. */
export const ofRun = (runs: Runs, id: RunId): RunAudit | undefined => read(runs, id)?.run

/** A candidate's own. */
export const ofCandidate = (runs: Runs, id: RunId, candidate: string): ProfileAudit | undefined => {
  const candidates = read(runs, id)?.candidates
  return candidates !== undefined && Object.hasOwn(candidates, candidate) ? candidates[candidate] : undefined
}

/** Every candidate's, for whoever may read the run's folder. */
export const ofCandidates = (runs: Runs, id: RunId): ReadonlyArray<ProfileAudit> => Object.values(read(runs, id)?.candidates ?? {})

const read = ({ disk, folder }: Runs, id: RunId): typeof AuditFile.Type | undefined => {
  try {
    return Option.getOrUndefined(decode(JSON.parse(new TextDecoder().decode(disk.read(Path.join(folder, id, name))))))
  } catch (error) {
    if (error instanceof Disk.DiskError || error instanceof SyntaxError) return undefined
    throw error
  }
}
