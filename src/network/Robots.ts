/**
 * What a robots.txt says: RFC 9309, read and matched in linear time.
 *
 * Knows nothing of how the file was fetched (`RobotsAccess`). Beyond the RFC it reads a line without a colon and an agent's name up
 * to the first space, as Google's reader does, and gives Crawl-delay and Content-Signal as facts for whoever paces and decides.
 */
import * as Octets from "./RobotsOctets.ts"

export interface Rule {
  readonly allow: boolean
  /** As written. */
  readonly pattern: string
  /** Counted from 1. */
  readonly line: number
  readonly form: Octets.Pattern
}

export interface Group {
  /** Lower case; `*` for everyone. */
  readonly agents: ReadonlyArray<string>
  readonly rules: ReadonlyArray<Rule>
  /** Seconds. */
  readonly crawlDelay: number | null
  /** Signal → whether it is wanted, as `ai-train` → false. */
  readonly signals: ReadonlyMap<string, boolean>
}

export interface Robots {
  readonly groups: ReadonlyArray<Group>
  /** Whether the file was longer than what is read of it. */
  readonly cut: boolean
}

export interface Decision {
  readonly allowed: boolean
  /** The group that speaks to the agent: its name, `*`, or `null` for none. */
  readonly group: string | null
  /** The rule that decided; `null` where none matches. */
  readonly rule: Pick<Rule, "allow" | "line" | "pattern"> | null
}

/** RFC 9309 section 2.5 asks for at least 500 KiB. */
export const maxBytes = 500 * 1024

export const none: Robots = { groups: [], cut: false }

export const parse = (body: Uint8Array): Robots => {
  const text = new TextDecoder().decode(body.subarray(0, maxBytes))
  const groups: Array<Draft> = []
  let current: Draft | undefined
  let hasRules = false
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const field = fieldOf(line)
    if (field === undefined) continue
    const { key, value } = field
    if (key === "user-agent") {
      if (current === undefined || hasRules) groups.push(current = { agents: [], rules: [], crawlDelay: null, signals: new Map() })
      hasRules = false
      const agent = agentOf(value)
      if (agent !== "") current.agents.push(agent)
    } else if (current !== undefined && (key === "allow" || key === "disallow")) {
      hasRules = true
      if (value !== "") current.rules.push({ allow: key === "allow", pattern: value, line: index + 1, form: Octets.pattern(value) })
    } else if (current !== undefined && key === "crawl-delay") {
      const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
      if (Number.isFinite(seconds)) current.crawlDelay = Math.max(seconds, current.crawlDelay ?? 0)
    } else if (current !== undefined && key === "content-signal") {
      for (const [, name, wanted] of value.toLowerCase().matchAll(/([a-z][a-z-]*)\s*=\s*(yes|no)\b/g)) current.signals.set(name!, wanted === "yes")
    }
  }
  return { groups, cut: body.length > maxBytes }
}

interface Draft {
  agents: Array<string>
  rules: Array<Rule>
  crawlDelay: number | null
  signals: Map<string, boolean>
}

const fieldOf = (line: string): { readonly key: string; readonly value: string } | undefined => {
  const comment = line.indexOf("#")
  const text = (comment === -1 ? line : line.slice(0, comment)).trim()
  const colon = text.indexOf(":")
  if (colon !== -1) return { key: text.slice(0, colon).trim().toLowerCase(), value: text.slice(colon + 1).trim() }
  const words = text.split(/[ \t]+/)
  return words.length === 2 ? { key: words[0]!.toLowerCase(), value: words[1]! } : undefined
}

const agentOf = (value: string): string => (/^\*(?:\s|$)/.test(value) ? "*" : /^[A-Za-z_-]*/.exec(value)![0].toLowerCase())

/** The groups that speak to an agent: all under its name, else all under `*` (section 2.2.1). */
export const groupsOf = ({ groups }: Robots, agent: string): { readonly name: string | null; readonly groups: ReadonlyArray<Group> } => {
  for (const name of [agent.toLowerCase(), "*"]) {
    const own = groups.filter(({ agents }) => agents.includes(name))
    if (own.length > 0) return { name, groups: own }
  }
  return { name: null, groups: [] }
}

/** `path` is a URL's path and query. The longest pattern that matches decides, and of two equally long ones that which allows. */
export const decide = (robots: Robots, agent: string, path: string): Decision => {
  const { groups, name } = groupsOf(robots, agent)
  if (path === "/robots.txt") return { allowed: true, group: name, rule: null }
  const target = Octets.target(path)
  let best: Rule | undefined
  for (const rule of groups.flatMap(({ rules }) => rules)) {
    if (best !== undefined && (rule.form.length < best.form.length || (rule.form.length === best.form.length && !rule.allow))) continue
    if (Octets.matches(rule.form, target)) best = rule
  }
  return {
    allowed: best?.allow ?? true,
    group: name,
    rule: best === undefined ? null : { allow: best.allow, line: best.line, pattern: best.pattern }
  }
}

/** The longest delay asked of an agent, in seconds. Not in the RFC; honoured as a least spacing. */
export const crawlDelay = (robots: Robots, agent: string): number | null => {
  const delays = groupsOf(robots, agent).groups.flatMap(({ crawlDelay }) => crawlDelay ?? [])
  return delays.length === 0 ? null : Math.max(...delays)
}

/** What an agent is told about uses of the content. https://contentsignals.org. A `no` in one group outweighs a `yes` in another. */
export const signals = (robots: Robots, agent: string): ReadonlyMap<string, boolean> => {
  const all = new Map<string, boolean>()
  for (const group of groupsOf(robots, agent).groups) for (const [name, wanted] of group.signals) all.set(name, wanted && (all.get(name) ?? true))
  return all
}
