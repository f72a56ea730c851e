/**
 * What the evaluation measures, in the order in which it is printed. One file a section, under `sections/`.
 */
import type { Measure } from "./Section.ts"
import * as Domain from "./sections/domain.ts"
import * as Similarity from "./sections/similarity.ts"
import * as Skills from "./sections/skills.ts"

export const all: ReadonlyArray<Measure> = [
  Domain.measure,
  Skills.measure,
  Similarity.measure
]
