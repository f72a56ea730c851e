/**
 * What the evaluation measures, in the order in which it is printed. One file a section, under `sections/`.
 */
import type { Measure } from "./Section.ts"
import * as Domain from "./sections/domain.ts"

export const all: ReadonlyArray<Measure> = [
  Domain.measure
]
