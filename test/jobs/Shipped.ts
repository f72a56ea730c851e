/**
 * The configuration that ships, decoded as strictly as a stage does.
 */
import { readFileSync } from "node:fs"
import * as Schema from "effect/Schema"
import { Gazetteer } from "../../schemas/Gazetteer.ts"
import { PayTerms } from "../../schemas/PayTerms.ts"
import { CandidateProfile } from "../../schemas/Profile.ts"
import { Scoring } from "../../schemas/Scoring.ts"
import { Levels, Roles } from "../../schemas/Taxonomy.ts"
import type { Tables } from "../../src/jobs/Title.ts"
import { WorkTerms } from "../../schemas/WorkTerms.ts"

export const decoded = <S extends Schema.ConstraintDecoder<unknown>>(schema: S, path: string): S["Type"] =>
  Schema.decodeUnknownSync(schema, { onExcessProperty: "error", errors: "all" })(JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")))

export const scoring: Scoring = decoded(Scoring, "config/scoring.v1.json")
export const local: CandidateProfile = decoded(CandidateProfile, "config/candidates/local.json")
export const taxonomy: Tables = { roles: decoded(Roles, "config/taxonomy/roles.v1.json"), levels: decoded(Levels, "config/taxonomy/levels.v1.json") }
export const gazetteer: Gazetteer = decoded(Gazetteer, "config/taxonomy/places.v1.json")
export const work: WorkTerms = decoded(WorkTerms, "config/taxonomy/work.v1.json")
export const pay: PayTerms = decoded(PayTerms, "config/taxonomy/pay.v1.json")
