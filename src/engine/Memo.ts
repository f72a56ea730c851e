/**
 * The plan memo: a whole graph recognised in one probe.
 *
 * Under the plan's key lie the action keys and outputs the plan once led to. It counts only if every record is known
 * and every output is there and intact, so it is never more than a quicker way to the same answer.
 */
import * as Effect from "effect/Effect"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import type { ActionKey, Store } from "./Store.ts"

export interface Memo {
  readonly graphHash: Digest.Digest
  /** The bytes of `nodes.ndjson`. */
  readonly record: Uint8Array
  /** In node order. */
  readonly entries: ReadonlyArray<readonly [key: ActionKey, output: Digest.Digest]>
}

export interface Stored {
  /** The digest of the graph's `nodes.ndjson` is `record`. */
  readonly graph_hash: Digest.Digest
  readonly record: Digest.Digest
  readonly entries: Memo["entries"]
}

export const remember = Effect.fnUntraced(function*(store: Store["Service"], plan: Digest.Digest, memo: Memo) {
  const record = yield* store.write(memo.record)
  yield* store.remember(name(plan), yield* store.write(encode({ graph_hash: memo.graphHash, record, entries: memo.entries })))
})

/** The bytes of a memo: whoever collects garbage keeps theirs for the runs it keeps. */
export const encode = (stored: Stored): Uint8Array => new TextEncoder().encode(Canonical.stringifyUnsafe(stored))

export const recall = Effect.fnUntraced(function*(store: Store["Service"], plan: Digest.Digest) {
  const digest = yield* store.recall(name(plan))
  const content = digest === undefined ? undefined : yield* store.read(digest)
  if (content === undefined) return undefined
  // The bytes match the digest under which this module wrote them.
  const stored: Stored = JSON.parse(new TextDecoder().decode(content))
  const keys = new Set(stored.entries.map(([key]) => key))
  const outputs = new Set(stored.entries.map(([, output]) => output))
  if ((yield* store.known(keys)).size !== keys.size) return undefined
  if ((yield* store.intact(outputs)).size !== outputs.size) return undefined
  const record = yield* store.read(stored.record)
  if (record === undefined) return undefined
  const memo: Memo = { graphHash: stored.graph_hash, record, entries: stored.entries }
  return memo
})

const name = (plan: Digest.Digest): string => `plan/${Digest.hex(plan)}`
