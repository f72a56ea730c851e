/**
 * SQLite databases as bytes: opened from bytes, given back as bytes, and no file is touched in between.
 *
 * Two databases made by the same statements in the same order have the same bytes, wherever the work was broken off and taken up again.
 * The addon is loaded when a database is first asked for: 6 ms that most commands need not pay. Knows nothing of what is kept.
 */
import type Addon from "better-sqlite3"
import { createRequire } from "node:module"

export type Database = Addon.Database

export interface Form {
  /** What tells this kind of database from others (the SQLite file format, 1.3.15). */
  readonly applicationId: number
  readonly version: number
  /** The statements that make its tables. */
  readonly schema: string
}

let addon: typeof Addon | undefined
const load = (): typeof Addon => (addon ??= createRequire(import.meta.url)("better-sqlite3") as typeof Addon)

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
