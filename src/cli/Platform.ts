/**
 * What the command-line library may ask of a platform, which here is nothing.
 *
 * It wants files, paths, a terminal and processes for flags that check files and for prompts. Ours name files as plain text and never
 * prompt, so each of these refuses, and none of their modules is loaded: a tenth of a start.
 */
import * as CliConfig from "effect/cli/CliConfig"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import * as Context from "effect/Context"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import * as Path from "effect/Path"
import { ChildProcessSpawner } from "effect/process/ChildProcessSpawner"
import * as Stdio from "effect/Stdio"
import * as Terminal from "effect/Terminal"

const absent = <S extends object>(what: string): S =>
  new Proxy({} as S, {
    get: (_, member) => {
      throw new Error(`the command line asked for ${what} (${String(member)}), which it has no use for`)
    }
  })

export const layer = Layer.mergeAll(
  Layer.succeedContext(
    Context.make(FileSystem.FileSystem, absent<FileSystem.FileSystem>("files")).pipe(
      Context.add(Path.Path, absent<Path.Path>("paths")),
      Context.add(Terminal.Terminal, absent<Terminal.Terminal>("a terminal")),
      Context.add(Stdio.Stdio, absent<Stdio.Stdio>("streams")),
      Context.add(ChildProcessSpawner, absent<ChildProcessSpawner["Service"]>("processes"))
    )
  ),
  CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] })
)
