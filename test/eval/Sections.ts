/**
 * What the evaluation measures, in the order in which it is printed. One file a section, under `sections/`.
 */
import type { Measure } from "./Section.ts"
import * as Clusters from "./sections/clusters.ts"
import * as Domain from "./sections/domain.ts"
import * as Salary from "./sections/salary.ts"
import * as Similarity from "./sections/similarity.ts"
import * as Skills from "./sections/skills.ts"
import * as WorkMode from "./sections/work-mode.ts"

export const all: ReadonlyArray<Measure> = [
  Domain.measure,
  WorkMode.measure,
  Skills.measure,
  Salary.measure,
  Clusters.measure,
  Similarity.measure
]
