/**
 * An answer recorded, and a set of them verified.
 */
import type { Exchange } from "../../../schemas/SnapshotSet.ts"
import type { Problem } from "../../network/SnapshotSet.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export interface Added {
  readonly folder: string
  readonly provider: string
  readonly exchange: Exchange
  /** `null` if the answer does not read as a board. */
  readonly postings: number | null
  readonly warnings: ReadonlyArray<string>
}

export const addedDocument = ({ exchange, folder, postings, provider, warnings }: Added): object =>
  ({ schema_version: 1, folder, provider, exchange, postings, warnings })

export const renderAdded = ({ exchange, folder, postings, provider }: Added, ink: Ink): string =>
  [
    `${ink.good(ink.sign.ran)} ${ink.bold(provider)}   ${exchange.status}, ${Figures.bytes(exchange.bytes)}${postings === null ? "" : `, ${Figures.count(postings, "posting")}`}, received ${exchange.received_at}`,
    `  ${exchange.url}`,
    ink.dim(`next: graph run daily --snapshots ${folder}`)
  ].join("\n")

export interface Verified {
  readonly folder: string
  readonly providers: number
  readonly exchanges: number
  readonly problems: ReadonlyArray<Problem>
}

/** A body nobody refers to is only a remark: it was replaced. */
export const isSound = ({ problems }: Verified): boolean => problems.every(({ kind }) => kind === "unreferenced")

export const verifiedDocument = (verified: Verified): object => ({ schema_version: 1, sound: isSound(verified), ...verified })

export const renderVerified = (verified: Verified, ink: Ink): string => {
  const { exchanges, folder, problems, providers } = verified
  const damaged = problems.filter(({ kind }) => kind !== "unreferenced")
  const spare = problems.length - damaged.length
  const what = `${Figures.count(exchanges, "answer")} of ${Figures.count(providers, "provider")}`
  return [
    damaged.length === 0 ? `${ink.good(ink.sign.ran)} ${ink.bold(folder)}   ${what}: sound` : `${ink.bad(ink.sign.failed)} ${ink.bold(folder)}   ${what}: ${ink.bad(`${damaged.length} damaged`)}`,
    ...(damaged.length === 0 ? [] : ["", ...Figures.table(damaged.map(({ body, kind, provider, url }) => [`  bodies/${body}`, meaning[kind], `${provider} ${url}`]))]),
    ...(spare === 0 ? [] : [ink.dim(`  ${Figures.count(spare, "file")} under bodies/ that no answer refers to: replaced earlier, and free to remove`)]),
    ...(damaged.length === 0 ? [] : [ink.dim(`next: capture them again: graph snapshot add PROVIDER FILE --to ${folder}`)])
  ].join("\n")
}

const meaning: Readonly<Record<Problem["kind"], string>> = {
  absent: "it is gone",
  damaged: "its bytes do not match its name",
  wrong_length: "its length is not the one recorded",
  unreferenced: "no answer refers to it"
}
