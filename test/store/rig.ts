/**
 * What the store's tests share: a folder that goes away, and entries to put into a store.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import type { ActionRecord, Store } from "../../src/engine/Store.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as DiskStore from "../../src/store/DiskStore.ts"
import * as Layout from "../../src/store/Layout.ts"

export const temporaryFolder: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-store-"))),
  (folder) => Effect.sync(() => fs.rmSync(folder, { recursive: true, force: true }))
)

/** Opens the store in a folder, uses it and closes it, as one process would. */
export const using = <A, E>(folder: string, use: (store: Store["Service"]) => Effect.Effect<A, E>, faults?: Disk.Faults): Effect.Effect<A, E> =>
  DiskStore.make({ folder }).pipe(
    Effect.flatMap(use),
    Effect.scoped,
    Effect.provideService(Disk.Disk, Disk.make(faults))
  )

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Different content for each `seed`, from no bytes to well past what is kept in a segment. */
export const content = (seed: number, size: number): Uint8Array => {
  const filled = new Uint8Array(size)
  for (let at = 0; at < size; at++) filled[at] = (at * 31 + seed * 17 + (at >> 8)) & 255
  return filled
}

export const record = (action: Canonical.Json, output: Digest.Digest): ActionRecord => ({ key: Canonical.digestUnsafe(action), action, output })

/** Flips a bit of one byte. */
export const flip = (path: string, at: number): void => {
  const whole = fs.readFileSync(path)
  whole[at]! ^= 1 << (at % 8)
  fs.writeFileSync(path, whole)
}

export const segmentsOf = (folder: string): ReadonlyArray<string> =>
  files(Layout.segments(folder)).map((name) => Path.join(Layout.segments(folder), name))

/** Every file under a folder, relative to it. */
export const files = (folder: string): ReadonlyArray<string> =>
  fs.existsSync(folder)
    ? fs.readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile()).map((entry) => Path.relative(folder, Path.join(entry.parentPath, entry.name))).sort(Canonical.compare)
    : []
