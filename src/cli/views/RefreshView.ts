/**
 * What came of asking the boards.
 */
import type { Refreshed } from "../BoardRefresh.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export const document = (folder: string, refreshed: ReadonlyArray<Refreshed>): object => ({ schema_version: 1, folder, providers: refreshed })

export const render = (folder: string, refreshed: ReadonlyArray<Refreshed>, ink: Ink): string =>
  [
    ...Figures.table(refreshed.map((one) => [`${sign(one, ink)} ${one.provider}`, detail(one)])),
    ...(refreshed.length === 0 ? ["No provider is enabled in config/providers.json: there is nobody to ask"] : []),
    ink.dim(`next: graph run daily --snapshots ${folder}`)
  ].join("\n")

const sign = ({ outcome }: Refreshed, ink: Ink): string => {
  switch (outcome) {
    case "recorded":
      return ink.good(ink.sign.ran)
    case "unchanged":
      return ink.sign.reused
    case "failed":
      return ink.bad(ink.sign.failed)
  }
}

const detail = ({ bytes, failure, outcome, pages }: Refreshed): string =>
  failure === null ? `${outcome}  ${Figures.count(pages, "page")}, ${Figures.bytes(bytes)}` : failure.message
