/**
 * What hosts are known to say to robots without asking them: by a snapshot set, else by what a policy cites.
 */
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { RobotsSeen } from "../../schemas/Policy.ts"
import type { Exchange } from "../../schemas/SnapshotSet.ts"
import type { Outcome } from "../network/RobotsAccess.ts"
import * as SnapshotSet from "../network/SnapshotSet.ts"

export interface Recorded {
  readonly outcome: Outcome & { readonly _tag: "Answered" }
  /** In words, for people. */
  readonly where: string
  readonly on: string
}

/** Host → the robots.txt that a snapshot set holds, the latest of several. The set that ships need not be there. */
export const ofSet = Effect.fnUntraced(function*(folder: string, isNamed: boolean) {
  const latest = new Map<string, Exchange>()
  const found = new Map<string, Recorded>()
  if (!isNamed && !fs.existsSync(Path.join(folder, "manifest.json"))) return found
  const { providers, robots = {} } = yield* SnapshotSet.load(folder)
  for (const exchange of [...Object.values(robots), ...Object.values(providers).flatMap(({ exchanges }) => exchanges)]) {
    const host = hostOf(exchange.url)
    if (host !== undefined && Date.parse(exchange.received_at) >= Date.parse(latest.get(host)?.received_at ?? exchange.received_at)) latest.set(host, exchange)
  }
  for (const [host, { body, received_at, status }] of latest) {
    found.set(host, { outcome: { _tag: "Answered", status, body: yield* SnapshotSet.body(folder, body) }, where: `recorded ${received_at}`, on: received_at.slice(0, 10) })
  }
  return found
})

/** The host whose robots.txt a URL is. */
export const hostOf = (url: string): string | undefined => /^https:\/\/([^/]+)\/robots\.txt$/.exec(url)?.[1]

export const ofPolicy = ({ on, status, text }: RobotsSeen): Recorded =>
  ({ outcome: { _tag: "Answered", status, body: new TextEncoder().encode(text) }, where: `seen ${on}, config/policies.json`, on })
