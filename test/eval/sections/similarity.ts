/**
 * Whether likeness tells anything: titles that are like one another against the departments their employers gave them.
 *
 * Each title asks for the others, the likest first; right are those of its own department. Equal titles count once.
 */
import * as Hash from "../../../src/jobs/Hash.ts"
import * as Similarity from "../../../src/jobs/Similarity.ts"
import * as Tokens from "../../../src/jobs/Tokens.ts"
import { words as table } from "../../jobs/Taxonomy.ts"
import type { Data } from "../Data.ts"
import { absent, type Measure } from "../Section.ts"

const name = "similarity"
const about = "titles found by likeness of title, against the employer's department"

interface Titled {
  readonly tokens: Tokens.Tokens
  readonly department: string
}

export const measure: Measure = ({ labels }: Data) => {
  const rows = new Map(labels.flatMap(({ company, department, title }): ReadonlyArray<readonly [string, Titled]> =>
    department == null ? [] : [[`${company}/${title.toLowerCase()}`, { tokens: Tokens.of(title), department: `${company}/${department}` }]]))
  const titles = [...rows.values()]
  if (titles.length < 10) return absent(name, about, "Fewer than ten titles with a department: give a file with --labels")
  const stems = new Map(titles.map((title) => [title, Similarity.stems(title.tokens, table)]))
  const words = new Map(titles.map((title) => [title, new Set(title.tokens.hashes)]))
  return {
    name,
    about,
    figures: retrieval(titles, (a, b) => Similarity.ofTitles(stems.get(a)!, stems.get(b)!)),
    targets: {},
    baselines: {
      "keyword: share of common words": retrieval(titles, (a, b) => common(words.get(a)!, words.get(b)!)),
      chance: retrieval(titles, (a, b) => Math.imul(Hash.of(`${a.tokens.text}/${b.tokens.text}`), 0x9e3779b1))
    },
    notes: [`${titles.length} different titles of ${new Set(titles.map(({ department }) => department)).size} departments`],
    detail: null,
    text: ""
  }
}

const common = (a: ReadonlySet<number>, b: ReadonlySet<number>): number => {
  const both = [...a].filter((word) => b.has(word)).length
  return both / (a.size + b.size - both)
}

/** Of the first five, and over the whole order; ties in the order of the file. */
const retrieval = (titles: ReadonlyArray<Titled>, likeness: (a: Titled, b: Titled) => number) => {
  let [firstFive, averages] = [0, 0]
  for (const title of titles) {
    const order = titles.filter((other) => other !== title).map((other) => ({ right: other.department === title.department, likeness: likeness(title, other) })).sort((a, b) => b.likeness - a.likeness)
    firstFive += order.slice(0, 5).filter(({ right }) => right).length / 5
    let [right, sum] = [0, 0]
    order.forEach((other, index) => {
      if (other.right) sum += ++right / (index + 1)
    })
    averages += right === 0 ? 0 : sum / right
  }
  return { precision_at_5: firstFive / titles.length, mean_average_precision: averages / titles.length }
}
