/**
 * Shows a run while it goes on, on stderr, in the one way that was asked for.
 *
 * A tree for a person at a terminal, which stays in scrollback; plain lines where output is kept; one rewritten line; JSON lines; or nothing.
 */
import * as Effect from "effect/Effect"
import * as BadUsage from "./BadUsage.ts"
import type { Happening } from "./Happening.ts"
import * as Terminal from "./Terminal.ts"
import * as ProgressView from "./views/ProgressView.ts"

export type Mode = "auto" | "tree" | "line" | "plain" | "quiet" | "ndjson"

const modes: ReadonlyArray<string> = ["auto", "tree", "line", "plain", "quiet", "ndjson"] satisfies ReadonlyArray<Mode>

export interface Progress {
  readonly onEvent: (event: Happening, at: number) => void
  readonly end: () => void
}

export const start = Effect.fnUntraced(function*(asked: Mode | undefined) {
  const mode = yield* modeOf(asked)
  switch (mode) {
    case "quiet":
      return silent
    case "ndjson":
      return { onEvent: (event, at) => Terminal.remark(JSON.stringify({ at, ...event })), end: () => {} } satisfies Progress
    case "plain":
      return plain()
    case "tree":
    case "line":
      return yield* live(mode)
  }
})

const silent: Progress = { onEvent: () => {}, end: () => {} }

const modeOf = (asked: Mode | undefined): Effect.Effect<Exclude<Mode, "auto">, BadUsage.BadUsage> =>
  Effect.suspend(() => {
    const wanted = asked ?? process.env["GRAPH_PROGRESS"] ?? "auto"
    if (!modes.includes(wanted)) return Effect.fail(new BadUsage.BadUsage({ flag: "GRAPH_PROGRESS", given: wanted, expected: modes.join(", ") }))
    if (wanted !== "auto") return Effect.succeed(wanted as Exclude<Mode, "auto">)
    const watched = process.stderr.isTTY === true && process.env["CI"] === undefined && process.env["TERM"] !== "dumb"
    return Effect.succeed(watched ? "tree" : "plain")
  })

const plain = (): Progress => {
  const ink = Terminal.inkFor(process.stderr)
  return {
    onEvent: (event) => {
      const line = ProgressView.line(event, ink)
      if (line !== undefined) Terminal.remark(line)
    },
    end: () => {}
  }
}

const framesEveryMillis = 80

const live = (mode: "tree" | "line") =>
  Effect.promise(async (): Promise<Progress> => {
    const { createLogUpdate } = await import("log-update")
    const region = createLogUpdate(process.stderr, { showCursor: false })
    const ink = Terminal.inkFor(process.stderr)
    let view = ProgressView.empty
    const draw = () => region(Terminal.harmless(mode === "tree" ? ProgressView.tree(view, ink) : ProgressView.status(view, ink)))
    const timer = setInterval(draw, framesEveryMillis)
    timer.unref()
    return {
      onEvent: (event, at) => {
        view = ProgressView.reduce(view, event, at)
      },
      end: () => {
        clearInterval(timer)
        if (mode === "tree") {
          draw()
          region.done()
        } else {
          region.clear()
          region.done()
        }
      }
    }
  })
