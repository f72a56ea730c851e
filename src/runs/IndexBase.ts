/**
 * The settled part of the index: a SQLite database of rows in the order of their runs, numbered from 1.
 *
 * Rows are only ever added, and only after all others, so the same rows give the same bytes in however many steps they came. Every
 * question is one probe of an index and a walk along it.
 */
import * as Sqlite from "../platform/Sqlite.ts"
import type { Row, Wanted } from "./IndexRow.ts"
import type { RunId } from "./RunId.ts"

/** What a question finds: enough to read the run, and to see whether it is still the one that was indexed. */
export interface Hit {
  readonly id: RunId
  readonly seal: string
  readonly as_of: string
}

const published = "outcome in ('succeeded', 'degraded')"

const form: Sqlite.Form = {
  // "grun"
  applicationId: 0x6772756e,
  version: 1,
  schema: `
    create table run (position integer primary key, id text not null, seal text not null, graph text not null, as_of text not null, outcome text not null,
      failed_stage text, graph_hash text, computed integer not null) strict;
    create index computed_run on run (position) where computed = 1;
    create index published_run on run (position) where ${published};
    create index published_day on run (as_of, position) where ${published};
    create index succeeded_run on run (position) where outcome = 'succeeded';
    create index run_of_day on run (as_of, position);
    create table candidate (candidate text not null, position integer not null, id text not null, seal text not null, as_of text not null, outcome text not null,
      computed integer not null, artifacts integer not null, primary key (candidate, position)) strict, without rowid;`
}

export interface Grown {
  readonly bytes: Buffer
  readonly ids: ReadonlyArray<RunId>
}

/** A base with more rows, which come after all it holds. */
export const grow = (base: Buffer | undefined, rows: ReadonlyArray<Row>): Grown => {
  const database = base === undefined ? Sqlite.create(form) : Sqlite.open(base)
  try {
    insert(database, rows)
    return { bytes: Sqlite.bytesOf(database), ids: idsIn(database) }
  } finally {
    database.close()
  }
}

/** The release of SQLite that lays bases out. Another might give other bytes. */
export const release = Sqlite.release

/** Whether bases can be read and laid out here at all. */
export const isPossible = Sqlite.isAvailable

const insert = (database: Sqlite.Database, rows: ReadonlyArray<Row>): void => {
  const run = database.prepare("insert into run values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
  const candidate = database.prepare("insert into candidate values (?, ?, ?, ?, ?, ?, ?, ?)")
  const held = database.prepare("select coalesce(max(position), 0) from run").pluck().get() as number
  database.transaction(() => {
    for (const [index, row] of rows.entries()) {
      const position = held + index + 1
      const computed = row.computed ? 1 : 0
      run.run(position, row.id, row.seal, row.graph, row.as_of, row.outcome, row.failed_stage, row.graph_hash, computed)
      for (const part of row.candidates) candidate.run(part.candidate, position, row.id, row.seal, row.as_of, row.outcome, computed, part.artifacts)
    }
  })()
}

const idsIn = (database: Sqlite.Database): ReadonlyArray<RunId> => database.prepare("select id from run order by position").pluck().all() as Array<RunId>

/** Every id, the oldest first. */
export const ids = (base: Buffer): ReadonlyArray<RunId> => reading(base, idsIn)

/** Every row, the oldest first. */
export const rows = (base: Buffer): ReadonlyArray<Row> =>
  reading(base, (database) => {
    const parts = Map.groupBy(
      database.prepare("select position, candidate, artifacts from candidate order by position, candidate").all() as Array<{ position: number; candidate: string; artifacts: number }>,
      ({ position }) => position
    )
    const runs = database.prepare("select * from run order by position").all() as Array<Omit<Row, "candidates" | "computed"> & { position: number; computed: number }>
    return runs.map(({ computed, position, ...row }): Row => ({
      ...row,
      computed: computed === 1,
      candidates: (parts.get(position) ?? []).map(({ artifacts, candidate }) => ({ candidate, artifacts }))
    }))
  })

const reading = <A>(base: Buffer, read: (database: Sqlite.Database) => A): A => {
  const database = Sqlite.open(base)
  try {
    return read(database)
  } finally {
    database.close()
  }
}

/** As many rows are read at a time. */
const stride = 64

/** The runs wanted, the newest first. */
export function* newest(base: Buffer, wanted: Wanted): Generator<Hit> {
  const { table, where, values } = conditionsOf(wanted)
  yield* walk(base, `select id, seal, as_of, position from ${table} where ${[...where, "position < ?"].join(" and ")} order by position desc limit ${stride}`, values, ({ position }) => [position], [
    Number.MAX_SAFE_INTEGER
  ])
}

/** Published runs about days before one, the latest day first, and of one day the newest run. */
export function* before(base: Buffer, day: string): Generator<Hit> {
  yield* walk(base, `select id, seal, as_of, position from run where ${published} and (as_of, position) < (?, ?) order by as_of desc, position desc limit ${stride}`, [], ({ as_of, position }) => [as_of, position], [
    day,
    0
  ])
}

interface Found extends Hit {
  readonly position: number
}

function* walk(base: Buffer, query: string, values: ReadonlyArray<string>, resume: (last: Found) => ReadonlyArray<string | number>, from: ReadonlyArray<string | number>): Generator<Hit> {
  const database = Sqlite.open(base)
  try {
    const statement = database.prepare(query)
    for (let bound = from;;) {
      const found = statement.all(...values, ...bound) as Array<Found>
      yield* found
      if (found.length < stride) return
      bound = resume(found.at(-1)!)
    }
  } finally {
    database.close()
  }
}

const kinds = { computed: "computed = 1", published, succeeded: "outcome = 'succeeded'" }

const conditionsOf = ({ candidate, day, kind }: Wanted) => ({
  table: candidate === undefined ? "run" : "candidate",
  where: [...(candidate === undefined ? [] : ["candidate = ?"]), ...(kind === undefined ? [] : [kinds[kind]]), ...(day === undefined ? [] : ["as_of = ?"])],
  values: [...(candidate === undefined ? [] : [candidate]), ...(day === undefined ? [] : [day])]
})
