/**
 * What each line of an advertisement says by itself, found once: an employer repeats its paragraphs in posting after posting.
 *
 * Remembered by the line as it is written, for the tables it was read by. What depends on the other lines (a heading above it, what the
 * whole text is about) is put together by those who know what was found.
 */
import type { Roles } from "../../schemas/Taxonomy.ts"
import type { WordTable } from "../../schemas/Words.ts"
import * as Employment from "./Employment.ts"
import * as Examples from "./Examples.ts"
import * as Experience from "./Experience.ts"
import * as Language from "./Language.ts"
import type { Line, Lines } from "./Lines.ts"
import * as Memo from "./Memo.ts"
import * as MinHash from "./MinHash.ts"
import * as Once from "./Once.ts"
import * as Salary from "./Salary.ts"
import * as Similarity from "./Similarity.ts"
import * as Skills from "./Skills.ts"
import type { There } from "./Stretch.ts"
import type { Tables } from "./Taxonomy.ts"
import * as Tokens from "./Tokens.ts"
import * as WorkMode from "./WorkMode.ts"

export interface Said {
  readonly modes: ReturnType<typeof WorkMode.inLine>
  readonly pay: ReturnType<typeof Salary.inLine>
  readonly employment: ReturnType<typeof Employment.inLine>
  readonly experience: ReadonlyArray<Experience.Asked>
  readonly skills: Skills.Said
  readonly language: Language.Known
  readonly words: Similarity.Words
  readonly shingles: ReadonlyArray<number>
}

export interface Passage {
  readonly line: Line
  readonly said: Said
}

export interface Passages {
  readonly text: string
  readonly passages: ReadonlyArray<Passage>
}

export const of = ({ lines, text }: Lines, tables: Tables): Passages => {
  const known = knownBy(tables)
  return { text, passages: lines.map((line) => ({ line, said: Memo.of(known, line.written, () => read(line.written, tables)) })) }
}

/** What the lines say of one thing. */
export const each = <A>(passages: ReadonlyArray<Passage>, part: (said: Said) => ReadonlyArray<A>): ReadonlyArray<There<A>> => {
  const found: Array<There<A>> = []
  for (const { line, said } of passages) for (const one of part(said)) found.push({ at: line.from, said: one })
  return found
}

const knownBy = Once.of<Tables, Memo.Memo<Said>>(() => Memo.make())

const askedBy = Once.of((roles: Roles) => Once.of((words: WordTable) => Similarity.asked(Examples.all(roles), words)))

const read = (line: string, { languages, pay, roles, skills, words, work }: Tables): Said => {
  const tokens = Tokens.of(line)
  return {
    modes: WorkMode.inLine(line, work),
    pay: Salary.inLine(line, pay),
    employment: Employment.inLine(line, work),
    experience: Experience.inLine(line, work),
    skills: Skills.inLine(tokens, skills),
    language: Language.inLine(tokens, languages),
    words: Similarity.inLine(tokens, askedBy(roles)(words), words),
    shingles: MinHash.inLine(line)
  }
}
