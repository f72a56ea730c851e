/**
 * Which rules count for a candidate: those of everybody but the ones left out, and the candidate's own.
 */
import type { AlertRule, AlertRules, ChosenRule, ChosenRules } from "../../schemas/AlertRules.ts"
import type { Roles } from "../../schemas/Taxonomy.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Target from "./Target.ts"

/** By id, so that the order in which they are written means nothing. */
export const of = (candidate: string, { candidates = {}, rules, weekly_on }: AlertRules, roles: Roles): ChosenRules => {
  const theirs = (candidates as Readonly<Record<string, NonNullable<AlertRules["candidates"]>[keyof NonNullable<AlertRules["candidates"]>]>>)[candidate] ?? {}
  const own = theirs.rules ?? []
  const replaced = new Set([...theirs.without ?? [], ...own.map(({ id }) => id)])
  const chosen = theirs.enabled === false ? [] : [...rules.filter(({ id }) => !replaced.has(id)), ...own]
  return {
    weekly_on: theirs.weekly_on ?? weekly_on,
    rules: chosen.map((rule) => resolved(rule, roles)).sort((a, b) => Canonical.compare(a.id, b.id))
  }
}

const resolved = ({ families, ...rule }: AlertRule, roles: Roles): ChosenRule =>
  families === undefined ? rule : { ...rule, families: Target.familiesOf(families, roles).toSorted(Canonical.compare) }
