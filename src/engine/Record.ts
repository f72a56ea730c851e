/**
 * What a run leaves of its nodes: one line each, in dependency order, with the action that was hashed.
 *
 * The lines say what was computed, not how: whether a node ran or was reused is not in them, so two runs over equal inputs
 * leave equal bytes. The graph hash covers them: the digest of the sorted (node, action key, output digest).
 */
import * as Schema from "effect/Schema"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import type { Failure } from "./Failure.ts"
import type { Action } from "./Key.ts"
import type { ActionKey } from "./Store.ts"
import * as Wire from "./Wire.ts"

export type NodeRecord =
  | {
    readonly status: "ok"
    readonly node: string
    readonly key: ActionKey
    readonly action: Action
    readonly output: Digest.Digest
  }
  | {
    readonly status: "failed"
    readonly node: string
    readonly key: ActionKey
    readonly action: Action
    readonly failure: Failure
  }
  | { readonly status: "skipped"; readonly node: string; readonly because: string }

const encoder = new TextEncoder()

/** The records as the bytes of `nodes.ndjson`. */
export const encode = (records: ReadonlyArray<NodeRecord>): Uint8Array =>
  encoder.encode(records.map((record) => `${Canonical.stringifyUnsafe(record)}\n`).join(""))

export const graphHash = (records: ReadonlyArray<NodeRecord>): Digest.Digest =>
  Canonical.digestUnsafe(
    records.map((record): ReadonlyArray<string | null> => {
      switch (record.status) {
        case "ok":
          return [record.node, record.key, record.output]
        case "failed":
          return [record.node, record.key, `failed:${Canonical.digestUnsafe(record.failure)}`]
        case "skipped":
          return [record.node, null, "skipped"]
      }
    }).sort(([a], [b]) => Canonical.compare(a!, b!))
  )

/** A line that is not a node record. `line` counts from one. */
export interface BadLine {
  readonly line: number
  readonly problem: string
}

/** The records of `nodes.ndjson`, or the first line that is not one. Every key must be the digest of its action. */
export const decode = (content: Uint8Array): ReadonlyArray<NodeRecord> | BadLine => {
  const records: Array<NodeRecord> = []
  const lines = new TextDecoder().decode(content).split("\n")
  if (lines.pop() !== "") return { line: lines.length + 1, problem: "the last line is cut off" }
  for (const [index, line] of lines.entries()) {
    const record = parse(line)
    if (typeof record === "string") return { line: index + 1, problem: record }
    records.push(record)
  }
  return records
}

const parse = (line: string): NodeRecord | string => {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return "it is not JSON"
  }
  const valid = validate(json)
  if (valid._tag === "Failure") return Wire.summary(valid.failure)
  const record = valid.success as unknown as NodeRecord
  if (record.status !== "skipped" && Canonical.digestUnsafe(record.action) !== record.key) return "its key is not the digest of its action"
  return record
}

const Names = Schema.Record(Schema.String, Schema.String)
const Name = Schema.NullOr(Schema.String)

const ActionSchema = Schema.Struct({
  engine: Schema.Int,
  stage: Schema.String,
  partition: Name,
  code: Schema.String,
  config: Name,
  item: Name,
  inputs: Schema.Record(Schema.String, Schema.Union([Schema.String, Names])),
  uses: Names,
  runtime: Names
})

const FailureSchema = Schema.Struct({
  node: Schema.String,
  stage: Schema.String,
  partition: Name,
  error: Schema.Json,
  message: Schema.String,
  retryable: Schema.Boolean
})

const validate = Wire.validate(Schema.Union([
  Schema.Struct({ status: Schema.Literal("ok"), node: Schema.String, key: Schema.String, action: ActionSchema, output: Schema.String }),
  Schema.Struct({ status: Schema.Literal("failed"), node: Schema.String, key: Schema.String, action: ActionSchema, failure: FailureSchema }),
  Schema.Struct({ status: Schema.Literal("skipped"), node: Schema.String, because: Schema.String })
]))
