/**
 * Groups every posting ever seen into archetypes of roles, across employers, and says what of each is open.
 */
import * as Effect from "effect/Effect"
import { RoleTaxonomy } from "../../schemas/RoleTaxonomy.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Archetypes from "../../src/jobs/RoleTaxonomy.ts"
import { foldHistory } from "./fold-history.ts"
import { foldLedger } from "./fold-ledger.ts"

export const nameRoles = Stage.make("name-roles", {
  inputs: { histories: Stage.all(foldHistory), ledger: foldLedger },
  output: RoleTaxonomy,
  run: ({ histories, ledger: { as_of, boards } }) =>
    Effect.map(taxonomy, ({ tables }) => Archetypes.of({ as_of, boards, rows: histories.flatMap(({ value }) => value) }, tables))
})

/** Loaded when titles are grouped: a run with nothing to do starts without the tables. */
const taxonomy = Lazily.load(() => import("../../src/jobs/Taxonomy.ts"))
