/**
 * The other half of `graph replay`: recomputes a run in a process that can reach nothing but the run's own files.
 *
 * Started by `Replay.ts` under Node's permission model: no network, no writing, reading only of the program and the run. It gets
 * its job on stdin and answers on stdout; what it computes it keeps in memory.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { text } from "node:stream/consumers"
import { daily } from "../../graph/daily.ts"
import { registry } from "../../graph/settings.ts"
import * as Marks from "../capabilities/Marks.ts"
import { Network } from "../capabilities/Network.ts"
import * as Requests from "../capabilities/Requests.ts"
import { Today } from "../capabilities/Today.ts"
import * as Engine from "../engine/Engine.ts"
import * as Setting from "../engine/Setting.ts"
import * as RecordedNetwork from "../network/RecordedNetwork.ts"
import * as SealedModules from "../network/SealedModules.ts"
import type * as Canonical from "../platform/Canonical.ts"
import type { Digest } from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Conclusion from "../runs/Conclusion.ts"
import * as Pins from "../runs/Pins.ts"
import type * as RunRecord from "../runs/RunRecord.ts"
import * as MemoryStore from "../store/MemoryStore.ts"
import * as Pinning from "./Pinning.ts"
import * as Publication from "./Publication.ts"
import type { Answer, Job } from "./Replay.ts"
import * as World from "./World.ts"

const recompute = Effect.fnUntraced(function*(job: Job) {
  const disk = yield* Disk.Disk
  const { record, runs } = job
  const blob = (digest: Digest) => Pins.read(disk, runs, digest)
  const settings: Setting.Source = Object.fromEntries(
    Object.entries(record.config).map(([file, digest]) => [file, JSON.parse(new TextDecoder().decode(intact(blob(digest as Digest))))])
  )
  const ledger = Pinning.ledgerOf(record.pins)
  const providers = Result.getOrElse(Result.map(Setting.read(registry, settings), ({ value }) => value), () => [])
  const world = World.make({
    settings,
    codes: job.codes,
    runtime: World.runtime(),
    day: record.pins[Today.key]?.[""]?.document as string ?? record.as_of,
    network: RecordedNetwork.bound({
      pin: (scope) => RecordedNetwork.pinOf(record.pins[Network.key]?.[scope]?.document as Canonical.Json | undefined),
      fingerprint: (scope) => record.pins[Network.key]?.[scope]?.fingerprint,
      body: (digest) => Effect.suspend(() => {
        const lost = lostBody(record, digest)
        if (lost !== undefined) return Effect.fail(lost)
        const found = blob(digest)
        return found._tag === "intact" ? Effect.succeed(found.content) : Effect.fail(found._tag === "absent" ? "it is gone" : found.reason)
      })
    }),
    requests: Requests.from(Pinning.requestsOf(record.pins)),
    marks: Marks.from((candidate) => (record.pins[Marks.Marks.key]?.[candidate]?.document ?? []) as unknown as ReadonlyArray<Marks.Marked>),
    past: { ledger: ledger === null ? null : { digest: ledger, content: intact(blob(ledger)) }, read: (digest) => Effect.sync(() => intact(blob(digest))) },
    providers
  })
  const ready = Result.getOrThrowWith(Engine.ready(daily, world), (problems) => new Error(`the recorded configuration no longer decodes: ${JSON.stringify(problems)}`))
  const store = MemoryStore.make()
  const execution = Engine.execution(ready, { store, concurrency: 4, emit: () => {}, previous: () => undefined })
  const result = yield* execution.run
  const { failures, outcome } = Conclusion.of(result.settled)
  const publication = yield* Publication.make(store, {
    outcome,
    as_of: record.as_of,
    failures,
    settled: result.settled,
    remarks: record.remarks ?? [],
    providers,
    registryHash: record.registry_hash ?? null,
    pins: Pinning.networkPins(record.pins),
    requests: Pinning.requestsOf(record.pins),
    kept: (digest) => intact(blob(digest))
  })
  const answer: Answer = {
    outcome,
    graph_hash: result.graphHash,
    nodes: new TextDecoder().decode(result.record),
    artifacts: publication.records,
    network: SealedModules.denied() ? "denied" : "sealed"
  }
  return answer
})

/** A body that the run itself found damaged is as damaged in its replay, for the same reason. */
const lostBody = (record: RunRecord.RunRecord, digest: string): string | undefined => {
  for (const { error } of record.failures) {
    const { _tag, body, reason } = error as { readonly _tag?: string; readonly body?: string; readonly reason?: string }
    if (_tag === "DamagedRecording" && body === digest) return reason
  }
  return undefined
}

const intact = (found: Pins.Found): Uint8Array => {
  if (found._tag === "intact") return found.content
  throw new Error(found._tag === "absent" ? "a pinned blob is gone" : found.reason)
}

SealedModules.seal()
const job = JSON.parse(await text(process.stdin)) as Job
process.stdout.write(JSON.stringify(await Effect.runPromise(recompute(job))))
