/**
 * Checks of the machine and of the program: Node, text tables, clock, disk, build. Knows nothing of runs.
 */
import * as SemVer from "effect/SemVer"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as Digest from "../platform/Digest.ts"
import { type Disk, DiskError } from "../platform/Disk.ts"
import * as Check from "./Check.ts"
import * as Figures from "./views/Figures.ts"

const oldest = SemVer.parseUnsafe("22.19.0")

/** Node's security release of 2026-10-21: a hostile Brotli answer could write out of bounds before it (CVE-2026-111497). */
const patched = ["22.23.4", "24.22.1", "26.12.1"].map(SemVer.parseUnsafe)

export const node = (text: string): Check.Check => {
  const version = SemVer.parseUnsafe(text)
  if (SemVer.isLessThan(version, oldest)) return Check.problem("node", `${text} is too old`, "Install Node 22.19 or newer, or use `npx graph` after `npm ci`")
  const line = patched.find(({ major }) => major === version.major)
  const isSafe = line === undefined ? version.major > patched.at(-1)!.major : SemVer.isGreaterThanOrEqualTo(version, line)
  return isSafe
    ? Check.ok("node", text)
    : Check.warning(
      "node",
      `${text} lacks the security fixes of October 2026: good for recorded boards, not for fetching live ones`,
      `Install ${line === undefined ? "a maintained Node, as 26.12.1" : `Node ${SemVer.format(line)} or newer`}`
    )
}

/** @param last the versions the latest run was made with */
export const text = (now: { readonly [library: string]: string }, last: { readonly [library: string]: string } | undefined): Check.Check => {
  const versions = Object.entries(now).map(([library, version]) => `${library} ${version}`).join(", ")
  const moved = Object.keys(now).filter((library) => last?.[library] !== undefined && last[library] !== now[library])
  return moved.length === 0
    ? Check.ok("text tables", versions)
    : Check.warning(
      "text tables",
      `${versions}; the latest run had ${moved.map((library) => `${library} ${last![library]}`).join(", ")}`,
      "Expect every node to run once again, or use the Node the latest run was made with"
    )
}

/** @param newest when the newest run began, in milliseconds */
export const clock = (now: number, newest: number | undefined): Check.Check => {
  const shown = new Date(now).toISOString().replace(/\.\d+Z$/, "Z")
  if (now < Date.UTC(2026, 0)) {
    return Check.problem("clock", `it says ${shown}, which is before this program was written`, "Set the clock, or name the day of every run: --as-of")
  }
  return newest !== undefined && newest > now + 60_000
    ? Check.warning("clock", `it says ${shown}, and the newest run began at ${new Date(newest).toISOString()}`, "Set the clock: runs are ordered by the time they began")
    : Check.ok("clock", shown)
}

const scarce = 100 * 1024 ** 2
const low = 1024 ** 3

/** @param free bytes this user may still write */
export const space = (free: number): Check.Check => {
  const found = `${Figures.bytes(free)} free`
  const remedy = "Free some space; `graph gc` gives back what the cache can spare"
  return free < scarce ? Check.problem("disk", found, remedy) : free < low ? Check.warning("disk", found, remedy) : Check.ok("disk", found)
}

export const freeBytes = (folder: string): number => {
  const { bavail, bsize } = fs.statfsSync(existing(folder))
  return bavail * bsize
}

/** Whether a folder can be written to, by writing there; a folder that is yet to be made, by the one it will be made in. */
export const writable = (disk: Disk, folder: string): DiskError | undefined => {
  const probe = Path.join(existing(folder), `.doctor-${process.pid}`)
  try {
    disk.publish(probe, "")
    disk.unlink(probe)
    return undefined
  } catch (error) {
    if (error instanceof DiskError) return error
    throw error
  }
}

const existing = (folder: string): string => (fs.existsSync(folder) || folder === Path.dirname(folder) ? folder : existing(Path.dirname(folder)))

/** @param root the program's folder */
export const build = (root: string): Check.Check => {
  const inCheckout = !root.split(Path.sep).includes("node_modules") && fs.existsSync(Path.join(root, "src", "cli", "main.ts"))
  if (!inCheckout) return Check.ok("build", "an installed package")
  const sources = sourcesOf(root)
  if (sources === undefined) return Check.warning("build", "there is no dist/, so commands start from the sources, which takes longer", "Build it: npm run build")
  const changed = Object.entries(sources).filter(([file, [, digest]]) => digestOf(Path.join(root, file)) !== digest).map(([file]) => file)
  return changed.length === 0
    ? Check.ok("build", `dist/ is made of these sources (${Figures.count(Object.keys(sources).length, "file")})`)
    : Check.warning(
      "build",
      `${Figures.count(changed.length, "file")} changed since dist/ was built (${changed[0]}${changed.length > 1 ? ", …" : ""}), so commands start from `
      + "the sources, which takes longer",
      "Build it again: npm run build"
    )
}

const sourcesOf = (root: string): { readonly [file: string]: readonly [size: number, digest: string] } | undefined => {
  try {
    return (JSON.parse(fs.readFileSync(Path.join(root, "dist", "build.json"), "utf8")) as { readonly sources: Record<string, [number, string]> }).sources
  } catch {
    return undefined
  }
}

const digestOf = (file: string): string | undefined => {
  try {
    return Digest.of(fs.readFileSync(file))
  } catch {
    return undefined
  }
}
