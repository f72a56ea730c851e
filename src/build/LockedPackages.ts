/**
 * The npm packages behind an import, exactly as package-lock.json pins them.
 *
 * Reads the lock only, never node_modules: the lock is what `npm ci` reproduces.
 */
import { readFile } from "node:fs/promises"
import * as Canonical from "../platform/Canonical.ts"

interface Entry {
  readonly version?: string
  readonly integrity?: string
  readonly dev?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** Lock path (`node_modules/a/node_modules/b`) → what is installed there. */
export type Lock = Readonly<Record<string, Entry>>

/** The lock of a checkout; empty when it has none. */
export const read = async (path: string): Promise<Lock> => {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return "{}"
    throw cause
  })
  return (JSON.parse(text) as { readonly packages?: Lock }).packages ?? {}
}

/** `effect/Schema` → `effect`, `@effect/platform-node/NodeRuntime` → `@effect/platform-node`. */
export const packageOf = (specifier: string): string => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")

/**
 * `name@version integrity` of the packages and of everything they depend on, sorted. Optional and peer dependencies
 * count where they are installed.
 *
 * @throws {Error} when a package is not in the lock
 */
export const closure = (lock: Lock, packages: Iterable<string>): ReadonlyArray<string> => {
  const lines = new Map<string, string>()
  const add = (path: string) => {
    if (lines.has(path)) return
    const entry = lock[path]!
    lines.set(path, `${path.slice(path.lastIndexOf("node_modules/") + 13)}@${entry.version} ${entry.integrity ?? "unpinned"}`)
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies })) {
      const found = resolve(lock, path, name)
      if (found !== undefined) add(found)
    }
  }
  for (const name of packages) {
    const found = resolve(lock, "", name)
    if (found === undefined) throw new Error(`The package ${name} is imported and is not in package-lock.json. Run \`npm i --save-exact ${name}\``)
    add(found)
  }
  return [...new Set(lines.values())].sort(Canonical.compare)
}

/** Where a package finds another, by Node's own rule: the nearest node_modules on the way up. */
export const resolve = (lock: Lock, from: string, name: string): string | undefined => {
  const path = `${from === "" ? "" : `${from}/`}node_modules/${name}`
  if (lock[path] !== undefined) return path
  if (from === "") return undefined
  return resolve(lock, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))), name)
}
