/**
 * Why two actions of one node differ: the fields of the hashed record that are not equal, each as a cause.
 *
 * Read from the very records the keys were made of; there is no other source of explanations.
 */
import * as Canonical from "../platform/Canonical.ts"
import type { Action, InputDigest } from "./Key.ts"

export type Cause =
  /** There is nothing to compare with: the node has not run before. */
  | { readonly kind: "first" }
  | { readonly kind: "code"; readonly from: string; readonly to: string }
  | { readonly kind: "config"; readonly from: string | null; readonly to: string | null }
  | { readonly kind: "item"; readonly from: string | null; readonly to: string | null }
  /** An input has another value. `partition` is set where a fan-in got another value from one partition. */
  | { readonly kind: "input"; readonly port: string; readonly partition: string | null; readonly from: string | null; readonly to: string | null }
  | { readonly kind: "capability"; readonly capability: string; readonly from: string | null; readonly to: string | null }
  | { readonly kind: "runtime"; readonly library: string; readonly from: string | null; readonly to: string | null }
  | { readonly kind: "engine"; readonly from: number; readonly to: number }
  /** The key is the one of the last time, but the entry or its bytes are gone. */
  | { readonly kind: "lost" }
  /** The key is the one of the last time, when the node failed. Failures are not remembered. */
  | { readonly kind: "failed" }
  /** The run was told to compute everything again. */
  | { readonly kind: "refresh" }
  /** The key is equal and the output is not: the stage does not follow from its inputs alone. */
  | { readonly kind: "non-determinism"; readonly from: string; readonly to: string }

/** Every difference between two action records, in a fixed order. Empty when they are equal. */
export const between = (from: Action, to: Action): ReadonlyArray<Cause> => {
  const causes: Array<Cause> = []
  if (from.engine !== to.engine) causes.push({ kind: "engine", from: from.engine, to: to.engine })
  if (from.code !== to.code) causes.push({ kind: "code", from: from.code, to: to.code })
  if (from.config !== to.config) causes.push({ kind: "config", from: from.config, to: to.config })
  if (from.item !== to.item) causes.push({ kind: "item", from: from.item, to: to.item })
  for (const [capability, a, b] of differences(from.uses, to.uses)) causes.push({ kind: "capability", capability, from: a, to: b })
  for (const [library, a, b] of differences(from.runtime, to.runtime)) causes.push({ kind: "runtime", library, from: a, to: b })
  for (const port of union(from.inputs, to.inputs)) causes.push(...inputCauses(port, from.inputs[port], to.inputs[port]))
  return causes
}

/** Whether a cause lies in the node itself rather than upstream of it. */
export const isOwn = (cause: Cause): boolean => cause.kind !== "input"

const inputCauses = (port: string, from: InputDigest | undefined, to: InputDigest | undefined): ReadonlyArray<Cause> => {
  if (typeof from === "object" && typeof to === "object") {
    return differences(from, to).map(([partition, a, b]) => ({ kind: "input", port, partition, from: a, to: b }))
  }
  const a = whole(from)
  const b = whole(to)
  return a === b ? [] : [{ kind: "input", port, partition: null, from: a, to: b }]
}

const whole = (digest: InputDigest | undefined): string | null =>
  digest === undefined ? null : typeof digest === "string" ? digest : Canonical.digestUnsafe(digest)

type Names = { readonly [name: string]: string }

const differences = (from: Names, to: Names): ReadonlyArray<readonly [name: string, from: string | null, to: string | null]> =>
  union(from, to).filter((name) => from[name] !== to[name]).map((name) => [name, from[name] ?? null, to[name] ?? null])

const union = (a: object, b: object): ReadonlyArray<string> => [...new Set([...Object.keys(a), ...Object.keys(b)])].sort(Canonical.compare)
