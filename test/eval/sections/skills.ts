/**
 * Skills found in postings, against those a person labelled.
 *
 * A label and a find are the same skill when the dictionary gives both the same id: a label is looked up as a term of it, and
 * one that the dictionary does not know is missed. The labels name few technologies and pass over the rest of what a text
 * names, so finds count within `vocabulary` alone; `open` is the figure over all technologies of the dictionary.
 */
import type { RawText } from "../../../schemas/RawText.ts"
import type { Skill } from "../../../schemas/Skills.ts"
import * as Blocks from "../../../src/jobs/Blocks.ts"
import * as Lines from "../../../src/jobs/Lines.ts"
import * as Skills from "../../../src/jobs/Skills.ts"
import * as TestLines from "../../jobs/Lines.ts"
import { skills as table } from "../../jobs/Taxonomy.ts"
import type { Data, SkillLabel } from "../Data.ts"
import * as Overlap from "../Overlap.ts"
import { absent, type Measure } from "../Section.ts"
import * as Table from "../Table.ts"

const name = "skills"
const about = "skills found in the text, against labelled skills, micro-averaged over all postings"

/**
 * Technologies that most advertisements of their field name, and the fields themselves. Those that the labelled postings at
 * even places name and their labels pass over are left out: Scala, Swift, Hadoop, Flink, Databricks, Snowflake and others.
 */
const vocabulary: ReadonlySet<string> = new Set(
  [
    "python java javascript typescript go c c_plus_plus c_sharp rust kotlin ruby php r sql bash html css matlab",
    "react angular vue_js node_js next_js express django flask fastapi spring dotnet ruby_on_rails graphql rest_api grpc react_native flutter",
    "postgresql mysql microsoft_sql_server oracle_database mongodb redis cassandra dynamodb elasticsearch clickhouse bigquery redshift nosql",
    "spark kafka airflow dbt rabbitmq tableau power_bi looker pandas numpy a_b_testing",
    "machine_learning deep_learning nlp computer_vision llm pytorch tensorflow scikit_learn hugging_face langchain rag mlflow",
    "aws google_cloud microsoft_azure docker kubernetes terraform ansible jenkins ci_cd github_actions git linux prometheus grafana datadog"
  ].join(" ").split(" ")
)

const technologies: ReadonlySet<Skill["category"]> = new Set(["language", "framework", "database", "data", "machine_learning", "cloud", "infrastructure"] as const)

const skills = new Map(table.skills.map((skill) => [skill.id, skill]))
const folded = (term: string): string => term.toLowerCase().replaceAll(/[^\p{L}\p{N}+#]+/gu, " ").trim()
const ids = new Map(table.skills.flatMap(({ as_written = [], id, in_company = [], name, terms = [] }) =>
  [name, ...terms, ...as_written, ...in_company].map((term): [string, string] => [folded(term), id])))

/** A label that the dictionary does not know stays as it is, so it is missed. */
const labelled = ({ expected }: SkillLabel): ReadonlyArray<string> => expected.map((label) => ids.get(folded(label)) ?? label)

const found = ({ text, title }: SkillLabel): ReadonlyArray<string> =>
  Skills.find(title, TestLines.skills(Lines.of(Blocks.of({ form: "plain", raw: text as RawText })).lines, table), table).map(({ skill }) => skill)

/** The label anywhere in the text, as a piece of it. */
const substrings = (vocabulary: Iterable<string>) => ({ text, title }: SkillLabel): ReadonlyArray<string> => {
  const all = `${title}\n${text}`.toLowerCase()
  return [...vocabulary].filter((id) => all.includes((skills.get(id)?.name ?? id).toLowerCase()))
}

const mostLabelled = (rows: ReadonlyArray<SkillLabel>, count: number): ReadonlyArray<string> =>
  counted(rows.flatMap(labelled)).slice(0, count).map(([id]) => id)

const counted = (values: ReadonlyArray<string>): ReadonlyArray<readonly [string, number]> => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}

export const measure: Measure = ({ skills: rows }: Data) => {
  if (rows.length === 0) return absent(name, about, "No labelled postings: give a file with --skills")
  const finds = new Map(rows.map((row) => [row, found(row)]))
  const within = (row: SkillLabel): ReadonlyArray<string> => finds.get(row)!.filter((id) => vocabulary.has(id))
  const figures = (predict: (row: SkillLabel) => ReadonlyArray<string>, some = rows) => {
    const { micro_f1, precision, recall } = Overlap.of(some.map((row) => ({ expected: labelled(row), predicted: predict(row) })))
    return { micro_f1, precision, recall }
  }
  const odd = rows.filter((_, index) => index % 2 === 1)
  const even = rows.filter((_, index) => index % 2 === 0)
  const open = figures((row) => finds.get(row)!.filter((id) => technologies.has(skills.get(id)!.category)))
  const missed = counted(rows.flatMap((row) => labelled(row).filter((id) => !within(row).includes(id))))
  const surplus = counted(rows.flatMap((row) => within(row).filter((id) => !labelled(row).includes(id))))
  const usual = mostLabelled(rows, 3)
  return {
    name,
    about,
    figures: { ...figures(within), held_out: figures(within, odd).micro_f1, tuned_on: figures(within, even).micro_f1, open: open.micro_f1 },
    targets: { micro_f1: 0.8 },
    baselines: {
      "majority: the three most labelled": figures(() => usual),
      "keyword: names as pieces of the text": figures(substrings(vocabulary)),
      "keyword, all technologies": figures(substrings(table.skills.filter(({ category }) => technologies.has(category)).map(({ id }) => id)))
    },
    notes: [
      `${rows.length} postings, ${rows.flatMap(labelled).length} labels; finds count within ${vocabulary.size} technologies of the dictionary's ${table.skills.length} skills`,
      "tuned_on: rows at even places, by which the dictionary and the vocabulary were corrected; held_out: rows at odd places, whose texts were not read before both stood, though their labels were known. They say so of the project's own file alone",
      `open: finds count within all ${table.skills.filter(({ category }) => technologies.has(category)).length} technologies; precision ${Table.share(open.precision)}, recall ${Table.share(open.recall)}`
    ],
    detail: rows.map((row) => ({ id: row.id, expected: labelled(row), found: within(row), beyond: finds.get(row)!.filter((id) => !vocabulary.has(id)) })),
    text: [
      Table.text(["posting", "labels", "found", "right"], rows.map((row) => {
        const [expected, predicted] = [labelled(row), within(row)]
        return [`${row.id} ${row.title.slice(0, 60)}`, String(expected.length), String(predicted.length), String(expected.filter((id) => predicted.includes(id)).length)]
      })),
      "",
      `missed: ${listed(missed)}`,
      `found beyond the labels: ${listed(surplus)}`
    ].join("\n")
  }
}

const listed = (counts: ReadonlyArray<readonly [string, number]>): string => counts.length === 0 ? "none" : counts.slice(0, 12).map(([id, count]) => `${id} ${count}`).join(", ")
