/**
 * What may no longer be told: boards, present and earlier, of employers that do not want to be read, and everything about them.
 */
import type { BoardKey } from "../../schemas/Ledger.ts"
import type { Provider } from "../../schemas/Provider.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Observation from "./Observation.ts"

/** Sorted, each once. */
export const boards = (providers: ReadonlyArray<Provider>): ReadonlyArray<BoardKey> =>
  [...new Set(providers.flatMap((provider) => (provider.tombstone === undefined ? [] : [provider, ...provider.history ?? []].map(Observation.boardKey))))].sort(Canonical.compare)

/** Whether a posting or a board, by its identity, is not one of them. */
export const stays = (withdrawn: ReadonlyArray<BoardKey>) => (about: string): boolean => !withdrawn.some((board) => about === board || about.startsWith(`${board}/`))
