/**
 * A Markdown document as these tests read it: its code blocks, and its links.
 */
import * as fs from "node:fs"
import * as Path from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("../..", import.meta.url))

export interface Block {
  readonly language: string
  /** What stands after the language: the file a block is about. */
  readonly file: string
  readonly text: string
}

export const read = (path: string): string => fs.readFileSync(Path.join(root, path), "utf8")

export const blocks = (text: string): ReadonlyArray<Block> =>
  Array.from(text.matchAll(/^```(\w+)(?: ([^\n]*))?\n(.*?)^```$/gms), ([, language, file, text]) => ({ language: language!, file: file ?? "", text: text! }))

/** The documents for people: at the top of the repository, and everything under `docs` and `ops`. */
export const documents = (): ReadonlyArray<string> => [
  ...fs.readdirSync(root).filter((name) => name.endsWith(".md")),
  ...["docs", "ops"].flatMap((folder) =>
    fs.readdirSync(Path.join(root, folder), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md")).map((name) => Path.posix.join(folder, name))
  )
].sort()
