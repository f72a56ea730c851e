/**
 * What was delivered, to whom, and what was not.
 */
import type { Receipt } from "../../delivery/Deliver.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export interface Shown {
  /** `null` where nothing was looked for. */
  readonly run: string | null
  readonly dryRun: boolean
  readonly receipts: ReadonlyArray<Receipt>
  readonly remarks: ReadonlyArray<string>
}

export const document = ({ dryRun, receipts, remarks, run }: Shown): object => ({ schema_version: 1, run, dry_run: dryRun, deliveries: receipts, remarks })

export const render = ({ receipts, remarks, run }: Shown, ink: Ink): string => {
  const rows = Figures.table(receipts.map(({ candidate, channel, outcome, subject, what }) => [ink.bold(channel), candidate, what, words[outcome], subject]))
  const undelivered = receipts.some(({ outcome }) => outcome === "failed" || outcome === "gave_up")
  return [
    ...(run === null ? [] : [`${ink.bold(`run ${run}`)}   ${Figures.count(receipts.length, "message")}`]),
    ...receipts.flatMap((receipt, index) => [`${signOf(receipt, ink)} ${rows[index]!}`, ...why(receipt).map((line) => `    ${line}`)]),
    ...remarks,
    ink.dim(`next: ${undelivered ? "graph deliver, which tries again; see docs/delivery.md" : run === null ? "enable one in config/delivery.v1.json; see docs/delivery.md" : "graph runs"}`)
  ].join("\n")
}

const words: Readonly<Record<Receipt["outcome"], string>> = {
  delivered: "delivered",
  already: "delivered before",
  empty: "not sent: nothing to tell",
  failed: "refused",
  gave_up: "given up for now",
  would_send: "would be sent"
}

const signOf = ({ outcome }: Receipt, ink: Ink): string => {
  switch (outcome) {
    case "delivered":
      return ink.good(ink.sign.ran)
    case "failed":
    case "gave_up":
      return ink.bad(ink.sign.failed)
    case "already":
      return ink.dim(ink.sign.reused)
    default:
      return ink.dim(ink.sign.skipped)
  }
}

const why = ({ attempts, detail, outcome, reason }: Receipt): ReadonlyArray<string> => {
  if (outcome !== "failed" && outcome !== "gave_up") return []
  return [`${detail ?? reason ?? ""} (${attempts === 0 ? "not tried" : `${Figures.count(attempts, "try", "tries")}`}, ${reason})`]
}
