/**
 * Recomputes a run from its own record, in a process that can reach nothing else, and compares every output.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { spawn } from "node:child_process"
import { existsSync, realpathSync } from "node:fs"
import { text } from "node:stream/consumers"
import * as Path from "node:path"
import { fileURLToPath } from "node:url"
import * as CodeTable from "../build/CodeTable.ts"
import * as Comparison from "../engine/Comparison.ts"
import type * as Graph from "../engine/Graph.ts"
import * as NodeRecords from "../engine/Record.ts"
import * as Pins from "../runs/Pins.ts"
import * as RunFolder from "../runs/RunFolder.ts"
import type { RunId } from "../runs/RunId.ts"
import type { Outcome } from "../../schemas/Ending.ts"
import type * as RunRecord from "../runs/RunRecord.ts"
import * as Home from "./Home.ts"
import type { RunSource } from "./RunSource.ts"

export interface Job {
  /** The folder that holds the runs. */
  readonly runs: string
  readonly record: RunRecord.RunRecord
  readonly codes: Graph.Codes
}

export interface Answer {
  readonly outcome: Outcome
  readonly graph_hash: string
  /** `nodes.ndjson`. */
  readonly nodes: string
  readonly artifacts: ReadonlyArray<RunRecord.ArtifactRecord>
  /** Who kept the network away: the permission model, or our own seal where it cannot. */
  readonly network: "denied" | "sealed"
}

/** The process that replays ended without an answer. */
export class ReplayBroken extends Schema.TaggedError<ReplayBroken>()("ReplayBroken", { detail: Schema.String }) {
  override get message() {
    return `The replay did not come to an end: ${this.detail}`
  }
}

export interface Replayed {
  readonly nodes: number
  /** Where recomputed and recorded nodes part: the smallest set that explains every difference. */
  readonly comparison: Comparison.Comparison
  readonly artifacts: ReadonlyArray<{ readonly file: string; readonly recorded: string | null; readonly recomputed: string | null }>
  readonly network: Answer["network"]
}

/** Nodes whose output is not the recorded one. The other origins only have another key now: code or runtime moved on without effect. */
export const deviations = ({ comparison }: Replayed): ReadonlyArray<Comparison.Origin> =>
  comparison.origins.filter((origin) => origin.kind !== "differs" || origin.outputs.left !== origin.outputs.right)

/** Whether equal inputs, code and configuration led to something else: then a stage does not follow from its inputs. */
export const isViolated = (replayed: Replayed): boolean =>
  deviations(replayed).some((origin) => origin.kind === "outcome" || (origin.kind === "differs" && origin.causes.some(({ kind }) => kind === "non-determinism")))

export const replay = Effect.fnUntraced(function*({ id, nodes: recorded, record, runs }: RunSource) {
  const codes = yield* CodeTable.load
  const answer = yield* compute({ runs: runs.folder, record, codes }, id)
  const nodes = NodeRecords.decode(new TextEncoder().encode(answer.nodes))
  if ("problem" in nodes) return yield* new ReplayBroken({ detail: `its answer is malformed: ${nodes.problem}` })
  const replayed: Replayed = {
    nodes: recorded.length,
    comparison: Comparison.compare(recorded, nodes),
    artifacts: artifactsThatDiffer(record.artifacts, answer.artifacts),
    network: answer.network
  }
  return replayed
})

const artifactsThatDiffer = (
  recorded: ReadonlyArray<RunRecord.ArtifactRecord>,
  recomputed: ReadonlyArray<RunRecord.ArtifactRecord>
): Replayed["artifacts"] => {
  const now = new Map(recomputed.map(({ digest, file }) => [file, digest]))
  const before = new Map(recorded.map(({ digest, file }) => [file, digest]))
  const files = [...new Set([...before.keys(), ...now.keys()])]
  return files.filter((file) => before.get(file) !== now.get(file)).map((file) => ({ file, recorded: before.get(file) ?? null, recomputed: now.get(file) ?? null }))
}

const compute = (job: Job, id: RunId): Effect.Effect<Answer, ReplayBroken> =>
  Effect.tryPromise({
    try: async (signal) => {
      const modules = Path.join(Home.program, "node_modules")
      const readable = [Home.program, ...(existsSync(modules) ? [realpathSync(modules)] : []), RunFolder.folderOf(job.runs, id), Pins.folderOf(job.runs)]
      const child = spawn(process.execPath, ["--permission", ...readable.map((path) => `--allow-fs-read=${path}`), childProgram()], {
        stdio: ["pipe", "pipe", "pipe"],
        env: {},
        signal
      })
      child.stdin.end(JSON.stringify(job))
      const closed = new Promise<number | null>((resolve, reject) => child.on("close", resolve).on("error", reject))
      const [answer, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), closed])
      if (code !== 0) throw new Error(essence(complaint) || `it ended with code ${code}`)
      return JSON.parse(answer) as Answer
    },
    catch: (cause) => new ReplayBroken({ detail: (cause as Error).message })
  })

/** Beside this file: bundled in `dist/`, as source in a source run. */
const childProgram = (): string => {
  const here = Path.dirname(fileURLToPath(import.meta.url))
  const bundled = Path.join(here, "replay-child.js")
  return existsSync(bundled) ? bundled : Path.join(here, "replay-child.ts")
}

/** The line of a crash that says what happened. */
const essence = (complaint: string): string =>
  complaint.split("\n").find((line) => /^\w*Error\b|^\[\w+\]|^Error/.test(line.trim()))?.trim() ?? complaint.trim().split("\n")[0] ?? ""
