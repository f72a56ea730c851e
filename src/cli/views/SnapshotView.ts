/**
 * An answer recorded, and a set of them verified.
 */
import type { Exchange } from "../../../schemas/SnapshotSet.ts"
import type { Gap } from "../Completeness.ts"
import type { Problem } from "../../network/SnapshotSet.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export interface Added {
  readonly folder: string
  readonly provider: string
  readonly isRegistered: boolean
  readonly exchange: Exchange
  /** `null` if the answer does not read as a board. */
  readonly postings: number | null
  readonly warnings: ReadonlyArray<string>
}

export const addedDocument = ({ exchange, folder, postings, provider, warnings }: Added): object =>
  ({ schema_version: 1, folder, provider, exchange, postings, warnings })

export const renderAdded = ({ exchange, folder, isRegistered, postings, provider }: Added, ink: Ink): string =>
  [
    `${ink.good(ink.sign.ran)} ${ink.bold(provider)}   ${exchange.status}, ${Figures.bytes(exchange.bytes)}${postings === null ? "" : `, ${Figures.count(postings, "posting")}`}, received ${exchange.received_at}`,
    `  ${exchange.url}`,
    ink.dim(isRegistered ? `next: graph run daily --snapshots ${folder}` : `next: graph providers add URL --id ${provider} --snapshots ${folder}`)
  ].join("\n")

export interface Verified {
  readonly folder: string
  readonly providers: number
  readonly exchanges: number
  readonly problems: ReadonlyArray<Problem>
  /** Boards that runs read and the set does not hold whole, where that was asked. */
  readonly gaps: ReadonlyArray<Gap>
}

/** A body nobody refers to is only a remark: it was replaced. */
export const isSound = ({ gaps, problems }: Verified): boolean => gaps.length === 0 && problems.every(({ kind }) => kind === "unreferenced")

export const verifiedDocument = (verified: Verified): object => ({ schema_version: 1, sound: isSound(verified), ...verified })

export const renderVerified = (verified: Verified, ink: Ink): string => {
  const { exchanges, folder, gaps, problems, providers } = verified
  const damaged = problems.filter(({ kind }) => kind !== "unreferenced")
  const spare = problems.length - damaged.length
  const what = `${Figures.count(exchanges, "answer")} of ${Figures.count(providers, "provider")}`
  const wrong = [...(damaged.length === 0 ? [] : [`${damaged.length} damaged`]), ...(gaps.length === 0 ? [] : [`${Figures.count(gaps.length, "board")} not whole`])]
  return [
    wrong.length === 0 ? `${ink.good(ink.sign.ran)} ${ink.bold(folder)}   ${what}: sound` : `${ink.bad(ink.sign.failed)} ${ink.bold(folder)}   ${what}: ${ink.bad(wrong.join(", "))}`,
    ...(damaged.length === 0 ? [] : ["", ...Figures.table(damaged.map(({ body, kind, provider, url }) => [`  bodies/${body}`, meaning[kind], `${provider} ${url}`]))]),
    ...(gaps.length === 0 ? [] : ["", ...Figures.table(gaps.map(({ problem, provider }) => [`  ${provider}`, problem]))]),
    ...(spare === 0 ? [] : [ink.dim(`  ${Figures.count(spare, "file")} under bodies/ that no answer refers to: replaced earlier, and free to remove`)]),
    ...(wrong.length === 0 ? [] : [ink.dim(`next: capture them again: graph snapshot add PROVIDER FILE --to ${folder}`)])
  ].join("\n")
}

const meaning: Readonly<Record<Problem["kind"], string>> = {
  absent: "it is gone",
  damaged: "its bytes do not match its name",
  wrong_length: "its length is not the one recorded",
  unreferenced: "no answer refers to it"
}
