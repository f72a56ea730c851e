/**
 * The candidates of a project: profiles in `config/candidates/`, and in `state/candidate.json` whose artifacts are shown where none is named.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Path from "node:path"
import { registry } from "../../graph/settings.ts"
import { CandidateId, CandidateProfile } from "../../schemas/Profile.ts"
import * as Profiles from "../candidates/Profiles.ts"
import * as Setting from "../engine/Setting.ts"
import * as Wire from "../engine/Wire.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Disk from "../platform/Disk.ts"
import * as Unwritable from "../store/Unwritable.ts"
import { BadUsage } from "./BadUsage.ts"
import * as ConfigFolder from "./ConfigFolder.ts"
import type { Home } from "./Home.ts"
import { NoSuchCandidate } from "./NoSuchCandidate.ts"

/** `create` found a profile under the name. It is as it was. */
export class CandidateExists extends Schema.TaggedError<CandidateExists>()("CandidateExists", { candidate: Schema.String, file: Schema.String }) {
  override get message() {
    return `${this.file} is there already and was left as it is. Choose another name, edit the file, or add a résumé to it: graph candidates update ${this.candidate} --from FILE`
  }
}

/** `state/candidate.json` cannot be read. */
export class BadChoice extends Schema.TaggedError<BadChoice>()("BadChoice", { reason: Schema.String }) {
  override get message() {
    return `state/candidate.json ${this.reason}. Choose a candidate: graph candidates switch ID`
  }
}

export interface Candidates {
  /** Those that hold, by id, in order. */
  readonly profiles: ReadonlyMap<string, CandidateProfile>
  /** Everything wrong with the others, file by file. */
  readonly problems: ReadonlyArray<Setting.Problem>
}

export const fileOf = (candidate: string): string => `config/candidates/${candidate}.json`

export const read = Effect.fnUntraced(function*(home: Home) {
  const { problems: unread, source } = yield* ConfigFolder.read(home.config, ["candidates/"])
  const profiles = new Map<string, CandidateProfile>()
  const problems: Array<Setting.Problem> = [...unread]
  for (const [name, document] of Object.entries(source["candidates/"] ?? {})) {
    const decoded = validate(document)
    if (Result.isFailure(decoded)) problems.push(...decoded.failure.map((misfit) => ({ file: fileOf(name), ...misfit })))
    else if (decoded.success.id !== name) problems.push({ file: fileOf(name), pointer: "/id", problem: `the profile calls itself ${decoded.success.id}, and its file ${name}` })
    else profiles.set(name, decoded.success)
  }
  const candidates: Candidates = { profiles, problems }
  return candidates
})

const validate = Wire.validate(CandidateProfile)

/** What is wrong with the profiles, what only the registry of employers shows included. */
export const problems = Effect.fnUntraced(function*(home: Home, { problems, profiles }: Candidates) {
  const { source } = yield* ConfigFolder.read(home.config, [registry.file])
  const employers = Setting.read(registry, source)
  if (Result.isFailure(employers)) return [...problems, ...employers.failure]
  const ids = employers.success.value.map(({ id }) => id)
  return [...problems, ...[...profiles].flatMap(([name, profile]) => Profiles.problems(profile, ids).map((problem) => ({ file: fileOf(name), ...problem })))]
})

/** A profile that holds. */
export const find = Effect.fnUntraced(function*({ problems, profiles }: Candidates, candidate: string) {
  const profile = profiles.get(candidate)
  if (profile !== undefined) return profile
  const own = problems.filter(({ file }) => file === fileOf(candidate))
  if (own.length > 0) return yield* new ConfigFolder.BadConfig({ problems: own })
  return yield* new NoSuchCandidate({ candidate, known: [...profiles.keys()] })
})

export const idOf = (given: string): Effect.Effect<CandidateId, BadUsage> =>
  Effect.mapError(Schema.decodeEffect(CandidateId)(given), () => new BadUsage({ flag: "the candidate", given, expected: "lower-case words joined by dashes, as ada or ada-remote," }))

/** Whose artifacts are shown where no candidate is named: the only one; else the one switched to; else `local`. `undefined`: one is to be named. */
export const current = Effect.fnUntraced(function*(home: Home, { problems, profiles }: Candidates) {
  const [only, another] = profiles.keys()
  if (only !== undefined && another === undefined && problems.length === 0) return only
  const chosen = yield* choice(home)
  if (chosen !== undefined && !profiles.has(chosen)) return yield* new BadChoice({ reason: `names ${chosen}, who has no profile that holds` })
  return chosen ?? (profiles.has("local") ? "local" : undefined)
})

const Choice = Schema.Struct({ schema_version: Schema.Literal(1), candidate: CandidateId })

const choiceFile = (home: Home): string => Path.join(home.state, "candidate.json")

const choice = Effect.fnUntraced(function*(home: Home) {
  const disk = yield* Disk.Disk
  if (disk.stat(choiceFile(home)) === undefined) return undefined
  const text = yield* Effect.mapError(Disk.attempt(() => disk.read(choiceFile(home)).toString()), ({ code }) => new BadChoice({ reason: `cannot be read (${code})` }))
  const decoded = Result.flatMap(Result.try(() => JSON.parse(text) as unknown), Wire.validate(Choice))
  return Result.isSuccess(decoded) ? decoded.success.candidate as string : yield* new BadChoice({ reason: "is damaged" })
})

export const choose = Effect.fnUntraced(function*(home: Home, candidate: CandidateId) {
  const disk = yield* Disk.Disk
  yield* Unwritable.attempt(() => {
    disk.mkdir(home.state)
    disk.publish(choiceFile(home), Canonical.stringifyUnsafe({ schema_version: 1, candidate }), { sync: true })
  })
})

/** A new profile, or none at all. */
export const create = Effect.fnUntraced(function*(home: Home, profile: CandidateProfile) {
  const disk = yield* Disk.Disk
  const path = pathOf(home, profile)
  const created = yield* Unwritable.attempt(() => {
    disk.mkdir(Path.dirname(path))
    return disk.claim(path, text(profile))
  })
  if (!created) return yield* new CandidateExists({ candidate: profile.id, file: fileOf(profile.id) })
})

/** The profile in place of the one of its name. */
export const replace = Effect.fnUntraced(function*(home: Home, profile: CandidateProfile) {
  const disk = yield* Disk.Disk
  yield* Unwritable.attempt(() => disk.publish(pathOf(home, profile), text(profile), { sync: true }))
})

const pathOf = (home: Home, { id }: CandidateProfile): string => Path.join(home.config, "candidates", `${id}.json`)

const text = (profile: CandidateProfile): string => `${JSON.stringify(profile, null, 2)}\n`
