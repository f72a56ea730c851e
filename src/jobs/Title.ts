/**
 * What a posting's title says: the family of roles and its domain, the level, the track, each with the stretch that says it.
 *
 * Reads the title alone, by the tables of the taxonomy. What it does not say is `null` or `unspecified`, never a guess.
 */
import type { Levels, Roles } from "../../schemas/Taxonomy.ts"
import type { TitleUnderstanding } from "../../schemas/TitleUnderstanding.ts"
import * as Memo from "./Memo.ts"
import * as Once from "./Once.ts"
import * as TitleLevel from "./TitleLevel.ts"
import * as TitleParts from "./TitleParts.ts"
import * as TitleRole from "./TitleRole.ts"

export interface Tables {
  readonly roles: Roles
  readonly levels: Levels
}

/** Boards repeat their titles: each is read once. */
export const understand = (title: string, tables: Tables): TitleUnderstanding => Memo.of(knownBy(tables), title, () => read(title, tables))

const knownBy = Once.of<Tables, Memo.Memo<TitleUnderstanding>>(() => Memo.make())

const read = (title: string, { roles, levels }: Tables): TitleUnderstanding => {
  const parts = TitleParts.of(title, roles)
  const role = TitleRole.of(parts, roles)
  const { seniority, track, evidence } = TitleLevel.of(parts, role?.part ?? 0, roles, levels)
  return {
    domain: role?.domain ?? null,
    evidence: { ambiguous: evidence.ambiguous, family: role?.evidence ?? [], seniority: evidence.seniority, track: evidence.track },
    family: role?.family ?? null,
    mentioned: role?.mentioned ?? [],
    seniority,
    track
  }
}
