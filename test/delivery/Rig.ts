/**
 * Messages and channels to deliver, a folder for the journal, and a courier to servers on loopback.
 */
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import type { Channel, ChannelId } from "../../schemas/Delivery.ts"
import type { CandidateId } from "../../schemas/Profile.ts"
import * as Deliver from "../../src/delivery/Deliver.ts"
import * as Journal from "../../src/delivery/Journal.ts"
import * as Message from "../../src/delivery/Message.ts"
import * as Prepared from "../../src/delivery/Prepared.ts"
import * as Address from "../../src/network/Address.ts"
import * as Courier from "../../src/network/Courier.ts"
import { Outside } from "../../src/network/Outside.ts"
import * as Resolver from "../../src/network/Resolver.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Loopback from "../network/Loopback.ts"

export const candidate = "ada" as CandidateId

export const message = (more: Partial<Omit<Message.Message, "id">> = {}, told: string = "one"): Message.Message =>
  Message.make({
    candidate,
    kind: "alerts",
    subject: "SignalCraft: 1 alert on 2026-11-22",
    text: "new: Engineer & <Lead>, Zürich",
    markdown: "- **new** [Engineer](https://boards.example.com/1)",
    html: "<p>new: Engineer</p>",
    json: { alerts: [told] },
    isEmpty: false,
    ...more
  }, told)

/** Canaries: none of them may show up in anything that is written. */
export const secrets = {
  WEBHOOK: `whsec_${Buffer.from("canary-webhook-secret-0123456789").toString("base64")}`,
  CHAT_URL: "https://hooks.example.com/services/canary-path",
  TOKEN: "tk_canary_token",
  PASSWORD: "canary-password"
}

export const canaries = [...Object.values(secrets), "canary", Buffer.from("canary-password").toString("base64"), Buffer.from("\0ada\0canary-password").toString("base64")]

const common = { enabled: true, candidate, what: ["alerts"] as const }

export const channels = {
  webhook: { ...common, id: "hook" as ChannelId, kind: "webhook", url: "https://hooks.example.com/in", secret: { env: "WEBHOOK" } },
  ntfy: { ...common, id: "phone" as ChannelId, kind: "ntfy", server: "https://hooks.example.com", topic: "jobs", token: { env: "TOKEN" }, priority: 4, tags: ["briefcase"] },
  slack: { ...common, id: "slack" as ChannelId, kind: "slack", url: { env: "CHAT_URL" } },
  discord: { ...common, id: "discord" as ChannelId, kind: "discord", url: { env: "CHAT_URL" } },
  smtp: {
    ...common, id: "mail" as ChannelId, kind: "smtp", host: "hooks.example.com", port: 587, security: "starttls",
    login: { user: "ada", password: { env: "PASSWORD" } }, from: "ada@example.com", to: ["ada@example.com"]
  }
} as const satisfies Record<string, Channel>

export const certified = Loopback.authority.issue(["hooks.example.com"])

export const outside = (port: number): typeof Outside.Service => ({
  resolver: Resolver.fixed({ "hooks.example.com": ["93.184.216.34"], "inside.example.com": ["10.0.0.5"] }),
  world: {
    environment: Loopback.environment,
    wiring: { authorities: Loopback.authority.certificate, route: (address, asked) => (Address.isPublic(address) ? { host: "127.0.0.1", port } : { host: Address.format(address), port: asked }) }
  },
  limits: { connect: 1000, headers: 300, exchange: 600 }
})

export interface Desk {
  readonly state: string
  /** Delivers, and says how long it would have slept. */
  readonly deliver: (channel: Channel, messages: ReadonlyArray<Message.Message>, more?: { readonly options?: Partial<Deliver.Options>; readonly disk?: Disk.Disk }) => Effect.Effect<
    { readonly receipts: ReadonlyArray<Deliver.Receipt>; readonly slept: ReadonlyArray<number> },
    Disk.DiskError
  >
  readonly said: () => ReadonlyArray<string>
  readonly text: () => string
}

export const desk = (port: number) =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-deliver-"))),
      (folder) => Effect.sync(() => fs.rmSync(folder, { recursive: true, force: true }))
    ),
    (state): Desk => ({
      state,
      deliver: Effect.fnUntraced(function*(channel, messages, more = {}) {
        const slept: Array<number> = []
        const prepared = yield* Effect.orDie(Prepared.prepare(channel, { environment: secrets, root: state }))
        const courier = yield* Effect.orDie(Effect.provideService(Courier.make, Outside, outside(port)))
        const sleep: Deliver.Options["sleep"] = (duration) => Effect.sync(() => void slept.push(duration as number))
        const round = Deliver.deliver({ courier, state, work: [{ prepared, errands: messages.map((message) => ({ run: "run-1", message })) }], options: { sleep, ...more.options } })
        const receipts = yield* (more.disk === undefined ? round : Effect.provideService(round, Disk.Disk, more.disk))
        return { receipts, slept }
      }),
      said: () => Journal.readUnsafe(Disk.make(), state).entries.map(({ attempt, reason, said, status }) => `${said} ${attempt} ${status ?? "-"} ${reason ?? "-"}`),
      text: () => fs.readFileSync(Journal.file(state), "utf8")
    })
  )
