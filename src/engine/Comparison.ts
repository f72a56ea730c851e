/**
 * Where two runs part, and why: the smallest set of nodes that explains every difference.
 *
 * A node is an origin if its own fields differ while its inputs agree, if its record agrees and its output does not, or if only one
 * run has it. Whatever differs merely because an input does is counted, not listed.
 */
import * as Canonical from "../platform/Canonical.ts"
import * as Difference from "./Cause.ts"
import type { NodeRecord } from "./Record.ts"

export type Origin =
  | { readonly kind: "differs"; readonly node: string; readonly causes: ReadonlyArray<Difference.Cause>; readonly outputs: Outputs }
  /** One of the runs settled it and the other did not, or they failed differently, for equal inputs. */
  | { readonly kind: "outcome"; readonly node: string; readonly left: string; readonly right: string; readonly outputs: Outputs }
  | { readonly kind: "only"; readonly node: string; readonly in: "left" | "right" }

/** The digests of both outputs; `null` where there is none. */
export interface Outputs {
  readonly left: string | null
  readonly right: string | null
}

export interface Comparison {
  readonly origins: ReadonlyArray<Origin>
  /** Nodes that differ only because something upstream of them does. */
  readonly downstream: number
  readonly equal: number
}

export const compare = (left: ReadonlyArray<NodeRecord>, right: ReadonlyArray<NodeRecord>): Comparison => {
  const rights = new Map(right.map((record) => [record.node, record]))
  const lefts = new Set(left.map((record) => record.node))
  const origins: Array<Origin> = []
  let downstream = 0
  let equal = 0
  const note = (origin: Origin | "downstream" | "equal") => {
    if (origin === "downstream") downstream++
    else if (origin === "equal") equal++
    else origins.push(origin)
  }
  for (const a of left) {
    const b = rights.get(a.node)
    note(b === undefined ? { kind: "only", node: a.node, in: "left" } : pair(a, b))
  }
  for (const b of right) if (!lefts.has(b.node)) note({ kind: "only", node: b.node, in: "right" })
  return { origins, downstream, equal }
}

const pair = (a: NodeRecord, b: NodeRecord): Origin | "downstream" | "equal" => {
  const outputs = { left: outputOf(a), right: outputOf(b) }
  if (a.status === "skipped" || b.status === "skipped") return a.status === b.status ? "equal" : "downstream"
  const causes = Difference.between(a.action, b.action)
  const own = causes.filter(Difference.isOwn)
  if (own.length > 0) return { kind: "differs", node: a.node, causes: own, outputs }
  // A partition that only one run has is told by its own node; its fan-in follows from it.
  if (causes.length > 0) return "downstream"
  if (a.status === "ok" && b.status === "ok") {
    return a.output === b.output
      ? "equal"
      : { kind: "differs", node: a.node, causes: [{ kind: "non-determinism", from: a.output, to: b.output }], outputs }
  }
  return a.status === "failed" && b.status === "failed" && Canonical.digestUnsafe(a.failure) === Canonical.digestUnsafe(b.failure)
    ? "equal"
    : { kind: "outcome", node: a.node, left: outcomeOf(a), right: outcomeOf(b), outputs }
}

const outputOf = (record: NodeRecord): string | null => (record.status === "ok" ? record.output : null)

const outcomeOf = (record: NodeRecord): string => (record.status === "failed" ? `failed: ${record.failure.message}` : record.status)
