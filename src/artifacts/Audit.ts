/**
 * What is told of how a run came about: one document for everybody, and one for each candidate of their own profile.
 *
 * Compares what the run was given with what the run before was given. No document tells of two candidates.
 */
import type { Outcome } from "../../schemas/Ending.ts"
import type { Change, CodeIdentity, Given, Occasion, ProfileAudit, RunAudit } from "../../schemas/RunAudit.ts"
import { CandidateId } from "../../schemas/Profile.ts"
import * as Canonical from "../platform/Canonical.ts"

/** What a run was given, with the digest of each candidate's profile. */
export interface Whole extends Given {
  readonly profiles: Readonly<Record<string, string>>
}

export interface Earlier extends Whole {
  readonly run: string
}

export interface Audit {
  readonly run: RunAudit
  /** Sorted by candidate. */
  readonly profiles: ReadonlyArray<ProfileAudit>
}

export const make = ({ before, given, ...told }: {
  readonly run: string
  readonly as_of: string
  readonly outcome: Outcome
  readonly occasion: Occasion | null
  readonly given: Whole
  readonly before: Earlier | null
}): Audit => {
  const { profiles, ...rest } = given
  const candidates = [...new Set([...Object.keys(profiles), ...Object.keys(before?.profiles ?? {})])].sort(Canonical.compare)
  return {
    run: {
      schema_version: 1,
      ...told,
      ...rest,
      before: before === null ? null : { run: before.run, code: before.code, registry_hash: before.registry_hash, config: before.config },
      changed: before === null ? [] : changes(partsOf(before), partsOf(given))
    },
    profiles: candidates.map((candidate): ProfileAudit => {
      const [from, to] = [before?.profiles[candidate] ?? null, profiles[candidate] ?? null]
      return {
        schema_version: 1,
        run: told.run,
        as_of: told.as_of,
        candidate: CandidateId.make(candidate),
        profile: to,
        before: before === null ? null : { run: before.run, profile: from },
        changed: before === null ? [] : changes({ profile: from }, { profile: to })
      }
    })
  }
}

type Parts = Readonly<Record<string, string | null>>

const partsOf = ({ code, config, registry_hash }: Given): Parts => ({
  ...codeParts(code),
  registry: registry_hash,
  ...Object.fromEntries(Object.entries(config).map(([file, digest]) => [`config/${file}`, digest]))
})

const codeParts = (code: CodeIdentity | null): Parts => ({ version: code?.version ?? null, code: code?.digest ?? null, commit: code?.commit ?? null })

const changes = (from: Parts, to: Parts): ReadonlyArray<Change> =>
  [...new Set([...Object.keys(from), ...Object.keys(to)])].sort(Canonical.compare)
    .map((what): Change => ({ what, from: from[what] ?? null, to: to[what] ?? null }))
    .filter((change) => change.from !== change.to)
