/**
 * The registry of employers, and what was done to it.
 */
import type { Review } from "../../../schemas/OnboardingReceipt.ts"
import type { Provider } from "../../../schemas/Provider.ts"
import type { Ruling } from "../HostRuling.ts"
import type { Onboarded } from "../Onboarding.ts"
import * as ReceiptFile from "../ReceiptFile.ts"
import type { Checked } from "../RegistryCheck.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"
import * as Paragraph from "./Paragraph.ts"

export interface Row {
  readonly provider: Provider
  readonly receipt: "none" | "pending_review" | "reviewed" | "broken"
  readonly review: Review | null
  readonly ruling: Ruling
}

const stateOf = ({ enabled, state, tombstone }: Provider): string => (tombstone !== undefined ? "tombstoned" : state === "pending" ? "pending" : enabled ? "enabled" : "disabled")

const boardOf = ({ board, system }: Provider): string => `${system}/${board}`

export const listDocument = (rows: ReadonlyArray<Row>): object => ({
  schema_version: 1,
  providers: rows.map(({ provider, receipt, review, ruling }) => ({
    id: provider.id,
    name: provider.name,
    system: provider.system,
    board: provider.board,
    url: provider.url ?? null,
    state: stateOf(provider),
    live: provider.live_enabled === true,
    receipt,
    review,
    host: ruling.host,
    policy: ruling.decision,
    tombstone: provider.tombstone ?? null,
    history: provider.history ?? []
  }))
})

export const renderList = (rows: ReadonlyArray<Row>, ink: Ink): string => {
  if (rows.length === 0) return "config/providers.json has no provider. Add one: graph providers add URL"
  const table = Figures.table([
    ["ID", "NAME", "BOARD", "STATE", "LIVE", "RECEIPT", "POLICY"],
    ...rows.map((row) => [row.provider.id, row.provider.name, boardOf(row.provider), coloured(row.provider, ink), row.provider.live_enabled === true ? "live" : "recorded", receiptOf(row, ink), `${row.ruling.decision} ${ink.dim(row.ruling.host)}`])
  ])
  return [ink.dim(table[0]!), ...table.slice(1)].join("\n")
}

const coloured = (provider: Provider, ink: Ink): string => {
  const state = stateOf(provider)
  return state === "enabled" ? ink.good(state) : state === "pending" ? ink.warn(state) : ink.dim(state)
}

const receiptOf = ({ receipt, review }: Row, ink: Ink): string => {
  switch (receipt) {
    case "none":
      return "none"
    case "pending_review":
      return ink.warn("pending review")
    case "broken":
      return ink.bad("broken")
    case "reviewed":
      return `by ${review!.by}, ${review!.on}`
  }
}

export const checkDocument = (checked: Checked): object => ({ schema_version: 1, sound: checked.problems.length === 0, ...checked })

export const renderCheck = ({ problems, providers, snapshots }: Checked, ink: Ink): string => {
  const what = `${Figures.count(providers, "provider")}${snapshots === null ? "" : `, and ${snapshots}`}`
  if (problems.length === 0) return `${ink.good(ink.sign.ran)} ${what}: everything holds`
  return [
    `${ink.bad(ink.sign.failed)} ${what}: ${ink.bad(Figures.count(problems.length, "problem"))}`,
    ...problems.flatMap(({ next, problem, provider }) => ["", ...Paragraph.lines(`${provider === null ? "" : `${provider}: `}${problem}`, columns, "  "), ...Paragraph.lines(next, columns, "    ").map(ink.dim)])
  ].join("\n")
}

const columns = 120

export const addedDocument = ({ change, entry, proposed, receipt }: Onboarded, dryRun: boolean): object =>
  ({ schema_version: 1, written: !dryRun, change, entry, receipt, proposed_policies: proposed })

export const renderAdded = ({ change, entry, proposed, receipt }: Onboarded, dryRun: boolean, ink: Ink): string => {
  const { hosts, levels, reading } = receipt
  const files = [ReceiptFile.nameOf(entry.id), ...(proposed.length === 0 ? [] : [`config/policies.json (${proposed.map(({ host }) => host).join(", ")}: refused until someone decides)`]), "config/providers.json"]
  return [
    `${ink.good(ink.sign.ran)} ${ink.bold(entry.id)}   ${entry.name}, ${boardOf(entry)}: ${told[change]}, ${stateOf(entry)}`,
    `  ${Figures.count(reading.postings, "posting")} in ${Figures.count(reading.rows, "row")}, ${Figures.grouped(reading.withheld)} withheld${reading.drift.length === 0 ? "" : `; unknown to its adapter: ${reading.drift.join(", ")}`}`,
    "",
    ...levels.flatMap(({ extraction, reason, url, verdict }) => {
      const sign = verdict === "chosen" ? ink.good(ink.sign.ran) : ink.dim(ink.sign.skipped)
      return [`  ${sign} ${extraction}${url === null ? "" : `   ${ink.dim(url)}`}`, ...Paragraph.lines(reason, columns, "      ")]
    }),
    "",
    ...hosts.flatMap(({ host, policy, robots }) => [
      `  ${host}`,
      ...Paragraph.lines(robots === null ? "robots.txt: nothing is known" : `robots.txt (${robots.status}): ${robots.because}`, columns, "      "),
      `      policy: ${policy === null ? "nobody has decided" : `${policy.decision}, by ${policy.author}, ${policy.date}`}`
    ]),
    "",
    dryRun ? "Nothing was written. It would be:" : "Written:",
    ...files.map((file) => `  ${file}`),
    ink.dim(dryRun ? "next: the same without --dry-run" : `next: read ${ReceiptFile.nameOf(entry.id)}, then graph providers enable ${entry.id} --by NAME`)
  ].join("\n")
}

const told: Readonly<Record<Onboarded["change"], string>> = {
  new: "registered",
  again: "registered as before, its receipt made anew",
  moved: "moved, its old address kept as history"
}

export const changedDocument = (entry: Provider): object => ({ schema_version: 1, entry })

export const renderEnabled = (entry: Provider, review: Review | null, ink: Ink): string =>
  [
    `${ink.good(ink.sign.ran)} ${ink.bold(entry.id)}   enabled; runs ${entry.live_enabled === true ? "may ask its board" : "read its recorded answers"}`,
    ...(review === null ? [] : [`  ${ReceiptFile.nameOf(entry.id)} approved by ${review.by}, ${review.on}`]),
    ink.dim(entry.live_enabled === true ? "next: graph doctor says whether it may be asked from here, then graph run daily" : "next: graph providers check --snapshots DIR, then graph run daily --snapshots DIR")
  ].join("\n")

export const renderDisabled = (entry: Provider, ink: Ink): string =>
  [
    `${ink.good(ink.sign.ran)} ${ink.bold(entry.id)}   ${stateOf(entry)}; runs no longer read it, and its postings keep their history`,
    ink.dim(`next: graph providers enable ${entry.id} --by NAME reads it again`)
  ].join("\n")

export const renderTombstone = ({ id, tombstone }: Provider, runs: number, ink: Ink): string =>
  [
    `${ink.good(ink.sign.ran)} ${ink.bold(id)}   left alone: ${tombstone!.reason} (${tombstone!.by}, ${tombstone!.on})`,
    "  No request leaves for it, and the next run withdraws its postings from every artifact and from the history.",
    "",
    "What remains, for you to keep or remove:",
    ...Figures.table([
      ["  runs/", `${Figures.count(runs, "earlier run")}, which may hold its postings`],
      ["  snapshot sets", "its recorded answers"],
      [`  ${ReceiptFile.nameOf(id)}`, "its receipt, if it has one"]
    ]),
    ink.dim("next: graph run daily, then graph gc --runs-older-than 1d: the newest published run always stays, so run first")
  ].join("\n")
