/**
 * What a posting's title says: the family of roles and its domain, the level, the track, each with the stretch that says it.
 *
 * Reads the title alone, by the tables of the taxonomy. What it does not say is `null` or `unspecified`, never a guess.
 */
import type { Levels, Roles } from "../../schemas/Taxonomy.ts"
import type { TitleUnderstanding } from "../../schemas/TitleUnderstanding.ts"
import * as TitleLevel from "./TitleLevel.ts"
import * as TitleParts from "./TitleParts.ts"
import * as TitleRole from "./TitleRole.ts"

export interface Tables {
  readonly roles: Roles
  readonly levels: Levels
}

/** Some microseconds a title, once the first has been understood with a pair of tables. */
export const understand = (title: string, { roles, levels }: Tables): TitleUnderstanding => {
  const parts = TitleParts.of(title, roles)
  const role = TitleRole.of(parts, roles)
  const { seniority, track, evidence } = TitleLevel.of(parts, role?.part ?? 0, roles, levels)
  return {
    family: role?.family ?? null,
    domain: role?.domain ?? null,
    mentioned: role?.mentioned ?? [],
    seniority,
    track,
    evidence: { family: role?.evidence ?? [], seniority: evidence.seniority, track: evidence.track, ambiguous: evidence.ambiguous }
  }
}
