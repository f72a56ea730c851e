/**
 * The daily run: reads every board, says what changed, ranks what is open, explains every score.
 */
import * as Catalogue from "../src/artifacts/Catalogue.ts"
import * as Graph from "../src/engine/Graph.ts"
import { clusterBoard } from "./stages/cluster-board.ts"
import { clusterPostings } from "./stages/cluster-postings.ts"
import { collectPostings } from "./stages/collect-postings.ts"
import { explainPosting } from "./stages/explain-posting.ts"
import { explainRanking } from "./stages/explain-ranking.ts"
import { fetchBoard } from "./stages/fetch-board.ts"
import { foldLedger } from "./stages/fold-ledger.ts"
import { findPolicy } from "./stages/find-policy.ts"
import { listChanges } from "./stages/list-changes.ts"
import { listPosting } from "./stages/list-posting.ts"
import { logPolicy } from "./stages/log-policy.ts"
import { rankJobs } from "./stages/rank-jobs.ts"
import { readBoard } from "./stages/read-board.ts"
import { reportAvailability } from "./stages/report-availability.ts"
import { scorePosting } from "./stages/score-posting.ts"
import { splitBoard } from "./stages/split-board.ts"
import { tabulateRanking } from "./stages/tabulate-ranking.ts"
import { understandPosting } from "./stages/understand-posting.ts"
import { writeShortlist } from "./stages/write-shortlist.ts"

/** Which stage gives which artifact. A run that lacks one of them has failed. */
export const publishes = [
  { artifact: Catalogue.providerAvailability, stage: reportAvailability },
  { artifact: Catalogue.postings, stage: collectPostings },
  { artifact: Catalogue.clusters, stage: clusterPostings },
  { artifact: Catalogue.ledger, stage: foldLedger },
  { artifact: Catalogue.changes, stage: listChanges },
  { artifact: Catalogue.policyLog, stage: logPolicy },
  { artifact: Catalogue.rankedJobs, stage: rankJobs },
  { artifact: Catalogue.rankedJobsCsv, stage: tabulateRanking },
  { artifact: Catalogue.shortlist, stage: writeShortlist },
  { artifact: Catalogue.explanation, stage: explainRanking }
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
    foldLedger,
    listChanges,
    understandPosting,
    clusterBoard,
    clusterPostings,
    scorePosting,
    rankJobs,
    tabulateRanking,
    writeShortlist,
    explainPosting,
    explainRanking
  ],
  targets: publishes.map(({ stage }) => stage)
})
