/**
 * Everything that can be told about a run while it goes on, as one union. Views consume these and nothing else.
 *
 * Events carry no time: whoever records them adds it.
 */
import type * as Digest from "../platform/Digest.ts"
import type { Failure } from "./Failure.ts"
import type { Cause } from "./Cause.ts"
import type { ActionKey, Damage } from "./Store.ts"

export type Event =
  /** The graph is planned and about to run. */
  | { readonly type: "run-started"; readonly graph: string; readonly nodes: number }
  /** The whole graph was recognised as done before: every record and every output is there and intact. */
  | { readonly type: "graph-recognised"; readonly nodes: number; readonly graphHash: Digest.Digest }
  /** A node's answer was found under its key. */
  | { readonly type: "node-reused"; readonly node: string; readonly key: ActionKey; readonly output: Digest.Digest }
  /** A node runs, and why: what differs from the last time it did. */
  | { readonly type: "node-started"; readonly node: string; readonly key: ActionKey; readonly causes: ReadonlyArray<Cause> }
  /** An attempt failed and another follows. */
  | { readonly type: "node-retrying"; readonly node: string; readonly attempt: number; readonly failure: Failure }
  | {
    readonly type: "node-finished"
    readonly node: string
    readonly key: ActionKey
    readonly output: Digest.Digest
    readonly bytes: number
    /** For a stage that maps over rows: how many there are and how many were computed. */
    readonly rows: { readonly total: number; readonly computed: number } | null
    /** The output is what it was the last time, so what follows may be reused. */
    readonly unchanged: boolean
  }
  | { readonly type: "node-failed"; readonly node: string; readonly key: ActionKey; readonly failure: Failure }
  /** Not run, because something it needs is missing. */
  | { readonly type: "node-skipped"; readonly node: string; readonly because: string }
  /** A stored entry was unusable; it was set aside and is made anew. */
  | { readonly type: "store-damaged"; readonly damage: Damage }
  /** The same key gave different bytes. */
  | { readonly type: "non-deterministic"; readonly node: string; readonly key: ActionKey; readonly known: Digest.Digest; readonly found: Digest.Digest }
  | { readonly type: "run-finished"; readonly ran: number; readonly reused: number; readonly failed: number; readonly skipped: number; readonly graphHash: Digest.Digest }
