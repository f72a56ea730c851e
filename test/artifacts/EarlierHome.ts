/**
 * A home whose last run was left by another state of the program: its documents are those of `compatibility/`, or changed from them.
 */
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import type { ProviderId } from "../../schemas/Provider.ts"
import * as Catalogue from "../../src/artifacts/Catalogue.ts"
import * as Questions from "../../src/boards/Questions.ts"
import * as DailyRun from "../../src/cli/DailyRun.ts"
import * as Home from "../../src/cli/Home.ts"
import * as NodeRecords from "../../src/engine/Record.ts"
import * as SnapshotSet from "../../src/network/SnapshotSet.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import * as Boards from "../boards/Rig.ts"

const folder = new URL("./compatibility/", import.meta.url)

/** File name to document, as `ledger.v1.1.json`. */
export const documents: ReadonlyMap<string, any> = new Map(fs.readdirSync(folder).map((file) => [file, JSON.parse(fs.readFileSync(new URL(file, folder), "utf8"))]))

/** The first state of version 1 of every artifact that a record names. */
export const first: Readonly<Record<string, any>> = Object.fromEntries(
  [...documents].flatMap(([file, document]) => (file.endsWith(".v1.1.json") && Catalogue.all.some(({ name }) => name === file.replace(".v1.1.json", "")) ? [[file.replace(".v1.1.json", ""), document]] : []))
)

const providers = ["acme", "gone"].map((id) => ({ id, name: id, system: "ashby" as const, board: id, enabled: true }))
export const run = "20260203T060000000Z-aaaa"

/** @param published artifact name to its document; @param more changes of the run record */
export const make = Effect.fnUntraced(function*(published: Readonly<Record<string, unknown>> = first, more: object = {}) {
  const root = yield* Effect.acquireRelease(
    Effect.sync(() => fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-earlier-"))),
    (root) => Effect.sync(() => fs.rmSync(root, { recursive: true, force: true }))
  )
  const home = Home.at(root)
  fs.cpSync(Path.join(Home.program, "config"), home.config, { recursive: true })
  fs.writeFileSync(Path.join(home.config, "providers.json"), JSON.stringify({ schema_version: 1, providers }))
  const ids = ["1", "2", "9"]
  for (const { id, system, board } of providers) {
    yield* SnapshotSet.add(home.snapshots, id as ProviderId, {
      url: Questions.first({ id: id as ProviderId, system, board }).url,
      status: 200,
      headers: { "content-type": "application/json" },
      body: Buffer.from(Boards.write("ashby", Boards.envelope.ashby(ids.map((number) => ({ ...Boards.rows.ashby(1), id: number }))))),
      received_at: "2026-02-04T06:00:00Z"
    })
  }
  leave(home, published, more)
  const next = (day = "2026-02-04") =>
    DailyRun.run({ home, day, snapshots: null, live: false, concurrency: 4, refresh: false, perturbed: undefined, onEvent: () => {} }).pipe(Effect.provide(MemoryStore.layer))
  return { root, home, next }
})

const leave = (home: Home.Home, published: Readonly<Record<string, unknown>>, more: object): void => {
  const at = Path.join(home.runs, run)
  const put = (file: string, content: string) => {
    fs.mkdirSync(Path.dirname(Path.join(at, file)), { recursive: true })
    fs.writeFileSync(Path.join(at, file), content)
    return { digest: Digest.of(content), bytes: Buffer.byteLength(content) }
  }
  const action = { engine: 1, stage: "read-board", partition: "acme", code: Digest.of(""), config: null, item: null, inputs: {}, uses: {}, runtime: {} }
  const nodes = [{ status: "ok" as const, node: "read-board[acme]", key: Canonical.digestUnsafe(action), action, output: Digest.of("") }]
  const body = {
    ...documents.get("run.v1.1.json"),
    graph_hash: NodeRecords.graphHash(nodes),
    nodes: { digest: put("nodes.ndjson", new TextDecoder().decode(NodeRecords.encode(nodes))).digest, total: 1, ok: 1, failed: 0, skipped: 0 },
    artifacts: Object.entries(published).map(([name, document]) => {
      const { schema_version } = document as { readonly schema_version?: number }
      const candidate = ["ranked_jobs", "explanation"].includes(name) ? "local" : null
      const file = `${candidate === null ? "" : "candidates/local/"}${name}.v${schema_version ?? 1}.json`
      return { name, candidate, file, media_type: "application/json", safety: name === "ledger" ? "replay_safe" : "ui_safe", ...put(`artifacts/${file}`, Canonical.stringifyUnsafe(document)) }
    }),
    ...more
  }
  put("run.json", `${Canonical.stringifyUnsafe({ ...body, seal: Canonical.digestUnsafe(body) })}\n`)
}
