/**
 * The daily run: reads every board, says what changed, ranks what is open, explains every score, says what a candidate is to be told.
 */
import * as Catalogue from "../src/artifacts/Catalogue.ts"
import * as Graph from "../src/engine/Graph.ts"
import { chooseAlertRules } from "./stages/choose-alert-rules.ts"
import { clusterBoard } from "./stages/cluster-board.ts"
import { clusterPostings } from "./stages/cluster-postings.ts"
import { compareBoard } from "./stages/compare-board.ts"
import { computeAnalytics } from "./stages/compute-analytics.ts"
import { collectPostings } from "./stages/collect-postings.ts"
import { explainPosting } from "./stages/explain-posting.ts"
import { explainRanking } from "./stages/explain-ranking.ts"
import { fetchBoard } from "./stages/fetch-board.ts"
import { followRanking } from "./stages/follow-ranking.ts"
import { foldHistory } from "./stages/fold-history.ts"
import { foldLedger } from "./stages/fold-ledger.ts"
import { findPolicy } from "./stages/find-policy.ts"
import { listChanges } from "./stages/list-changes.ts"
import { listPosting } from "./stages/list-posting.ts"
import { logPolicy } from "./stages/log-policy.ts"
import { mailDigest } from "./stages/mail-digest.ts"
import { measureHistory } from "./stages/measure-history.ts"
import { nameRoles } from "./stages/name-roles.ts"
import { observeBoard } from "./stages/observe-board.ts"
import { printDigest } from "./stages/print-digest.ts"
import { raiseAlerts } from "./stages/raise-alerts.ts"
import { rankJobs } from "./stages/rank-jobs.ts"
import { readBoard } from "./stages/read-board.ts"
import { reportAvailability } from "./stages/report-availability.ts"
import { scorePosting } from "./stages/score-posting.ts"
import { splitBoard } from "./stages/split-board.ts"
import { tabulateRanking } from "./stages/tabulate-ranking.ts"
import { understandPosting } from "./stages/understand-posting.ts"
import { writeDigest } from "./stages/write-digest.ts"
import { writeShortlist } from "./stages/write-shortlist.ts"

/** Which stage gives which artifact. A run that lacks one of them has failed. */
export const publishes = [
  { artifact: Catalogue.providerAvailability, stage: reportAvailability },
  { artifact: Catalogue.postings, stage: collectPostings },
  { artifact: Catalogue.clusters, stage: clusterPostings },
  { artifact: Catalogue.ledger, stage: foldLedger },
  { artifact: Catalogue.postingHistory, stage: foldHistory },
  { artifact: Catalogue.changes, stage: listChanges },
  { artifact: Catalogue.analytics, stage: computeAnalytics },
  { artifact: Catalogue.roleTaxonomy, stage: nameRoles },
  { artifact: Catalogue.policyLog, stage: logPolicy },
  { artifact: Catalogue.rankedJobs, stage: rankJobs },
  { artifact: Catalogue.rankedJobsCsv, stage: tabulateRanking },
  { artifact: Catalogue.shortlist, stage: writeShortlist },
  { artifact: Catalogue.trajectory, stage: followRanking },
  { artifact: Catalogue.explanation, stage: explainRanking },
  { artifact: Catalogue.alerts, stage: raiseAlerts },
  { artifact: Catalogue.digest, stage: writeDigest },
  { artifact: Catalogue.digestPage, stage: printDigest },
  { artifact: Catalogue.digestMail, stage: mailDigest }
] as const

export const daily = Graph.make("daily", {
  stages: [
    fetchBoard,
    readBoard,
    reportAvailability,
    findPolicy,
    logPolicy,
    splitBoard,
    listPosting,
    collectPostings,
    understandPosting,
    observeBoard,
    foldHistory,
    measureHistory,
    foldLedger,
    compareBoard,
    listChanges,
    computeAnalytics,
    nameRoles,
    clusterBoard,
    clusterPostings,
    scorePosting,
    rankJobs,
    followRanking,
    tabulateRanking,
    writeShortlist,
    explainPosting,
    explainRanking,
    chooseAlertRules,
    raiseAlerts,
    writeDigest,
    printDigest,
    mailDigest
  ],
  targets: publishes.map(({ stage }) => stage)
})
