/**
 * Titles as roles are told apart by them: without their places, as words the tables know them by, with the track they name.
 *
 * A title is read once for each set of tables: employers repeat theirs for years.
 */
import type { Track } from "../../schemas/Taxonomy.ts"
import * as Clusters from "./Clusters.ts"
import * as Memo from "./Memo.ts"
import * as Once from "./Once.ts"
import type { Tables } from "./Taxonomy.ts"
import * as Title from "./Title.ts"
import * as TitleParts from "./TitleParts.ts"

export interface RoleTitle {
  /** In lower case, without places. */
  readonly key: string
  /** Each once, as the tables read them. */
  readonly words: ReadonlyArray<string>
  /** The words, but those that tell nothing within a family: numbers, single letters, words for a person and words of the family's name. */
  readonly telling: ReadonlyArray<string>
  readonly track: Track
}

export type RoleTables = Pick<Tables, "levels" | "places" | "roles">

export const of = (title: string, tables: RoleTables): RoleTitle => Memo.of(memoOf(tables), title, () => read(title, tables))

const memoOf = Once.of<RoleTables, Memo.Memo<RoleTitle>>(() => Memo.make())

const read = (title: string, tables: RoleTables): RoleTitle => {
  const key = Clusters.titleKey(title, tables.places)
  const { family, track } = Title.understand(title, tables)
  const said = new Set([...tables.roles.nouns, ...(family ?? "").split("_")])
  const words = [...new Set(TitleParts.of(key, tables.roles).read)]
  return { key, words, telling: words.filter((word) => word.length > 1 && !/^\p{N}+$/u.test(word) && !said.has(word)), track }
}
