/**
 * Why nodes run or do not.
 */
import type { Cause } from "../../engine/Cause.ts"
import type { Action, InputDigest } from "../../engine/Key.ts"
import type { Verdict } from "../../engine/Plan.ts"
import type { NodeRecord } from "../../engine/Record.ts"
import { rowsPort } from "../../engine/Stage.ts"
import * as Digest from "../../platform/Digest.ts"
import type { RunId } from "../../runs/RunId.ts"
import type { Ink } from "../Terminal.ts"
import * as CauseView from "./CauseView.ts"

/** Everything there is to say of a node. */
export interface Explained {
  readonly verdict: Verdict
  /** The last run that computed a graph, as it recorded the node. */
  readonly last: NodeRecord | undefined
  /** The last run in which the node ran rather than was known, and why it did. */
  readonly ran: { readonly run: RunId; readonly causes: ReadonlyArray<Cause> } | undefined
}

export const document = (explained: ReadonlyArray<Explained>): object => ({
  schema_version: 1,
  nodes: explained.map(({ last, ran, verdict }) => ({ ...verdict, last_record: last ?? null, last_ran: ran ?? null }))
})

export const render = (explained: ReadonlyArray<Explained>, record: boolean, ink: Ink): string =>
  explained.map((one) => node(one, record, ink)).join("\n\n")

const node = ({ last, ran, verdict }: Explained, record: boolean, ink: Ink): string => {
  const lines = [ink.bold(verdict.node)]
  switch (verdict.verdict) {
    case "reuse":
      lines.push(`  would be reused: nothing it follows from has changed (key ${Digest.short(verdict.key)})`)
      break
    case "run":
      lines.push(`  would run (key ${Digest.short(verdict.key)}):`, ...verdict.causes.map((cause) => `    ${CauseView.sentence(cause)}`))
      break
    case "depends":
      lines.push(
        `  depends on ${verdict.on.join(", ")}: reused if what they give comes out as before`,
        ...verdict.causes.map((cause) => `    ${CauseView.sentence(cause)}`)
      )
      break
  }
  if (ran !== undefined) lines.push(`  last ran in ${ran.run}:`, ...ran.causes.map((cause) => `    ${CauseView.sentence(cause)}`))
  if (last?.status === "failed") lines.push(`  ${ink.bad("failed")} in the last run: ${last.failure.message}`)
  if (last?.status === "skipped") lines.push(`  ${ink.warn("skipped")} in the last run: it needs ${last.because}`)
  if (record && last !== undefined && last.status !== "skipped") lines.push("  the record that was hashed in the last run:", ...action(last.action).map((line) => ink.dim(`    ${line}`)))
  return lines.join("\n")
}

const action = (action: Action): ReadonlyArray<string> => [
  `engine     epoch ${action.engine}`,
  `stage      ${action.stage}${action.partition === null ? "" : `   partition ${action.partition}`}`,
  `code       ${action.code}`,
  `config     ${action.config ?? "none"}`,
  `item       ${action.item ?? "none"}`,
  ...Object.entries(action.inputs).flatMap(([port, digest]) => input(port, digest)),
  ...Object.entries(action.uses).map(([capability, fingerprint]) => `uses       ${CauseView.shortName(capability)} ${fingerprint}`),
  `runtime    ${Object.entries(action.runtime).map(([library, version]) => `${library} ${version}`).join(", ")}`
]

const input = (port: string, digest: InputDigest): ReadonlyArray<string> =>
  typeof digest === "string"
    ? [`input      ${port === rowsPort ? "rows" : port} ${digest}`]
    : Object.entries(digest).map(([key, one]) => `input      ${port}[${key}] ${one}`)
