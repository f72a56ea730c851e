/**
 * Runs made by hand: small, whole, and committed the way real ones are.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import * as Audit from "../../src/artifacts/Audit.ts"
import * as NodeRecords from "../../src/engine/Record.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Pins from "../../src/runs/Pins.ts"
import * as RunFolder from "../../src/runs/RunFolder.ts"
import type { Outcome } from "../../schemas/Ending.ts"
import * as RunRecord from "../../src/runs/RunRecord.ts"
import type { RunRepository } from "../../src/runs/RunRepository.ts"

export const disk = Disk.make()

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A repository in a folder that goes away. */
export const repository: Effect.Effect<RunRepository, never, Scope.Scope> = Effect.map(
  Effect.acquireRelease(
    Effect.sync(() => fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-runs-"))),
    (folder) => Effect.sync(() => fs.rmSync(folder, { recursive: true, force: true }))
  ),
  (root): RunRepository => ({ disk, folder: Path.join(root, "runs") })
)

/** The same repository on a disk that fails as told. */
export const failing = (runs: RunRepository, faults: Disk.Faults): RunRepository => ({ ...runs, disk: Disk.make(faults) })

export interface Options {
  readonly outcome?: Outcome
  readonly day?: string
  /** Sets this run's own blobs apart from those of others. */
  readonly seed?: string
  readonly artifactFile?: string
  /** Whose its first artifact is; nobody's by default. */
  readonly candidate?: string
  readonly failures?: RunRecord.RunRecord["failures"]
}

const actionOf = (stage: string, seed: string): NodeRecords.NodeRecord & { status: "ok" } => {
  const action = { engine: 1, stage, partition: null, code: Digest.of(stage), config: null, item: null, inputs: {}, uses: {}, runtime: {} }
  return { status: "ok", node: stage, key: Canonical.digestUnsafe(action), action, output: Digest.of(`${stage} ${seed}`) }
}

export const common = { config: bytes(`{"schema_version":1}`) }

export const commit = ({ disk, folder }: RunRepository, id: string, options: Options = {}): RunRecord.RunRecord => {
  const { day = "2026-11-22", outcome = "succeeded", seed = id } = options
  const nodes = [actionOf("fetch-board", seed), actionOf("rank-jobs", seed)]
  const content = NodeRecords.encode(nodes)
  const bodies = ["openai", "mistral"].map((provider) => bytes(`{"jobs":"${provider} ${seed}"}`))
  const ledger = Pins.keep(disk, folder, bytes(`{"ledger":"${seed}"}`))
  const exchanges = bodies.map((body, index) => ({
    url: `https://boards.example/${index}`,
    status: 200,
    headers: { etag: Digest.of("not a blob") },
    body: Pins.keep(disk, folder, body),
    bytes: body.length,
    received_at: "2026-11-22T06:00:00Z"
  }))
  const artifacts = new Map([[options.artifactFile ?? "candidates/local/ranked_jobs.v1.json", bytes(`{"ranked":"${seed}"}`)], ["postings.v1.json", bytes(`{"postings":"${seed}"}`)]])
  const record = RunRecord.seal({
    format: "signalcraft/run/1",
    graph: "daily",
    as_of: day,
    outcome,
    failed_stage: null,
    failures: options.failures ?? [],
    graph_hash: NodeRecords.graphHash(nodes),
    nodes: { digest: Digest.of(content), total: 2, ok: 2, failed: 0, skipped: 0 },
    config: { providers: Pins.keep(disk, folder, common.config) },
    runtime: { unicode: "17.0" },
    remarks: [],
    pins: {
      "signalcraft/capabilities/History": { "": { fingerprint: ledger, document: ledger } },
      "signalcraft/capabilities/Network": { openai: { fingerprint: "a", document: [exchanges[0]!] }, mistral: { fingerprint: "b", document: [exchanges[1]!] } },
      "signalcraft/capabilities/Today": { "": { fingerprint: day, document: day } }
    },
    artifacts: Array.from(artifacts, ([file, content]) => ({
      name: "artifact", candidate: file === options.artifactFile ? options.candidate ?? null : null, file, media_type: "application/json", safety: "ui_safe" as const, digest: Digest.of(content), bytes: content.length
    }))
  })
  const audit = Audit.make({ run: id, as_of: day, outcome: "succeeded", occasion: null, given: { code: null, registry_hash: null, config: {}, profiles: {} }, before: null })
  const open = RunFolder.begin(disk, folder, id)
  RunFolder.note(open, { type: "run-opened", run: id })
  RunFolder.commit(open, { nodes: content, artifacts, audit, timing: { wall_ms: 1 }, record })
  return record
}

/** Every file below a folder with its content, hidden ones included. */
export const contents = (folder: string): Readonly<{ [path: string]: string }> =>
  Object.fromEntries(
    (fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, withFileTypes: true }) : [])
      .filter((entry) => entry.isFile())
      .map((entry) => Path.join(entry.parentPath, entry.name))
      .map((path) => [Path.relative(folder, path), fs.readFileSync(path, "latin1")] as const)
      .sort(([a], [b]) => Canonical.compare(a, b))
  )

/** Flips a bit of the byte in the middle. */
export const damage = (path: string): void => {
  const content = fs.readFileSync(path)
  content[content.length >> 1]! ^= 1
  fs.writeFileSync(path, content)
}
