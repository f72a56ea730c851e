/**
 * Looks around the process once, when a run begins: the named variables, the streams, the programs above it, what the machine tells of itself.
 *
 * The only place that does. Whatever cannot be read is not there.
 */
import * as fs from "node:fs"
import * as os from "node:os"
import { type Surroundings, variables } from "../artifacts/Occasion.ts"

export const ofProcess = (): Surroundings => ({
  variables: Object.fromEntries(variables.map((name) => [name, process.env[name]])),
  terminal: [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY === true),
  ancestors: ancestors(),
  marked: ["/.dockerenv", "/run/.containerenv"].some((path) => fs.existsSync(path)),
  battery: battery(),
  chassis: attempt(() => Number(fs.readFileSync("/sys/class/dmi/id/chassis_type", "latin1"))) ?? null,
  // A container's user may have no name.
  user: attempt(() => os.userInfo().username) ?? null
})

/** Far enough for npx, a shell or two, and whoever started them. */
const farthest = 12

const ancestors = (): ReadonlyArray<string> => {
  const names: Array<string> = []
  let pid = process.ppid
  while (pid > 0 && names.length < farthest) {
    // The name is in parentheses and may hold anything; the parent is the second field after it (proc_pid_stat(5)).
    const line = attempt(() => fs.readFileSync(`/proc/${pid}/stat`, "latin1"))
    if (line === undefined) break
    names.push(line.slice(line.indexOf("(") + 1, line.lastIndexOf(")")))
    pid = Number(line.slice(line.lastIndexOf(")") + 2).split(" ")[1])
  }
  return names
}

/** Whether the machine runs on one; that of a mouse is of the scope `Device`. */
const battery = (): boolean | null => {
  const supplies = attempt(() => fs.readdirSync("/sys/class/power_supply"))
  if (supplies === undefined) return null
  const read = (name: string, file: string) => attempt(() => fs.readFileSync(`/sys/class/power_supply/${name}/${file}`, "latin1").trim())
  return supplies.some((name) => read(name, "type") === "Battery" && read(name, "scope") !== "Device")
}

const attempt = <A>(body: () => A): A | undefined => {
  try {
    return body()
  } catch {
    return undefined
  }
}
