/**
 * Runs of a record alone, for tests of the index; and what a random sequence of days does to them, beside a model that knows better.
 */
import * as fs from "node:fs"
import * as Path from "node:path"
import type { Outcome } from "../../schemas/Ending.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Indexing from "../../src/runs/Indexing.ts"
import * as IndexRow from "../../src/runs/IndexRow.ts"
import type { RunId } from "../../src/runs/RunId.ts"
import * as RunIndex from "../../src/runs/RunIndex.ts"
import * as RunRecord from "../../src/runs/RunRecord.ts"
import * as RunRepository from "../../src/runs/RunRepository.ts"

export interface Options {
  readonly outcome?: Outcome
  readonly day?: string
  readonly candidates?: ReadonlyArray<string>
}

/** The run of a minute; a greater number is a later run. */
export const idOf = (minute: number): RunId => `${new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString().replaceAll(/[-:.]/g, "")}-aaaa`

const digest = Digest.of("content")

export const recordOf = ({ candidates = [], day = "2026-01-01", outcome = "succeeded" }: Options): RunRecord.RunRecord => {
  const isPublished = outcome === "succeeded" || outcome === "degraded"
  return RunRecord.seal({
    format: "signalcraft/run/1",
    graph: "daily",
    as_of: day,
    outcome,
    failed_stage: isPublished ? null : "read-board",
    failures: [],
    graph_hash: isPublished ? digest : null,
    nodes: isPublished ? { digest, total: 0, ok: 0, failed: 0, skipped: 0 } : null,
    config: {},
    runtime: {},
    pins: {},
    artifacts: (isPublished ? candidates : []).map((candidate) => ({
      name: "ranked_jobs", candidate, file: `candidates/${candidate}/ranked_jobs.v1.json`, media_type: "application/json", safety: "ui_safe", digest, bytes: 7
    }))
  })
}

export const begin = ({ folder }: RunRepository.RunRepository, id: RunId): void => void fs.mkdirSync(Path.join(folder, id), { recursive: true })

export const commit = (runs: RunRepository.RunRepository, id: RunId, options: Options = {}): RunRecord.RunRecord => {
  const record = recordOf(options)
  begin(runs, id)
  fs.writeFileSync(Path.join(runs.folder, id, "run.json"), RunRecord.encode(record))
  return record
}

export const remove = ({ folder }: RunRepository.RunRepository, id: RunId): void => fs.rmSync(Path.join(folder, id), { recursive: true })

export const indexFolder = ({ folder }: RunRepository.RunRepository): string => Path.join(folder, "index")

/** The same runs, and no index. */
export const withoutIndex = (runs: RunRepository.RunRepository): RunRepository.RunRepository => {
  const folder = `${runs.folder}-${Math.trunc(copies++)}`
  fs.cpSync(runs.folder, folder, { recursive: true, filter: (path) => path !== indexFolder(runs) })
  return { ...runs, folder }
}
let copies = 0

/** Numbers that look random and are the same every time (Park and Miller). */
export const random = (seed: number): ((below: number) => number) => {
  let state = seed * 7919 + 17
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

const outcomes: ReadonlyArray<Outcome> = ["succeeded", "degraded", "failed", "misconfigured", "crashed"]
const candidates = ["amy", "local", "zoe"]

/** A repository and what is truly in it. */
export interface World {
  readonly runs: RunRepository.RunRepository
  readonly committed: Map<RunId, RunRecord.RunRecord>
  readonly open: Set<RunId>
  minute: number
}

export const world = (runs: RunRepository.RunRepository): World => ({ runs, committed: new Map(), open: new Set(), minute: 100_000 })

const options = (pick: (below: number) => number): Options => ({
  outcome: outcomes[pick(outcomes.length)]!,
  day: `2026-03-0${1 + pick(9)}`,
  candidates: candidates.filter(() => pick(2) === 0)
})

const run = (world: World, pick: (below: number) => number, minute = world.minute++): void => {
  const id = idOf(minute)
  world.committed.set(id, commit(world.runs, id, options(pick)))
}

/** Something that happens to the runs, of which the lease holder then tells the index, unless it is killed or held no lease. */
export const happenings: Readonly<Record<string, (world: World, pick: (below: number) => number) => "told" | "untold">> = {
  "a run": (world, pick) => (run(world, pick), "told"),
  "many runs": (world, pick) => {
    for (let left = 1 + pick(40); left > 0; left--) run(world, pick)
    return "told"
  },
  "a refused run": (world, pick) => (run(world, pick), "untold"),
  "a kill before the record": (world) => {
    const id = idOf(world.minute++)
    begin(world.runs, id)
    world.open.add(id)
    return "untold"
  },
  "a kill after the record": (world, pick) => (run(world, pick), "untold"),
  "a crashed run is closed": (world, pick) => {
    for (const id of world.open) {
      world.committed.set(id, commit(world.runs, id, { outcome: "crashed", day: "2026-03-01" }))
      world.open.delete(id)
    }
    run(world, pick)
    return "told"
  },
  "an import of an old run": (world, pick) => (run(world, pick, pick(90_000)), "told"),
  "retention": (world, pick) => {
    for (const id of [...world.committed.keys()]) {
      if (pick(10) > 0) continue
      remove(world.runs, id)
      world.committed.delete(id)
    }
    return "told"
  },
  "a write that fails": (world, pick) => {
    run(world, pick)
    const disk = Disk.make(Disk.failing(1 + pick(8), { code: "ENOSPC", written: pick(50) }))
    Disk.quietly(() => Indexing.update({ ...world.runs, disk }))
    return "untold"
  },
  "the index is deleted": ({ runs }) => (fs.rmSync(indexFolder(runs), { recursive: true, force: true }), "untold"),
  "half of the index is deleted": ({ runs }, pick) => {
    const names = fs.existsSync(indexFolder(runs)) ? fs.readdirSync(indexFolder(runs)) : []
    if (names.length > 0) fs.rmSync(Path.join(indexFolder(runs), names[pick(names.length)]!))
    return "untold"
  },
  "the recent rows are cut off": ({ runs }, pick) => {
    const file = Path.join(indexFolder(runs), "recent.ndjson")
    if (fs.existsSync(file)) fs.truncateSync(file, pick(fs.statSync(file).size))
    return "untold"
  }
}

/** The index as the model's records give it. */
export const expectedIndex = ({ committed }: World): RunIndex.Image =>
  RunIndex.compose([...committed].map(([id, record]) => IndexRow.of(id, record)).sort((a, b) => (a.id < b.id ? -1 : 1)))

/** The ids of the runs wanted, the newest first, as the model has them. */
export const expected = ({ committed }: World, wanted: IndexRow.Wanted): ReadonlyArray<RunId> =>
  [...committed].filter(([id, record]) => {
    const isPublished = record.outcome === "succeeded" || record.outcome === "degraded"
    const kind = wanted.kind === undefined || (wanted.kind === "computed" ? record.nodes !== null : wanted.kind === "published" ? isPublished : record.outcome === "succeeded")
    return id !== "" && kind && (wanted.day ?? record.as_of) === record.as_of && (wanted.candidate === undefined || record.artifacts.some(({ candidate }) => candidate === wanted.candidate))
  }).map(([id]) => id).sort().reverse()

export const questions: ReadonlyArray<IndexRow.Wanted> = [
  {},
  ...(["computed", "published", "succeeded"] as const).flatMap((kind): ReadonlyArray<IndexRow.Wanted> => [{ kind }, { kind, day: "2026-03-04" }, { kind, candidate: "zoe" }]),
  { day: "2026-03-02" },
  { candidate: "amy" },
  { candidate: "amy", day: "2026-03-05" },
  { candidate: "nobody" }
]

export const found = (runs: RunRepository.RunRepository, wanted: IndexRow.Wanted): ReadonlyArray<RunId> => [...RunRepository.newest(runs, wanted)].map(({ id }) => id)
