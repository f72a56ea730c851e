/**
 * One run's artifacts made from a few postings, and a value for each contract.
 */
import { readFileSync } from "node:fs"
import { generous } from "../../schemas/Budgets.ts"
import type { Ending, Outcome } from "../../schemas/Ending.ts"
import type { Asking, RobotsRead } from "../../schemas/PolicyLog.ts"
import * as Audit from "../../src/artifacts/Audit.ts"
import * as Costs from "../../src/artifacts/Costs.ts"
import * as Endings from "../../src/artifacts/Endings.ts"
import * as RunHealth from "../../src/artifacts/RunHealth.ts"
import * as RunSummary from "../../src/artifacts/RunSummary.ts"
import * as Availability from "../../src/jobs/Availability.ts"
import * as Changes from "../../src/jobs/Changes.ts"
import * as Clusters from "../../src/jobs/Clusters.ts"
import * as Ledger from "../../src/jobs/Ledger.ts"
import * as PolicyLog from "../../src/jobs/PolicyLog.ts"
import * as Ranking from "../../src/jobs/Ranking.ts"
import * as Score from "../../src/jobs/Score.ts"
import * as Sensitivity from "../../src/jobs/Sensitivity.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Clearance from "../../src/network/Clearance.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Rig from "../jobs/Rig.ts"
import { scoring } from "../jobs/Shipped.ts"

export const as_of = "2026-02-03"
const providers = [Rig.provider("acme"), Rig.provider("gone"), Rig.provider("off", { enabled: false })]

const rich = Rig.posting({
  number: 2,
  title: "Senior Software Engineer, Data",
  departments: ["Engineering"],
  places: [Rig.place("San Francisco, CA"), Rig.place("London, UK", "GB")],
  work_mode: "hybrid",
  employment_type: "full_time",
  compensation: Rig.pay(190_000, 250_000),
  published_at: "2026-01-30T10:00:00-08:00",
  requisition: "R-7",
  language: "en"
})
const days = [
  Rig.day("2026-02-01", { acme: [Rig.posting(), rich] }),
  Rig.day("2026-02-02", { acme: [rich, Rig.posting({ number: 4 })] }),
  Rig.day(as_of, {
    acme: [
      Rig.posting(),
      { ...rich, title: "Staff Software Engineer, Data", places: [], compensation: null },
      Rig.posting({ number: 3, title: "Engineer, Clearance" })
    ],
    gone: null
  })
]
const ledgers = days.reduce<ReadonlyArray<ReturnType<typeof Ledger.fold>>>((folded, today) => [...folded, Ledger.fold(folded.at(-1) ?? null, today)], [])

export const postings = [rich, Rig.posting(), Rig.posting({ number: 3, title: "Engineer, Clearance" })]
const twin = Rig.posting({ number: 5, title: "Senior Software Engineer, Data", requisition: "R-7", places: [Rig.place("New York, NY")] })
const understood = [...postings, twin].map((posting) => Rig.asUnderstood(posting, "You know Python."))
const clusters = Clusters.document([{ postings: understood.length, clusters: Clusters.jobs(understood, tables.places) }])
const input: Ranking.Input = {
  as_of,
  profile: Rig.profile,
  scoring,
  postings: understood.map((posting) => Ranking.scored(posting, Score.timeless(posting, Rig.profile, scoring, tables))),
  clusters: clusters.clusters
}
export const ranked = Ranking.rank(input)
export const changes = Changes.between(ledgers[1]!, ledgers[2]!)
export const availability = Availability.make({
  as_of,
  providers,
  results: [
    { _tag: "ok", key: "acme", value: { rows: 5, postings, withheld: [{ reason: "unlisted" }, { reason: "unusable" }], drift: ["jobs[].newKey"] } },
    Rig.failed("gone")
  ]
})

export const broken: Endings.Recorded = {
  node: "read-board[gone]",
  stage: "read-board",
  partition: "gone",
  error: { _tag: "Malformed" },
  message: "gone: the answer is malformed. Compare it with the vendor's format",
  retryable: false
}

export const ending = (outcome: Outcome, over: Partial<Parameters<typeof Endings.make>[0]> = {}): Ending =>
  Endings.make({
    outcome,
    as_of,
    failures: outcome === "succeeded" ? [] : [broken],
    nodes: { total: 9, ok: 8, failed: outcome === "succeeded" ? 0 : 1, skipped: 0 },
    found: { availability, postings: postings.length, changes, ranked },
    ...over
  })

/** An ending before the graph was entered. */
export const nothing = (outcome: Outcome, stage: string): Ending =>
  ending(outcome, {
    failures: [{ node: stage, stage, partition: null, error: { _tag: "Held" }, message: "Another run holds the lease", retryable: true }],
    nodes: Endings.noNodes,
    found: { availability: Availability.notAttempted({ as_of, providers: [], why: "another run holds the lease" }), postings: null, changes: null, ranked: null }
  })

const asking: Asking = {
  requests: [{
    url: "https://boards.example/acme", method: "GET", status: 200, reason: null, bytes: 10,
    policy: { host: "boards.example", provider: null, date: as_of }, robots: "no rule matches", spacing_seconds: 1
  }],
  refused: { url: "https://boards.example/acme", layer: null, reason: "deadline", detail: "not whole in 30000 ms" },
  fallback: { recorded_on: as_of }
}
const robots: RobotsRead = { host: "boards.example", status: 200, reason: null, digest: Digest.of(""), bytes: 0, content_signals: [{ signal: "ai-train", wanted: false }] }

const receipt = Clearance.seal({
  schema_version: 1,
  provider: { id: providers[0]!.id, name: "Acme", system: "greenhouse", board: "acme" },
  given: "https://boards.greenhouse.io/acme",
  on: as_of,
  evidence: "snapshot",
  levels: [{ extraction: "ats_api", verdict: "chosen", url: "https://boards.example/acme", system: "greenhouse", reason: "It holds." }],
  hosts: [{
    host: "boards.example",
    robots: { status: 200, digest: Digest.of(""), allows: true, because: "no rule matches" },
    policy: { decision: "allow", digest: Digest.of("policy"), author: "A person", date: as_of }
  }],
  reading: { extraction: "ats_api", rows: 1, postings: 1, withheld: 0, partial: null, drift: ["jobs[].new"], bodies: [Digest.of("{}")] },
  review: { by: "A person", on: as_of, note: null }
})

const config = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../config/${path}`, import.meta.url), "utf8"))

/** By contract name; a contract without a sample fails its test. */
const profile = Digest.of("profile")
const given: Audit.Whole = { code: { version: "0.1.0", digest: profile, commit: `${"0".repeat(40)}-dirty` }, registry_hash: profile, config: { "scoring.v1": profile }, profiles: { local: profile } }
const audits = [null, { ...given, run: "20260201T060000000Z-aaaa", code: null, profiles: {} }].map((before) =>
  Audit.make({
    run: "20260202T060000000Z-aaaa",
    as_of,
    outcome: "succeeded",
    occasion: {
      actor: { name: "ada", stated_by: "ci" }, trigger: { kind: "ci", service: "jenkins", evidence: ["ci_variable"] }, host: { class: "server", evidence: ["no_battery"] }
    },
    given,
    before
  }))

export const samples: Readonly<Record<string, ReadonlyArray<unknown>>> = {
  provider_availability: [availability, Availability.notAttempted({ as_of, providers: [], why: "-" })],
  postings: [{ schema_version: 1, postings: [...postings, twin] }],
  ranked_jobs: [ranked],
  explanation: [Ranking.explain(ranked, understood.map((posting) => Sensitivity.explained(posting, { profile: Rig.profile, scoring }, tables)), scoring)],
  changes: [changes, Changes.between(null, ledgers[0]!)],
  clusters: [clusters],
  ledger: [ledgers[2]!],
  run_summary: [RunSummary.make(ending("degraded"), Digest.of("registry")), RunSummary.make(nothing("refused", "engine/lease"), null)],
  run_health: [RunHealth.make(ending("degraded")), RunHealth.make(ending("succeeded"))],
  policy_log: [
    PolicyLog.notAttempted({ as_of, providers }),
    PolicyLog.make({ as_of, providers, sources: [], requests: { providers: { [providers[0]!.id]: asking }, robots: [robots] } })
  ],
  run_audit: audits.map(({ run }) => run),
  profile_audit: audits.flatMap(({ profiles }) => profiles),
  budgets: [generous],
  costs: [Costs.make({ as_of, providers, exchanges: [{ provider: "acme", bytes: 10 }] }), Costs.make({ as_of, providers: [], exchanges: [] })],
  providers: [config("providers.json")],
  onboarding_receipt: [receipt],
  policies: [config("policies.json")],
  scoring: [config("scoring.v1.json")],
  candidate_profile: [config("candidates/local.json")],
  resume: [config("resume.v1.json")],
  delivery: [config("examples/delivery.v1.json"), config("delivery.v1.json")]
}
