/**
 * What the index knows of a committed run: a function of its record, and what is asked of it.
 *
 * A candidate's part stands apart from the run's: who asks for one candidate meets no other.
 */
import type { Outcome } from "../../schemas/Ending.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { RunId } from "./RunId.ts"
import type { RunRecord } from "./RunRecord.ts"

export interface Row {
  readonly id: RunId
  /** Of the record the row was made from. */
  readonly seal: string
  readonly graph: string
  readonly as_of: string
  readonly outcome: Outcome
  readonly failed_stage: string | null
  readonly graph_hash: string | null
  /** It has node records. */
  readonly computed: boolean
  /** By candidate. */
  readonly candidates: ReadonlyArray<CandidatePart>
}

export interface CandidatePart {
  readonly candidate: string
  /** How many artifacts the run left for the candidate: one or more. */
  readonly artifacts: number
}

export const of = (id: RunId, record: RunRecord): Row => {
  const counts = new Map<string, number>()
  for (const { candidate } of record.artifacts) if (candidate !== null) counts.set(candidate, (counts.get(candidate) ?? 0) + 1)
  const { as_of, failed_stage, graph, graph_hash, nodes, outcome, seal } = record
  return {
    id,
    seal,
    graph,
    as_of,
    outcome,
    failed_stage,
    graph_hash,
    computed: nodes !== null,
    candidates: Array.from(counts, ([candidate, artifacts]) => ({ candidate, artifacts })).sort((a, b) => Canonical.compare(a.candidate, b.candidate))
  }
}

/** Which runs are wanted; every bound that is given must hold. */
export interface Wanted {
  /** `computed`: it has node records. `published`: it succeeded or is degraded. */
  readonly kind?: "computed" | "published" | "succeeded"
  /** The day it is about. */
  readonly day?: string
  /** It left artifacts for this candidate. */
  readonly candidate?: string
}

export const isPublished = ({ outcome }: Pick<Row, "outcome">): boolean => outcome === "succeeded" || outcome === "degraded"

export const fits = (row: Row, { candidate, day, kind }: Wanted): boolean =>
  (kind === undefined || (kind === "computed" ? row.computed : kind === "published" ? isPublished(row) : row.outcome === "succeeded"))
  && (day === undefined || row.as_of === day)
  && (candidate === undefined || row.candidates.some((part) => part.candidate === candidate))
