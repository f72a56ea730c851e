/**
 * What a run consists of, read off its record: its own files, and the durable blobs it needs to be replayed.
 *
 * The one place that knows: export, import, verification and retention all go by it. Touches no disk.
 */
import * as Schema from "effect/Schema"
import * as NodeRecords from "../engine/Record.ts"
import type * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import * as AuditFile from "./AuditFile.ts"
import type { RunId } from "./RunId.ts"
import * as RunRecord from "./RunRecord.ts"

export interface Item {
  /** Below `runs/`, with forward slashes. */
  readonly path: string
  /** What the record says of its bytes; `null` for what varies, which nothing vouches for. */
  readonly digest: Digest.Digest | null
}

/** Everything a committed run has under `runs/`. Items without a digest may be absent. */
export const of = (id: RunId, record: RunRecord.RunRecord): ReadonlyArray<Item> => [
  ...ownOf(record).map(({ digest, path }) => ({ path: `${id}/${path}`, digest })),
  ...blobsOf(record).map((digest) => ({ path: blobPath(digest), digest }))
]

/** The files in the run's own folder, relative to it. */
export const ownOf = (record: RunRecord.RunRecord): ReadonlyArray<Item> => [
  { path: "run.json", digest: Digest.of(RunRecord.encode(record)) },
  ...(record.nodes === null ? [] : [{ path: "nodes.ndjson", digest: record.nodes.digest as Digest.Digest }]),
  { path: "events.jsonl", digest: null },
  { path: "timing.json", digest: null },
  { path: AuditFile.name, digest: null },
  ...record.artifacts.map(({ digest, file }) => ({ path: `artifacts/${file}`, digest: digest as Digest.Digest }))
]

/** As `Pins` lays them out. */
export const blobPath = (digest: Digest.Digest): string => `blobs/${Digest.hex(digest).slice(0, 2)}/${Digest.hex(digest)}`

/**
 * The durable blobs a run needs to be replayed, each once, sorted: its configuration, and what its pins name. A body the run itself
 * found damaged is not among them: nobody ever had it.
 */
export const blobsOf = (record: RunRecord.RunRecord): ReadonlyArray<Digest.Digest> => {
  const named = new Set(Object.values(record.config))
  for (const scopes of Object.values(record.pins)) {
    for (const { document } of Object.values(scopes)) for (const digest of namedBy(document)) named.add(digest)
  }
  for (const { error } of record.failures) {
    const { _tag, body } = Object(error) as { readonly _tag?: unknown; readonly body?: unknown }
    if (_tag === "DamagedRecording") named.delete(String(body))
  }
  return [...named].filter(Digest.isDigest).sort()
}

/** Where a run lies while it is brought in, and while it is deleted. No run is called so. */
export const stagingOf = (id: RunId): string => `.import-${id}`
export const trashOf = (id: RunId): string => `.trash-${id}`

/** Whether a name in `runs/` is what a killed import or collection left. */
export const isLeftover = (name: string): boolean => name.startsWith(".import-") || name.startsWith(".trash-")

const Answers = Schema.Array(Schema.Struct({ body: Schema.String }))
const isPin = Schema.is(Schema.Struct({ exchanges: Answers }))
const isRequests = Schema.is(Schema.Struct({ robots: Schema.Array(Schema.Struct({ digest: Schema.NullOr(Schema.String) })) }))
const isExchanges = Schema.is(Answers)

/**
 * A pin names its blobs as answers with bodies (early runs listed the answers alone), as robots.txt that was read, or as one digest. No
 * more of it is asked for than that, so that no blob of a run is given up because another version wrote the rest.
 */
const namedBy = (document: Canonical.Json): ReadonlyArray<string> => {
  if (isPin(document)) return document.exchanges.map(({ body }) => body)
  if (isRequests(document)) return document.robots.flatMap(({ digest }) => digest ?? [])
  if (isExchanges(document)) return document.map(({ body }) => body)
  return Digest.isDigest(document) ? [document] : []
}

/** The node records in the bytes of `nodes.ndjson`, or why they are not those of the run. */
export const nodesIn = (record: RunRecord.RunRecord, content: Uint8Array | undefined): ReadonlyArray<NodeRecords.NodeRecord> | string => {
  if (record.nodes === null) return []
  if (content === undefined) return "it is gone"
  if (Digest.of(content) !== record.nodes.digest) return differs
  const nodes = NodeRecords.decode(content)
  if ("problem" in nodes) return `line ${nodes.line}: ${nodes.problem}`
  return NodeRecords.graphHash(nodes) === record.graph_hash ? nodes : "its nodes do not give the graph hash of the run record"
}

/** Why content is not what an item promises, or `undefined`. */
export const misfit = ({ digest }: Item, content: Uint8Array): string | undefined =>
  digest === null || Digest.of(content) === digest ? undefined : differs

const differs = "its bytes do not match the run record"
