/**
 * Families of roles that appear and vanish, at an employer and on all boards together.
 *
 * A family appears where nothing of it was open before the window and something is now; it vanishes where something was open before
 * and nothing is now. Looks at steady boards alone: a board read for the first time brings no family.
 */
import type { FamilyTurn } from "../../schemas/Analytics.ts"
import type { FamilyName } from "../../schemas/Taxonomy.ts"
import type { ProviderId } from "../../schemas/Provider.ts"
import type { Period } from "./Flows.ts"
import * as Flows from "./Flows.ts"
import type { Spell } from "./Spells.ts"

/** @param spells of steady boards */
export const of = (spells: ReadonlyArray<Spell>, period: Period): { readonly appeared: ReadonlyArray<FamilyTurn>; readonly vanished: ReadonlyArray<FamilyTurn> } => {
  const flows = Flows.by(spells, period, ({ provider, traits: { family } }) => (family === null ? [] : [`\n${family}`, `${provider}\n${family}`]))
  const turn = (key: string, postings: number): FamilyTurn => {
    const [provider, family] = key.split("\n") as [ProviderId | "", FamilyName]
    return { provider: provider === "" ? null : provider, family, postings }
  }
  return {
    appeared: flows.flatMap(([key, { open_after, open_before }]) => (open_before === 0 && open_after > 0 ? [turn(key, open_after)] : [])),
    vanished: flows.flatMap(([key, { open_after, open_before }]) => (open_before > 0 && open_after === 0 ? [turn(key, open_before)] : []))
  }
}
