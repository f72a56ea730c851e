/**
 * SQLite databases as bytes: opened from bytes, given back as bytes, and no file is touched in between.
 *
 * Two databases made by the same statements in the same order have the same bytes, wherever the work was broken off and taken up again.
 * The addon is loaded when a database is first asked for: 6 ms that most commands need not pay. Knows nothing of what is kept.
 */
import type Addon from "better-sqlite3"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { createRequire } from "node:module"

export type Database = Addon.Database

export interface Form {
  /** What tells this kind of database from others (the SQLite file format, 1.3.15). */
  readonly applicationId: number
  readonly version: number
  /** The statements that make its tables. */
  readonly schema: string
}

/** The addon cannot be loaded: it was not installed, was not built for this platform, or Node's permission model forbids addons. */
export class SqliteUnavailable extends Schema.TaggedError<SqliteUnavailable>()("SqliteUnavailable", { detail: Schema.String }) {
  override get message() {
    return `SQLite cannot be loaded: ${this.detail}. Install the packages again: npm ci`
  }
}

let addon: typeof Addon | undefined
const load = (): typeof Addon => {
  try {
    if (addon === undefined) {
      const loaded = createRequire(import.meta.url)("better-sqlite3") as typeof Addon
      // The package loads its native part with the first database.
      new loaded(":memory:").close()
      addon = loaded
    }
    return addon
  } catch (error) {
    throw new SqliteUnavailable({ detail: (error as Error).message.split("\n")[0]! })
  }
}

/** Fails where the addon cannot be loaded. */
export const required: Effect.Effect<void, SqliteUnavailable> = Effect.suspend(() => {
  const refusal = refused()
  return refusal === undefined ? Effect.void : Effect.fail(refusal)
})

export const isAvailable = (): boolean => refused() === undefined

const refused = (): SqliteUnavailable | undefined => {
  try {
    load()
    return undefined
  } catch (error) {
    if (error instanceof SqliteUnavailable) return error
    throw error
  }
}

/** An empty database. */
export const create = ({ applicationId, schema, version }: Form): Database => {
  const database = new (load())(":memory:")
  for (const setting of ["page_size = 4096", "auto_vacuum = 0", "encoding = 'UTF-8'", "secure_delete = ON", `application_id = ${applicationId}`, `user_version = ${version}`]) {
    database.pragma(setting)
  }
  database.exec(schema)
  return database
}

/** The database in bytes that `bytesOf` gave; a change of it stays in memory. */
export const open = (bytes: Buffer): Database => {
  const database = new (load())(bytes)
  database.pragma("secure_delete = ON")
  return database
}

/** The whole database. What its header counts of transactions, and the release that wrote it, are levelled: they are no content. */
export const bytesOf = (database: Database): Buffer => {
  const bytes = database.serialize()
  // The change counter, and the two fields that say when and by what it was last held (the SQLite file format, 1.3.7 and 1.3.16).
  bytes.writeUInt32BE(1, 24)
  bytes.writeUInt32BE(1, 92)
  bytes.writeUInt32BE(0, 96)
  return bytes
}

/** The release of SQLite at work. Another might lay out its pages otherwise. */
export const release = (): string => {
  const database = new (load())(":memory:")
  try {
    return database.prepare("select sqlite_version()").pluck().get() as string
  } finally {
    database.close()
  }
}
