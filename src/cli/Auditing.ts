/**
 * Gathers what the audit of a run is made of: what it was given, and what the run before was given.
 *
 * Of an earlier run its record and pins are read, which are vouched for; only its code's identity is known from its own audit.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { CandidateId } from "../../schemas/Profile.ts"
import { Given, Occasion } from "../../schemas/RunAudit.ts"
import type * as Audit from "../artifacts/Audit.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Digest } from "../platform/Digest.ts"
import * as AuditFile from "../runs/AuditFile.ts"
import * as Pins from "../runs/Pins.ts"
import type { RunId } from "../runs/RunId.ts"
import type * as RunRecord from "../runs/RunRecord.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type * as Preparation from "./Preparation.ts"
import { version } from "./Version.ts"

export const nothing: Audit.Whole = { code: null, registry_hash: null, config: {}, profiles: {} }

/** The folder of the candidates' profiles, as records of runs name it. */
const profilesFile = "candidates/"

/** @param code absent as long as it is not identified */
export const given = ({ registryHash, source }: Preparation.Settings, code?: Pick<Preparation.Parts, "codes" | "commit">): Audit.Whole => {
  const { [profilesFile]: profiles, ...others } = source
  return {
    code: { version, digest: code === undefined ? null : Canonical.digestUnsafe(code.codes), commit: code?.commit ?? null },
    registry_hash: registryHash,
    config: digests(others),
    profiles: digestsOf(profiles)
  }
}

const digests = (documents: { readonly [name: string]: Canonical.Json }) => Object.fromEntries(Object.entries(documents).map(([name, document]) => [name, Canonical.digestUnsafe(document)]))

const isCandidate = Schema.is(CandidateId)

const digestsOf = (profiles: Canonical.Json | undefined) =>
  digests(Object.fromEntries(Object.entries(Object(profiles) as { readonly [name: string]: Canonical.Json }).filter(([name]) => isCandidate(name))))

/** What the latest run before was given, if it was given anything. */
export const earlier = (runs: RunRepository.RunRepository, id: RunId): Audit.Earlier | null => {
  for (const entry of RunRepository.entries(runs)) {
    if (entry.id >= id || entry.state !== "committed" || Object.keys(entry.record.config).length === 0) continue
    const { [profilesFile]: profiles, ...config } = entry.record.config
    return { run: entry.id, code: AuditFile.ofRun(runs, entry.id)?.code ?? null, registry_hash: entry.record.registry_hash ?? null, config, profiles: pinned(runs, profiles) }
  }
  return null
}

const pinned = ({ disk, folder }: RunRepository.RunRepository, profiles: RunRecord.RunRecord["config"][string] | undefined) => {
  const found = profiles === undefined ? undefined : Pins.read(disk, folder, profiles as Digest)
  return found?._tag === "intact" ? digestsOf(JSON.parse(new TextDecoder().decode(found.content))) : {}
}

const occasionOf = Schema.decodeUnknownOption(Occasion)
const givenOf = Schema.decodeUnknownOption(Given)

/** What a run that ended without a word had told by then. */
export const told = (events: ReadonlyArray<Canonical.JsonObject>): { readonly occasion: Occasion | null; readonly given: Audit.Whole | null } => {
  const first = (type: string) => events.find((event) => event["type"] === type) ?? {}
  return {
    occasion: Option.getOrNull(occasionOf(first("run-opened")["occasion"])),
    given: Option.getOrNull(Option.map(givenOf(first("run-identified")["given"]), (given) => ({ ...given, profiles: {} })))
  }
}
