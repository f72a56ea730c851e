/**
 * Which process holds something, told well enough that another process can ask whether it still lives.
 *
 * A process id alone is not enough: it is taken again after a reboot, means another process in another container, and
 * wraps around. So the boot, the process namespace and the start of the process go with it, where Linux tells them.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as os from "node:os"

export const Owner = Schema.Struct({
  pid: Schema.Int,
  host: Schema.String,
  /** This boot and process namespace: process ids mean the same only within one. Empty where unknown. */
  bootId: Schema.String,
  run: Schema.String,
  /** When the process started, in clock ticks since boot (`/proc/<pid>/stat`, field 22). Empty where unknown. */
  started: Schema.String
})
export interface Owner extends Schema.Schema.Type<typeof Owner> {}

/** This process, working on `run`. */
export const current = (run: string): Owner => ({
  pid: process.pid,
  host: os.hostname(),
  bootId: bootId(),
  run,
  started: statusOf(process.pid)?.started ?? ""
})

const decode = Schema.decodeUnknownOption(Owner)

/** The owner in a parsed file, if it is one. */
export const of = (json: unknown): Owner | undefined => Option.getOrUndefined(decode(json))

/** Whether an owner's process lives; `undefined` if it cannot be asked from here. */
export const isAlive = (owner: Owner): boolean | undefined => {
  if (owner.host !== os.hostname() || owner.bootId !== bootId()) return undefined
  if (!exists(owner.pid)) return false
  const status = statusOf(owner.pid)
  if (status === undefined || owner.started === "") return true
  return status.started === owner.started && !status.ended
}

const exists = (pid: number): boolean => {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

const bootId = (): string => {
  const boot = attempt(() => fs.readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim())
  const namespace = attempt(() => fs.readlinkSync("/proc/self/ns/pid"))
  return boot === undefined ? "" : `${boot} ${namespace ?? ""}`.trim()
}

const statusOf = (pid: number): { readonly started: string; readonly ended: boolean } | undefined => {
  const line = attempt(() => fs.readFileSync(`/proc/${pid}/stat`, "latin1"))
  // The second field is the command in parentheses and may hold anything; fields after it are plain (proc_pid_stat(5)).
  const fields = line?.slice(line.lastIndexOf(")") + 2).split(" ")
  const [state, started] = [fields?.[0], fields?.[19]]
  return state === undefined || started === undefined ? undefined : { started, ended: state === "Z" || state === "X" }
}

const attempt = <A>(body: () => A): A | undefined => {
  try {
    return body()
  } catch {
    return undefined
  }
}
