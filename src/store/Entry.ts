/**
 * What the payloads of action records and hints say, and whether they prove the key they stand under.
 *
 * Both are canonical JSON: `{"action":…,"output":"sha256-…"}` and `{"digest":"sha256-…","name":"…"}`. Knows nothing of
 * frames and files; a memory store and a server keep the same payloads.
 */
import type { ActionKey, ActionRecord } from "../engine/Store.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"

const actionOpening = `{"action":`
const outputOpening = `,"output":"`
/** `,"output":"sha256-…"}` */
const outputBytes = outputOpening.length + 71 + 2

/**
 * The payload of a record.
 *
 * @throws {Canonical.NotCanonical} if the action has no canonical form, and `Error` if it is not what `key` names: bugs of the caller
 */
export const encodeActionUnsafe = (record: ActionRecord): string => {
  const action = Canonical.stringifyUnsafe(record.action)
  if (Digest.of(action) !== record.key) throw new Error(`an action record's key ${record.key} is not the digest of its action`)
  return `${actionOpening}${action}${outputOpening}${record.output}"}`
}

/** Whether a payload is a record of `key`: its action, byte for byte, has that digest. Says nothing of its output. */
export const provesAction = (key: ActionKey, payload: Buffer): boolean => {
  const end = payload.length - outputBytes
  return end > actionOpening.length &&
    payload.toString("latin1", 0, actionOpening.length) === actionOpening &&
    Digest.of(payload.subarray(actionOpening.length, end)) === key &&
    outputOf(payload) !== undefined
}

/** The output a record's payload names. */
export const outputOf = (payload: Buffer): Digest.Digest | undefined => {
  const end = payload.length
  const output = payload.toString("latin1", end - 73, end - 2)
  const framed = payload.toString("latin1", end - outputBytes, end - 73) === outputOpening && payload.toString("latin1", end - 2, end) === `"}`
  return framed && Digest.isDigest(output) ? output : undefined
}

/** The record in a payload that `provesAction`. */
export const decodeAction = (key: ActionKey, payload: Buffer): ActionRecord | undefined => {
  const { action, output } = parse(payload) as { readonly action?: Canonical.Json; readonly output?: unknown }
  return action !== undefined && Digest.isDigest(output) ? { key, action, output } : undefined
}

/** The name's digest: the key a hint is kept under. */
export const hintKey = (name: string): Digest.Digest => Digest.of(name)

export const encodeHint = (name: string, digest: Digest.Digest): string => Canonical.stringifyUnsafe({ digest, name })

/** The hint in a payload, if it is one of `key`. */
export const decodeHint = (key: Digest.Digest, payload: Buffer): { readonly name: string; readonly digest: Digest.Digest } | undefined => {
  const { name, digest } = parse(payload) as { readonly name?: unknown; readonly digest?: unknown }
  return typeof name === "string" && Digest.isDigest(digest) && hintKey(name) === key ? { name, digest } : undefined
}

const parse = (payload: Buffer): object => {
  try {
    const value: unknown = JSON.parse(payload.toString("utf8"))
    return typeof value === "object" && value !== null ? value : {}
  } catch {
    return {}
  }
}
