/**
 * What the shield says of a URL, for people and for programs.
 */
import type { Checked, Finding } from "../../network/Check.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export const document = (checked: Checked): object => ({ schema_version: 1, ...checked })

export const render = (checked: Checked, ink: Ink): string => {
  const { decision, layers, refused_by, spacing_seconds, url, user_agent } = checked
  const facts = [
    ...(spacing_seconds === null ? [] : [`at most one request in ${spacing_seconds} s`]),
    ...Object.entries(checked.content_signals).map(([name, wanted]) => `${name}=${wanted ? "yes" : "no"}`)
  ]
  return [
    decision === "allowed"
      ? `${ink.good(ink.sign.ran)} ${ink.bold(plain(url))}   may be fetched${layers.some(({ verdict }) => verdict === "open") ? ", if the open layers agree" : ""}`
      : `${ink.bad(ink.sign.failed)} ${ink.bold(plain(url))}   ${ink.bad(`is refused by ${refused_by}`)}`,
    "",
    ...Figures.table(layers.map((finding) => [`  ${sign(finding, ink)} ${finding.layer}`, finding.reason ?? word[finding.verdict], plain(finding.detail)])),
    "",
    ink.dim(`  as ${user_agent}${facts.length === 0 ? "" : `; ${facts.join("; ")}`}`)
  ].join("\n")
}

const word: Readonly<Record<Finding["verdict"], string>> = { passes: "passes", refuses: "refuses", open: "open", skipped: "not asked" }

const sign = ({ verdict }: Finding, ink: Ink): string => {
  switch (verdict) {
    case "passes":
      return ink.good(ink.sign.ran)
    case "refuses":
      return ink.bad(ink.sign.failed)
    case "open":
      return ink.warn(ink.sign.degraded)
    case "skipped":
      return ink.dim(ink.sign.skipped)
  }
}

/** Hostile text on one line: no control character, no change of direction. */
const plain = (text: string): string => {
  const safe = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`)
  return safe.length > 300 ? `${safe.slice(0, 300)}…` : safe
}
