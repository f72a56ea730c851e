/**
 * `npm run lock`: adds to package-lock.json the packages for other platforms that the registry in use does not serve.
 *
 * npm drops an optional dependency it cannot fetch from the lock, and `npm ci` then refuses the lock as incomplete. An
 * entry with its platform and no integrity satisfies both, and is fetched nowhere but on that platform.
 */
import { readFile, writeFile } from "node:fs/promises"
import { resolve } from "node:path"
import * as Canonical from "../platform/Canonical.ts"
import * as LockedPackages from "./LockedPackages.ts"

const path = resolve(import.meta.dirname, "../../package-lock.json")
const lock = JSON.parse(await readFile(path, "utf8")) as { packages: Record<string, object> }
const packages = { ...lock.packages }
const before = Object.keys(packages).length

for (const [from, { dev, optionalDependencies = {} }] of Object.entries(lock.packages as LockedPackages.Lock)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (LockedPackages.resolve(lock.packages, from, name) === undefined) packages[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev && { dev }), optional: true }
  }
}

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => Canonical.compare(a, b)))
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json: ${Object.keys(packages).length - before} packages added`)

function platformOf(name: string) {
  const [, os, cpu, libc] = /(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-([a-z0-9]+)-?(gnu|musl)?/.exec(name) ?? []
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }), ...(libc && { libc: [libc === "gnu" ? "glibc" : libc] }) }
}
