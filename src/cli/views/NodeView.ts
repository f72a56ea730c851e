/**
 * One node of a run in full: how it went, why it ran, and the record that was hashed into its key.
 */
import type { Action, InputDigest } from "../../engine/Key.ts"
import type { Inspection, Seen } from "../Inspection.ts"
import type { Ink } from "../Terminal.ts"
import * as CauseView from "./CauseView.ts"
import * as Figures from "./Figures.ts"

export const document = ({ path, standing }: Inspection, { at, course, millis, node, record, status }: Seen): object => ({
  schema_version: 1,
  run: standing.run,
  node,
  status,
  at_ms: at,
  ms: millis,
  critical: path?.nodes.some((one) => one.node === node) ?? false,
  key: keyOf(record, course),
  output: outputOf(record, course),
  bytes: course?.bytes ?? null,
  rows: course?.rows ?? null,
  unchanged: course?.unchanged ?? null,
  causes: course?.causes ?? [],
  retries: course?.retries ?? [],
  because: becauseOf(record, course),
  failure: failureOf(record, course),
  action: actionOf(record)
})

export const render = ({ path, standing }: Inspection, seen: Seen, ink: Ink): string => {
  const { at, course, millis, node, record, status } = seen
  const failure = failureOf(record, course)
  const because = becauseOf(record, course)
  const action = actionOf(record)
  const timed = millis !== null && at !== null && status !== "known" && status !== "skipped"
  const critical = path?.nodes.some((one) => one.node === node) === true
  const facts: ReadonlyArray<readonly [string, string | null]> = [
    ["run", standing.run],
    ["time", timed ? `${Figures.duration(millis)}, from ${Figures.duration(at)} on${critical ? ", on the critical path" : ""}` : null],
    ["needs", because],
    ["failure", failure === null ? null : failure.message],
    ["error", failure === null ? null : JSON.stringify(failure.error)],
    ["rows", course?.rows == null ? null : `${course.rows.computed} of ${course.rows.total} computed`],
    ["output", outputOf(record, course)],
    ["", course?.bytes == null ? null : `${Figures.bytes(course.bytes)}${course.unchanged ? ", the same as the last time" : ""}`],
    ["key", keyOf(record, course)]
  ]
  const told = facts.filter((fact): fact is readonly [string, string] => fact[1] !== null)
  return [
    `${sign(status, ink)} ${ink.bold(node)}   ${words[status]}`,
    ...Figures.table(told.map(([name, value]) => [`  ${name}`, value])),
    ...(course === undefined || course.causes.length === 0 ? [] : ["", "ran, because", ...course.causes.map((cause) => `  ${CauseView.sentence(cause)}`)]),
    ...(course === undefined || course.retries.length === 0 ? [] : ["", "attempts that failed", ...course.retries.map((message) => `  ${message}`)]),
    ...(action === null ? [] : ["", "the record whose digest is the key", ...Figures.table(hashed(action)).map((line) => `  ${line}`)]),
    "",
    ink.dim(`next: graph why '${node}'`)
  ].join("\n")
}

const words: Readonly<Record<Seen["status"], string>> = {
  ran: "ran", known: "was known", failed: "failed", skipped: "was skipped", running: "did not end", ok: "was done"
}

const sign = (status: Seen["status"], ink: Ink): string => {
  const { sign } = ink
  return {
    ran: ink.good(sign.ran), ok: ink.good(sign.ran), known: sign.reused, failed: ink.bad(sign.failed), skipped: ink.warn(sign.skipped), running: sign.running
  }[status]
}

const keyOf = (record: Seen["record"], course: Seen["course"]): string | null => (record !== undefined && "key" in record ? record.key : course?.key ?? null)
const outputOf = (record: Seen["record"], course: Seen["course"]): string | null => (record?.status === "ok" ? record.output : course?.output ?? null)
const becauseOf = (record: Seen["record"], course: Seen["course"]): string | null => (record?.status === "skipped" ? record.because : course?.because ?? null)
const failureOf = (record: Seen["record"], course: Seen["course"]) => (record?.status === "failed" ? record.failure : course?.failure ?? null)
const actionOf = (record: Seen["record"]): Action | null => (record !== undefined && "action" in record ? record.action : null)

const hashed = (action: Action): ReadonlyArray<ReadonlyArray<string>> => [
  ["engine", `epoch ${action.engine}`],
  ["stage", action.stage],
  ["partition", action.partition ?? "none"],
  ["code", action.code],
  ["config", action.config ?? "none"],
  ["item", action.item ?? "none"],
  ...Object.entries(action.inputs).flatMap(([port, digest]) => input(port, digest)),
  ...Object.entries(action.uses).map(([capability, fingerprint]) => [CauseView.shortName(capability), fingerprint]),
  ["runtime", Object.entries(action.runtime).map(([library, version]) => `${library} ${version}`).join(", ")]
]

const input = (port: string, digest: InputDigest): ReadonlyArray<ReadonlyArray<string>> =>
  typeof digest === "string"
    ? [[`input ${port.replace("~", "")}`, digest]]
    : Object.entries(digest).map(([key, one]) => [`input ${port}[${key}]`, one])
