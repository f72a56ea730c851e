/**
 * A published kind of file: its name and version, its schema, and who may see it.
 *
 * `ui_safe` may be shown to anyone the run is shown to and never holds an advertisement's text; `replay_safe` may hold it and
 * stays with the run. A `ui_safe` artifact whose schema reaches raw text is refused by the compiler, and again at start-up. Whom it
 * is about is said here too, and decides where it lies: one that is a candidate's is nobody else's.
 */
import type * as Schema from "effect/Schema"
import * as Safety from "./Safety.ts"

/** `run`: everybody's. `candidate`, `provider`: there is one for each, made of nothing that is another's. */
export type Scope = "run" | "candidate" | "provider"

export interface Artifact<out S extends Schema.Top = Schema.Top> {
  readonly name: string
  readonly version: number
  readonly schema: S
  readonly mediaType: "application/json" | "text/csv" | "text/markdown"
  /** As `ranked_jobs.v1.csv`. */
  readonly file: string
  readonly safety: "ui_safe" | "replay_safe"
  readonly scope: Scope
  /** One sentence: what it says. */
  readonly description: string
}

interface Options<S> {
  readonly name: string
  readonly version: number
  readonly scope: Scope
  /** Of the document; for another medium, of what it is rendered from. */
  readonly schema: S
  readonly mediaType?: Artifact["mediaType"]
  readonly description: string
}

export const uiSafe = <S extends Schema.Top>(options: Options<S & Safety.Safe<S>>): Artifact<S> => {
  const at = Safety.rawTextIn(options.schema)
  if (at !== undefined) {
    throw new Error(`The artifact ${options.name} is declared ui_safe, but its schema reaches raw job text, or any value at all, at ${at}`)
  }
  return make("ui_safe", options)
}

export const replaySafe = <S extends Schema.Top>(options: Options<S>): Artifact<S> => make("replay_safe", options)

const extensions = { "application/json": "json", "text/csv": "csv", "text/markdown": "md" } as const

const make = <S extends Schema.Top>(safety: Artifact["safety"], options: Options<S>): Artifact<S> => {
  const mediaType = options.mediaType ?? "application/json"
  return { ...options, mediaType, safety, file: `${options.name}.v${options.version}.${extensions[mediaType]}` }
}
