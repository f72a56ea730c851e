/**
 * Who or what triggered a run, on what kind of machine, with which code and configuration, and what of it is new since the run before.
 *
 * Says nothing of where: no host's name, no path, no value of the environment but the names that people and CI systems state.
 */
import * as Schema from "effect/Schema"
import { Day } from "./Day.ts"
import { Outcome } from "./Ending.ts"
import { CandidateId } from "./Profile.ts"
import { DigestText } from "./SnapshotSet.ts"

/** What is to be seen that a conclusion rests on. A closed list: it names kinds of evidence, and holds none of it. */
export const Evidence = Schema.Literals([
  "stated", "ci_variable", "terminal", "cron_ancestor", "timer_variable", "service_variable", "kubernetes_variable", "container_file", "container_variable", "chassis", "battery", "no_battery"
])
export type Evidence = typeof Evidence.Type

export const TriggerKind = Schema.Literals(["person", "cron", "systemd_timer", "systemd_service", "ci", "k8s_cronjob", "unknown"])
export type TriggerKind = typeof TriggerKind.Type

export const CiService = Schema.Literals([
  "github_actions", "gitea_actions", "gitlab_ci", "buildkite", "circleci", "jenkins", "azure_pipelines", "teamcity", "travis", "drone", "bitbucket_pipelines", "codebuild", "other"
])
export type CiService = typeof CiService.Type

/** One line, as stated. */
const Name = Schema.String.check(Schema.isPattern(/^[^\p{Cc}\u2028\u2029]{1,100}$/u))

/** `null`: nobody is named. */
export const Actor = Schema.Struct({ name: Schema.NullOr(Name), stated_by: Schema.NullOr(Schema.Literals(["flag", "environment", "ci", "system"])) }).annotate({ identifier: "Actor" })
export interface Actor extends Schema.Schema.Type<typeof Actor> {}

export const Occasion = Schema.Struct({
  actor: Actor,
  trigger: Schema.Struct({ kind: TriggerKind, service: Schema.NullOr(CiService), evidence: Schema.Array(Evidence) }),
  host: Schema.Struct({ class: Schema.Literals(["laptop", "desktop", "server", "container", "kubernetes", "unknown"]), evidence: Schema.Array(Evidence) })
}).annotate({ identifier: "Occasion" })
export interface Occasion extends Schema.Schema.Type<typeof Occasion> {}

export const CodeIdentity = Schema.Struct({
  version: Schema.NonEmptyString,
  /** Of the table of the stages' code digests; `null` where it could not be had. */
  digest: Schema.NullOr(DigestText),
  /** That the program was built from, with `-dirty` where files differed; `null` where the build did not know. */
  commit: Schema.NullOr(Schema.String.check(Schema.isPattern(/^[0-9a-f]{40}(-dirty)?$/u)))
}).annotate({ identifier: "CodeIdentity" })
export interface CodeIdentity extends Schema.Schema.Type<typeof CodeIdentity> {}

/** What a run was given that is no candidate's. */
export const Given = Schema.Struct({
  code: Schema.NullOr(CodeIdentity),
  registry_hash: Schema.NullOr(DigestText),
  /** File to the digest of its canonical content; without the candidates' profiles. */
  config: Schema.Record(Schema.String, DigestText)
}).annotate({ identifier: "Given" })
export interface Given extends Schema.Schema.Type<typeof Given> {}

/** `null`: it was not there, or is not there any more. */
export const Change = Schema.Struct({ what: Schema.NonEmptyString, from: Schema.NullOr(Schema.String), to: Schema.NullOr(Schema.String) }).annotate({ identifier: "Change" })
export interface Change extends Schema.Schema.Type<typeof Change> {}

const RunId = Schema.NonEmptyString

export const RunAudit = Schema.Struct({
  schema_version: Schema.Literal(1),
  run: RunId,
  as_of: Day,
  outcome: Outcome,
  /** `null` for a run that was found crashed and had not told. */
  occasion: Schema.NullOr(Occasion),
  ...Given.fields,
  /** The latest earlier run that was given anything. */
  before: Schema.NullOr(Schema.Struct({ run: RunId, ...Given.fields })),
  /** Sorted by what; empty where there is no earlier run. */
  changed: Schema.Array(Change)
}).annotate({ identifier: "RunAudit" })
export interface RunAudit extends Schema.Schema.Type<typeof RunAudit> {}

/** The same of one candidate. */
export const ProfileAudit = Schema.Struct({
  schema_version: Schema.Literal(1),
  run: RunId,
  as_of: Day,
  candidate: CandidateId,
  /** Digest of the profile in canonical form; `null` where there is none any more. */
  profile: Schema.NullOr(DigestText),
  before: Schema.NullOr(Schema.Struct({ run: RunId, profile: Schema.NullOr(DigestText) })),
  changed: Schema.Array(Change)
}).annotate({ identifier: "ProfileAudit" })
export interface ProfileAudit extends Schema.Schema.Type<typeof ProfileAudit> {}
