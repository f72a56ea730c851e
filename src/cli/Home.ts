/**
 * Where a project lies: its configuration, its cache, its runs.
 *
 * The folder is the one given by `--home` or `GRAPH_HOME`, else the nearest one upwards of where the command is called
 * that holds `config/providers.json`, else the program's own. Nothing that is hashed depends on it.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as Path from "node:path"
import { fileURLToPath } from "node:url"

export interface Home {
  readonly root: string
  readonly config: string
  readonly cache: string
  readonly runs: string
  readonly state: string
  /** The snapshot set read when none is named. */
  readonly snapshots: string
  /** The snapshot set of what the boards that are read live answered last. */
  readonly boards: string
}

/** There is no configuration to run with. */
export class NoHome extends Schema.TaggedError<NoHome>()("NoHome", { looked: Schema.String }) {
  override get message() {
    return `${this.looked} holds no config/providers.json, nor does a folder above it. Change to the project's folder or name it: --home DIR`
  }
}

export const at = (root: string): Home => ({
  root,
  config: Path.join(root, "config"),
  cache: Path.join(root, "cache"),
  runs: Path.join(root, "runs"),
  state: Path.join(root, "state"),
  snapshots: Path.join(root, "fixtures", "boards"),
  boards: Path.join(root, "state", "boards")
})

export const find = (named: string | undefined): Effect.Effect<Home, NoHome> =>
  Effect.suspend(() => {
    const given = named ?? process.env["GRAPH_HOME"]
    if (given !== undefined && given !== "") {
      const root = Path.resolve(given)
      return isHome(root) ? Effect.succeed(at(root)) : Effect.fail(new NoHome({ looked: root }))
    }
    const root = nearest(process.cwd(), isHome) ?? (isHome(program) ? program : undefined)
    return root === undefined ? Effect.fail(new NoHome({ looked: process.cwd() })) : Effect.succeed(at(root))
  })

const nearest = (from: string, holds: (folder: string) => boolean): string | undefined => {
  for (let folder = from;; folder = Path.dirname(folder)) {
    if (holds(folder)) return folder
    if (folder === Path.dirname(folder)) return undefined
  }
}

const isHome = (folder: string): boolean => fs.existsSync(Path.join(folder, "config", "providers.json"))

/** The folder of the program itself: the checkout, or the installed package. */
export const program: string = nearest(Path.dirname(fileURLToPath(import.meta.url)), (folder) => fs.existsSync(Path.join(folder, "package.json")))!
