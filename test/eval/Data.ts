/**
 * What is measured against: rows that employers labelled themselves, and postings whose skills were labelled by hand.
 *
 * The files are no part of the project; they are looked for where `SIGNALCRAFT_REAL_DATA` says, else beside the checkout, in
 * `../shared/real`.
 * A file of the same shape may take the place of either. Knows nothing of what is measured.
 */
import * as Schema from "effect/Schema"
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { fileURLToPath } from "node:url"

const Stated = Schema.optionalKey(Schema.NullOr(Schema.String))

/** One posting as its employer describes it. What a row does not state is absent or `null`. */
export const Label = Schema.Struct({
  job_id: Schema.String,
  company: Stated,
  title: Schema.String,
  location: Stated,
  department: Stated,
  team: Stated,
  employmentType: Stated,
  workplaceType: Stated,
  locationType: Stated
})
export interface Label extends Schema.Schema.Type<typeof Label> {}

export const SkillLabel = Schema.Struct({
  id: Schema.Union([Schema.String, Schema.Int]),
  title: Schema.String,
  text: Schema.String,
  expected: Schema.Array(Schema.String)
})
export interface SkillLabel extends Schema.Schema.Type<typeof SkillLabel> {}

export interface Data {
  readonly labels: ReadonlyArray<Label>
  readonly skills: ReadonlyArray<SkillLabel>
  /** The folder of recorded boards, as `README.md` there describes it; `null` where it is absent. */
  readonly recordings: string | null
}

/** Files named by whoever runs the evaluation. */
export interface Files {
  readonly labels?: string | undefined
  readonly skills?: string | undefined
}

/** A file that cannot be read as what it should be. */
export class BadFile extends Schema.TaggedError<BadFile>()("BadFile", { file: Schema.String, line: Schema.NullOr(Schema.Int), problem: Schema.String }) {
  override get message() {
    const at = this.line === null ? this.file : `${this.file}, line ${this.line}`
    return `${at}: ${this.problem}. Give a file with one JSON object a line, of the shape in test/eval/Data.ts`
  }
}

export const folder = (): string => resolve(process.env["SIGNALCRAFT_REAL_DATA"] ?? fileURLToPath(new URL("../../../shared/real", import.meta.url)))

/** Without files of one's own, those of the folder; where that is absent, no rows. */
export const load = (files: Files = {}): Data => {
  const root = folder()
  const recordings = existsSync(root) ? root : null
  const path = (given: string | undefined, usual: string): string | null => given ?? (recordings === null ? null : resolve(root, "labels", usual))
  return {
    labels: rows(Label, path(files.labels, "employer-labels.ndjson")),
    skills: rows(SkillLabel, path(files.skills, "skills-20-postings.ndjson")),
    recordings
  }
}

const rows = <S extends Schema.ConstraintDecoder<unknown>>(schema: S, file: string | null): ReadonlyArray<S["Type"]> => {
  if (file === null) return []
  if (!existsSync(file)) throw new BadFile({ file, line: null, problem: "There is no such file" })
  const decode = Schema.decodeUnknownSync(schema)
  return readFileSync(file, "utf8").split("\n").flatMap((line, index) => {
    if (line.trim() === "") return []
    try {
      return [decode(JSON.parse(line))]
    } catch (cause) {
      throw new BadFile({ file, line: index + 1, problem: cause instanceof Error ? cause.message.replaceAll(/\s+/g, " ") : String(cause) })
    }
  })
}
