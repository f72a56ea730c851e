/**
 * The process around a command: signals, errors, exit code.
 *
 * The first interrupt stops the work and lets it write its ending; a second one ends the process at once.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as CliError from "effect/cli/CliError"
import * as CliOutput from "effect/cli/CliOutput"
import * as Codes from "./Exit.ts"
import * as Terminal from "./Terminal.ts"

/** Help on stdout when it was asked for; a wrong call is told on stderr, without the whole help. */
export const presenter = CliOutput.layerPresenter({
  present: (event) =>
    Effect.sync(() => {
      const formatter = CliOutput.defaultFormatter({ colors: process.stdout.isTTY === true })
      switch (event._tag) {
        case "Help":
          return Terminal.result(formatter.formatHelpDoc(event.helpDoc))
        case "Version":
          return Terminal.result(event.version)
        case "InvalidInvocation":
          return tell({ _tag: "ShowHelp", message: usage(event.errors, event.commandPath) })
      }
    })
})

const usage = (errors: ReadonlyArray<CliError.NonShowHelpErrors>, path: ReadonlyArray<string>): string =>
  `${errors.map(({ message }) => message).join("; ")}. See: ${path.join(" ")} --help`

const wantsJson = process.argv.includes("--json")

/** Says what went wrong: a sentence on stderr, and with `--json` a document on stdout. */
const tell = ({ _tag, message }: { readonly _tag: string; readonly message: string }): void => {
  const code = Codes.ofError(_tag)
  if (wantsJson) Terminal.json({ ok: false, error: { code: _tag, message, exit_code: code } })
  const ink = Terminal.inkFor(process.stderr)
  Terminal.remark(`${ink.bad("error")}: ${message}`)
  process.exitCode = code
}

export const start = (program: Effect.Effect<void, unknown>): void => {
  const fiber = Effect.runFork(program)
  let signalled: number | undefined
  const stop = (code: number) => () => {
    if (signalled !== undefined) process.exit(code)
    signalled = code
    fiber.interruptUnsafe(fiber.id)
  }
  const onInterrupt = stop(Codes.codes.interrupted)
  const onTerminate = stop(Codes.codes.terminated)
  process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate)
  process.stdout.on("error", ignoreClosedPipe)
  process.stderr.on("error", ignoreClosedPipe)
  fiber.addObserver((exit) => {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate)
    // A command that came to its end all the same has said so itself.
    const said = process.exitCode
    if (signalled !== undefined) process.exitCode = said === undefined || said === Codes.codes.interrupted ? signalled : said
    else if (Exit.isFailure(exit)) report(exit.cause)
    leave()
  })
}

/** Ends the process once what was written has left it. Waiting for the loop to run dry, and for the heap to be taken down, is a tenth of a start. */
const leave = (): void => {
  process.stdout.write("", () => process.stderr.write("", () => process.exit()))
}

const report = (cause: Cause.Cause<unknown>): void => {
  const found = Cause.findError(cause)
  if (found._tag === "Failure") {
    tell({ _tag: "Defect", message: `${Cause.pretty(cause)}\nThis is a bug. Please report it with what is above` })
    return
  }
  const error = found.success as { readonly _tag: string; readonly message: string; readonly errors?: ReadonlyArray<unknown> }
  // A wrong call was presented already; a call for help is none.
  if (error._tag === "ShowHelp") process.exitCode = error.errors?.length === 0 ? Codes.codes.done : Codes.codes.usage
  else tell(error)
}

const ignoreClosedPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code !== "EPIPE") throw error
}
