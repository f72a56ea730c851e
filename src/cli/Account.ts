/**
 * What a run's events tell: the course of every node, and what befell the store.
 *
 * The events are all a killed run leaves, and the only place that says why a node ran. A line that is no event of ours is passed over.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Cause } from "../engine/Cause.ts"
import type { JsonObject } from "../platform/Canonical.ts"
import { Failure } from "../runs/RunRecord.ts"

export interface Course {
  readonly node: string
  readonly status: "ran" | "known" | "failed" | "skipped" | "running"
  /** When it started, in milliseconds since the run began. */
  readonly at: number
  /** How long it took; of a node that never ended, until the last event. */
  readonly millis: number
  readonly key: string | null
  readonly output: string | null
  readonly bytes: number | null
  readonly rows: { readonly total: number; readonly computed: number } | null
  /** The output is what it was the last time. */
  readonly unchanged: boolean
  readonly causes: ReadonlyArray<Cause>
  /** Attempts that failed and were followed by another: their sentences. */
  readonly retries: ReadonlyArray<string>
  readonly failure: typeof Failure.Type | null
  /** What it needed and did not get. */
  readonly because: string | null
}

export interface Account {
  readonly as_of: string | null
  readonly graph: string | null
  /** How many nodes the graph has, once it began. */
  readonly total: number | null
  readonly recognised: boolean
  /** In the order in which they settled or started. */
  readonly courses: ReadonlyMap<string, Course>
  readonly damages: ReadonlyArray<{ readonly kind: string; readonly name: string; readonly reason: string }>
  /** When the graph began and ended, in milliseconds since the run began. */
  readonly began: number | null
  readonly ended: number | null
  /** The time of the last event. */
  readonly last: number
}

const timed = { at: Schema.Number }
const ofNode = { ...timed, node: Schema.String }

const Told = Schema.Union([
  Schema.Struct({ type: Schema.Literal("run-opened"), as_of: Schema.String, graph: Schema.String }),
  Schema.Struct({ type: Schema.Literal("run-started"), ...timed, nodes: Schema.Int }),
  Schema.Struct({ type: Schema.Literals(["graph-recognised", "run-finished"]), ...timed }),
  Schema.Struct({ type: Schema.Literal("node-reused"), ...ofNode, key: Schema.String, output: Schema.String }),
  Schema.Struct({ type: Schema.Literal("node-started"), ...ofNode, key: Schema.String, causes: Schema.Array(Schema.Json) }),
  Schema.Struct({ type: Schema.Literal("node-retrying"), ...ofNode, failure: Failure }),
  Schema.Struct({
    type: Schema.Literal("node-finished"),
    ...ofNode,
    key: Schema.String,
    output: Schema.String,
    bytes: Schema.Int,
    rows: Schema.NullOr(Schema.Struct({ total: Schema.Int, computed: Schema.Int })),
    unchanged: Schema.Boolean
  }),
  Schema.Struct({ type: Schema.Literal("node-failed"), ...ofNode, key: Schema.String, failure: Failure }),
  Schema.Struct({ type: Schema.Literal("node-skipped"), ...ofNode, because: Schema.String }),
  Schema.Struct({
    type: Schema.Literal("store-damaged"),
    ...timed,
    damage: Schema.Struct({ kind: Schema.String, name: Schema.String, reason: Schema.String })
  })
])

const decode = Schema.decodeUnknownOption(Told)

const nothing = {
  millis: 0, key: null, output: null, bytes: null, rows: null, unchanged: false, causes: [], retries: [], failure: null, because: null
} satisfies Partial<Course>

export const of = (events: ReadonlyArray<JsonObject>): Account => {
  const courses = new Map<string, Course>()
  const damages: Array<Account["damages"][number]> = []
  const about: { -readonly [K in "as_of" | "graph" | "total" | "recognised" | "began" | "ended" | "last"]: Account[K] } =
    { as_of: null, graph: null, total: null, recognised: false, began: null, ended: null, last: 0 }
  const note = (node: string, at: number, change: Partial<Course> & Pick<Course, "status">) => {
    const known = courses.get(node) ?? { ...nothing, node, at }
    courses.set(node, { ...known, ...change, millis: change.status === "running" ? 0 : at - known.at })
  }
  for (const json of events) {
    const event = Option.getOrUndefined(decode(json))
    if (event === undefined) continue
    if ("at" in event) about.last = event.at
    switch (event.type) {
      case "run-opened":
        about.as_of = event.as_of
        about.graph = event.graph
        break
      case "run-started":
        about.began = event.at
        about.total = event.nodes
        break
      case "graph-recognised":
        about.recognised = true
        break
      case "run-finished":
        about.ended = event.at
        break
      case "node-reused":
        note(event.node, event.at, { status: "known", key: event.key, output: event.output })
        break
      case "node-started":
        courses.delete(event.node)
        note(event.node, event.at, { status: "running", key: event.key, causes: event.causes as unknown as ReadonlyArray<Cause> })
        break
      case "node-retrying":
        note(event.node, event.at, { status: "running", retries: [...(courses.get(event.node)?.retries ?? []), event.failure.message] })
        break
      case "node-finished":
        note(event.node, event.at, { status: "ran", key: event.key, output: event.output, bytes: event.bytes, rows: event.rows, unchanged: event.unchanged })
        break
      case "node-failed":
        note(event.node, event.at, { status: "failed", key: event.key, failure: event.failure })
        break
      case "node-skipped":
        note(event.node, event.at, { status: "skipped", because: event.because })
        break
      case "store-damaged":
        damages.push(event.damage)
    }
  }
  for (const course of courses.values()) {
    if (course.status === "running") courses.set(course.node, { ...course, millis: about.last - course.at })
  }
  return { ...about, courses, damages }
}

/** How many nodes have a status. */
export const count = ({ courses, recognised, total }: Account, status: Course["status"]): number =>
  recognised ? (status === "known" ? total ?? 0 : 0) : [...courses.values()].filter((course) => course.status === status).length
