/**
 * A text as its lines, each read by itself, for what is put together of what lines say.
 */
import type { Line } from "../../src/jobs/Lines.ts"
import * as Skills from "../../src/jobs/Skills.ts"
import type { There } from "../../src/jobs/Stretch.ts"
import * as Tokens from "../../src/jobs/Tokens.ts"
import type { SkillTable } from "../../schemas/Skills.ts"

export const each = <A>(text: string | null, inLine: (line: string) => ReadonlyArray<A>): ReadonlyArray<There<A>> => {
  let at = 0
  return (text ?? "").split("\n").flatMap((line) => {
    const found = inLine(line).map((said) => ({ at, said }))
    at += line.length + 1
    return found
  })
}

export const map = <A>(text: string, inLine: (line: string) => A): ReadonlyArray<A> => text.split("\n").map(inLine)

export const skills = (lines: ReadonlyArray<Line>, table: SkillTable): ReadonlyArray<readonly [Line, Skills.Said]> =>
  lines.map((line) => [line, Skills.inLine(Tokens.of(line.written), table)])
