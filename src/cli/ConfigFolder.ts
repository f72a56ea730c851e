/**
 * Reads the configuration files a graph asks for. What they mean is for the stages that read them.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as Path from "node:path"
import type * as Setting from "../engine/Setting.ts"
import * as Canonical from "../platform/Canonical.ts"

const Problem = Schema.Struct({ file: Schema.String, pointer: Schema.String, problem: Schema.String })

/** The configuration does not hold. Nothing has run. */
export class BadConfig extends Schema.TaggedError<BadConfig>()("BadConfig", { problems: Schema.Array(Problem) }) {
  override get message() {
    const lines = this.problems.slice(0, 10).map(({ file, pointer, problem }) => `${file}${pointer === "" ? "" : ` at ${pointer}`}: ${problem}`)
    const more = this.problems.length > 10 ? `; and ${this.problems.length - 10} more` : ""
    return `The configuration does not hold: ${lines.join("; ")}${more}. Correct it and run again; schemas/json/ describes each file`
  }
}

export interface Configuration {
  /** The files that could be parsed. */
  readonly source: Setting.Source
  /** Files that could not. A missing one is left for its reader to miss. */
  readonly problems: ReadonlyArray<Setting.Problem>
}

/** The named files, parsed. */
export const read = (folder: string, files: ReadonlyArray<string>): Effect.Effect<Configuration> =>
  Effect.sync(() => {
    const problems: Array<Setting.Problem> = []
    const source: { [file: string]: Canonical.Json } = {}
    for (const file of files) {
      const document = file.endsWith("/") ? readFolder(folder, file, problems) : readFile(folder, `${file}.json`, problems)
      if (document !== undefined) source[file] = document
    }
    return { source, problems }
  })

const readFolder = (folder: string, name: string, problems: Array<Setting.Problem>): Canonical.Json | undefined => {
  let names: ReadonlyArray<string>
  try {
    names = fs.readdirSync(Path.join(folder, name)).filter((one) => one.endsWith(".json") && !one.startsWith(".")).sort(Canonical.compare)
  } catch {
    return undefined
  }
  const documents = names.map((one) => [one.slice(0, -".json".length), readFile(folder, `${name}${one}`, problems)] as const)
  return Object.fromEntries(documents.filter((entry): entry is readonly [string, Canonical.Json] => entry[1] !== undefined))
}

const readFile = (folder: string, name: string, problems: Array<Setting.Problem>): Canonical.Json | undefined => {
  const problem = (pointer: string, problem: string): undefined => void problems.push({ file: `config/${name}`, pointer, problem })
  let text: string
  try {
    text = fs.readFileSync(Path.join(folder, name), "utf8")
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === "ENOENT" ? undefined : problem("", `it cannot be read (${code})`)
  }
  try {
    const document = JSON.parse(text.replace(/^\uFEFF/, "")) as Canonical.Json
    Canonical.stringifyUnsafe(document)
    return document
  } catch (error) {
    return error instanceof Canonical.NotCanonical ? problem(error.pointer, error.reason) : problem("", `it is not JSON: ${(error as Error).message}`)
  }
}
