/**
 * What a title says of a posting: the role, the level, the track, and where it says so.
 */
import * as Schema from "effect/Schema"
import { Span } from "./Span.ts"
import { Domain, FamilyName, Seniority, Track } from "./Taxonomy.ts"

export const TitleUnderstanding = Schema.Struct({
  /** `null`: no word of the title tells one. */
  family: Schema.NullOr(FamilyName),
  /** The family's. */
  domain: Schema.NullOr(Domain),
  /** Other families whose words the title has, in its order: the team's, as a rule. */
  mentioned: Schema.Array(FamilyName),
  /** A title without a level is `unspecified`, never `mid`. */
  seniority: Seniority,
  /** `unspecified` unless the title says it: a product manager manages a product. */
  track: Track,
  evidence: Schema.Struct({
    /** Of the family, and then of each that is mentioned. */
    family: Schema.Array(Span),
    seniority: Schema.Array(Span),
    track: Schema.Array(Span),
    /** Words that speak of a level and do not say which, as `III`. */
    ambiguous: Schema.Array(Span)
  })
}).annotate({ identifier: "TitleUnderstanding" })
export interface TitleUnderstanding extends Schema.Schema.Type<typeof TitleUnderstanding> {}
