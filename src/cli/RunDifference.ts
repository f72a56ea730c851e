/**
 * Where two runs part: the nodes the differences begin at, why, and the first places at which values differ.
 */
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import { daily } from "../../graph/daily.ts"
import * as Safety from "../artifacts/Safety.ts"
import type { Cause } from "../engine/Cause.ts"
import * as Comparison from "../engine/Comparison.ts"
import * as Setting from "../engine/Setting.ts"
import type * as Stage from "../engine/Stage.ts"
import * as JsonDifference from "../engine/JsonDifference.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Digest from "../platform/Digest.ts"
import type { Store } from "../engine/Store.ts"
import * as RunSources from "./RunSource.ts"
import type { RunSource } from "./RunSource.ts"

/** A place at which two values differ. Values are left out where they may be a stranger's text. */
export interface Place {
  readonly pointer: string
  readonly left: string | null
  readonly right: string | null
}

/** What a cause comes down to: the first places at which what it names differs. */
export interface Reason {
  readonly cause: Cause
  readonly of: string
  readonly places: ReadonlyArray<Place>
}

export interface OriginDifference {
  readonly origin: Comparison.Origin
  readonly reasons: ReadonlyArray<Reason>
  /** The first places at which the outputs differ; empty where they agree or are not at hand. */
  readonly output: ReadonlyArray<Place>
}

export interface RunDifference {
  readonly same: boolean
  readonly graphHash: { readonly left: string | null; readonly right: string | null }
  readonly origins: ReadonlyArray<OriginDifference>
  readonly downstream: number
  readonly equal: number
  /** Published files that differ, one line each. */
  readonly artifacts: ReadonlyArray<{ readonly file: string; readonly left: string | null; readonly right: string | null }>
}

const shownPlaces = 5

export const between = Effect.fnUntraced(function*(store: Store["Service"], left: RunSource, right: RunSource) {
  const comparison = Comparison.compare(left.nodes, right.nodes)
  const origins: Array<OriginDifference> = []
  for (const origin of comparison.origins) {
    const reasons: Array<Reason> = []
    if (origin.kind === "differs") for (const cause of origin.causes) reasons.push(...(yield* reasonsOf(store, left, right, origin.node, cause)))
    const outputs = origin.kind === "only" ? { left: null, right: null } : origin.outputs
    origins.push({ origin, reasons, output: outputs.left === outputs.right ? [] : yield* places(store, left, right, outputs.left, outputs.right, maySpeak(origin.node)) })
  }
  const artifacts = artifactDifferences(left, right)
  const difference: RunDifference = {
    same: origins.length === 0 && artifacts.length === 0,
    graphHash: { left: left.record.graph_hash, right: right.record.graph_hash },
    origins,
    downstream: comparison.downstream,
    equal: comparison.equal,
    artifacts
  }
  return difference
})

const stageOf = (node: string): Stage.Any | undefined => daily.stages.find(({ name }) => name === node.replace(/\[.*$/, ""))

/** Values are shown only of stages whose output cannot hold an advertisement's text. */
const maySpeak = (node: string): boolean => {
  const output = stageOf(node)?.output
  return output !== undefined && "schema" in output && Safety.rawTextIn(output.schema as unknown as Schema.Top) === undefined
}

const reasonsOf = Effect.fnUntraced(function*(store: Store["Service"], left: RunSource, right: RunSource, node: string, cause: Cause) {
  if (cause.kind === "config" || cause.kind === "item") {
    const stage = stageOf(node)
    const settings = cause.kind === "config" ? [stage?.setting] : stage?.over?.factors.map(({ setting }) => setting) ?? []
    const reasons: Array<Reason> = []
    for (const setting of settings) {
      if (setting === undefined) continue
      const found = yield* places(store, left, right, left.record.config[setting.file] ?? null, right.record.config[setting.file] ?? null, true)
      if (found.length > 0 || settings.length === 1) reasons.push({ cause, of: Setting.fileName(setting), places: found })
    }
    return reasons.length > 0 ? reasons : [{ cause, of: "", places: [] }]
  }
  if (cause.kind === "capability") {
    const scope = /\[(.*)\]$/.exec(node)?.[1] ?? ""
    const document = (source: RunSource) => source.record.pins[cause.capability]?.[scope]?.document
    return [{ cause, of: "", places: JsonDifference.first(document(left), document(right), shownPlaces).map((one) => place(one, true)) }]
  }
  return [{ cause, of: "", places: [] }]
})

const differing = (left: { readonly [name: string]: string }, right: { readonly [name: string]: string }): ReadonlyArray<string> =>
  [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((name) => left[name] !== right[name]).sort(Canonical.compare)

const places = Effect.fnUntraced(function*(store: Store["Service"], left: RunSource, right: RunSource, a: string | null, b: string | null, speak: boolean) {
  if (a === null || b === null) return []
  const [from, to] = [yield* RunSources.content(left, store, a), yield* RunSources.content(right, store, b)]
  if (from === undefined || to === undefined) return []
  const [before, after] = [parse(from), parse(to)]
  if (before === undefined || after === undefined) return []
  return JsonDifference.first(before, after, shownPlaces).map((one) => place(one, speak))
})

const place = ({ left, pointer, right }: JsonDifference.Difference, speak: boolean): Place =>
  ({ pointer, left: show(left, speak), right: show(right, speak) })

const show = (value: unknown, speak: boolean): string | null => {
  if (value === undefined) return null
  const text = Canonical.stringifyUnsafe(value)
  if (!speak && typeof value !== "number" && typeof value !== "boolean" && value !== null) return `${text.length} characters, ${Digest.short(Digest.of(text))}`
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}

/** A document, or the rows of a table; nothing for other bytes. */
const parse = (content: Uint8Array): unknown => {
  const text = new TextDecoder().decode(content)
  try {
    return text.endsWith("\n") ? text.trimEnd().split("\n").map((line) => JSON.parse(line) as unknown) : JSON.parse(text)
  } catch {
    return undefined
  }
}

const artifactDifferences = (left: RunSource, right: RunSource): RunDifference["artifacts"] => {
  const digests = (source: RunSource) => Object.fromEntries(source.record.artifacts.map(({ digest, file }) => [file, digest]))
  const [a, b] = [digests(left), digests(right)]
  return differing(a, b).map((file) => ({ file, left: a[file] ?? null, right: b[file] ?? null }))
}
