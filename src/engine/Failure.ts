/**
 * Failures as data: what went wrong, in which node, and whether trying again may help.
 *
 * A stage's own errors are schemas it lists in `fails`. The errors here are the engine's: they can befall any stage. What
 * goes wrong outside every stage has a reserved name, so a run that failed always has a `failed_stage`.
 */
import * as Schema from "effect/Schema"
import type { Json } from "../platform/Canonical.ts"

/** The stage threw, or gave what its own output schema refuses: a bug in the stage, not a failure of the world. */
export class BrokenStage extends Schema.TaggedError<BrokenStage>()("BrokenStage", {
  stage: Schema.String,
  defect: Schema.String
}) {
  override get message() {
    return `${this.stage} is broken: ${this.defect}. This is a bug in graph/stages/${this.stage}.ts or what it calls, not in the data`
  }
}

/** The stage took longer than its declaration allows. */
export class TimedOut extends Schema.TaggedError<TimedOut>()("TimedOut", {
  stage: Schema.String,
  /** The limit, in milliseconds. */
  after: Schema.Int
}) {
  readonly retryable = true
  override get message() {
    return `${this.stage} did not finish within ${this.after} ms. Run again; if it persists, raise its timeout or find out what it waits for`
  }
}

/** The same key gave different bytes: the stage does not follow from its inputs alone. */
export class NonDeterministic extends Schema.TaggedError<NonDeterministic>()("NonDeterministic", {
  stage: Schema.String,
  key: Schema.String,
  expected: Schema.String,
  found: Schema.String
}) {
  override get message() {
    return `${this.stage} gave two outputs for one key (${this.expected} and ${this.found}). Look for the clock, randomness, the locale, or an order that is not defined`
  }
}

/** A failure in its encoded form: `_tag` and the error's own fields, as its schema writes them. */
export type ErrorJson = { readonly _tag: string } & { readonly [key: string]: Json }

/** A failed node. `error` is the typed error, encoded; `message` is its sentence. */
export interface Failure {
  readonly node: string
  readonly stage: string
  readonly partition: string | null
  readonly error: ErrorJson
  readonly message: string
  readonly retryable: boolean
}

/** What can fail outside every stage. Stage names are kebab-case words, so these never clash with one. */
export const reserved = {
  config: "engine/config",
  lease: "engine/lease",
  store: "engine/store",
  code: "engine/code",
  interrupt: "engine/interrupt",
  crash: "engine/crash",
  defect: "engine/defect"
} as const
