/**
 * Names of runs: the time they began, in UTC to the millisecond, and four letters against coincidence. They sort by time.
 *
 * `20261122T060000123Z-k3vq`. Nothing that is hashed contains one.
 */
import { randomInt } from "node:crypto"

export type RunId = string

const form = /^\d{8}T\d{9}Z-[a-z2-7]{4}$/

export const isRunId = (text: string): text is RunId => form.test(text)

const alphabet = "abcdefghijklmnopqrstuvwxyz234567"

export const make = (startedMillis: number): RunId => {
  const suffix = Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("")
  return `${new Date(startedMillis).toISOString().replaceAll(/[-:.]/g, "")}-${suffix}`
}

/** When the run began, ISO 8601. */
export const startedAt = (id: RunId): string =>
  id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z.*$/, "$1-$2-$3T$4:$5:$6.$7Z")
