/**
 * The vendors' hosts, played on loopback: a TLS server that says what a script says, byte by byte, and counts who comes.
 *
 * Names resolve to public addresses, as a table has it. The wiring takes each of these to this server, and any other to itself: where the
 * shield fails, a private address is really connected to, and counted.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as net from "node:net"
import * as tls from "node:tls"
import type { World } from "../../src/network/Agent.ts"
import * as Address from "../../src/network/Address.ts"
import * as Certificate from "./Certificate.ts"

export interface Request {
  readonly text: string
  readonly method: string
  readonly body: string
  readonly host: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly at: number
}

/** What the server does once it has read a request. */
export type Script = (socket: tls.TLSSocket, request: Request, index: number) => void

export interface Loopback {
  readonly world: World
  readonly port: number
  /** TCP connections accepted. */
  readonly accepted: () => number
  readonly requests: () => ReadonlyArray<Request>
  readonly play: (script: Script) => void
}

export const names = ["boards-api.greenhouse.io", "api.lever.co", "api.ashbyhq.com", "acme.recruitee.com", "other.recruitee.com", "dual.recruitee.com"]

const certified = [
  ...names, "*.recruitee.com", "api.eu.lever.co", "api.smartrecruiters.com", "apply.workable.com", "*.jobs.personio.de", "*.wd5.myworkdayjobs.com", "*.teamtailor.com"
]

export const authority = Certificate.authority("Test Authority")
const sound = authority.issue(certified)

export const environment: World["environment"] = { variables: {}, flags: [], version: "26.12.1" }

export const reply = (body: string, headers: Readonly<Record<string, string>> = {}, status = 200): Script => (socket) => {
  const all = { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)), ...headers }
  socket.end(`HTTP/1.1 ${status} X\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`)
}

export const start = (options: tls.TlsOptions = { cert: sound.certificate, key: sound.key }): Effect.Effect<Loopback, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.promise(() => listen(options)),
    ({ close }) => Effect.promise(close)
  )

const listen = async (options: tls.TlsOptions): Promise<Loopback & { readonly close: () => Promise<void> }> => {
  let accepted = 0
  let script: Script = reply("{}")
  const requests: Array<Request> = []
  const sockets = new Set<net.Socket>()
  const server = tls.createServer(options, (socket) => {
    let text = ""
    socket.on("error", () => undefined)
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1")
      const head = text.indexOf("\r\n\r\n") + 4
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (head < 4 || text.length < head + length) return
      const request = read(text.slice(0, head), text.slice(head))
      text = ""
      requests.push(request)
      script(socket, request, requests.length - 1)
    })
  })
  server.on("tlsClientError", () => undefined)
  server.on("connection", (socket: net.Socket) => {
    accepted++
    sockets.add(socket)
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as net.AddressInfo
  return {
    port,
    accepted: () => accepted,
    requests: () => requests,
    play: (next) => {
      script = next
      requests.length = 0
      accepted = 0
    },
    world: {
      environment,
      wiring: {
        authorities: authority.certificate,
        route: (address) => (Address.isPublic(address) ? { host: "127.0.0.1", port } : { host: Address.format(address), port })
      }
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      })
  }
}

const read = (text: string, body: string): Request => {
  const [first, ...lines] = text.trimEnd().split("\r\n")
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]))
  return { text, body, method: first!.split(" ")[0]!, path: first!.split(" ")[1]!, host: headers["host"] ?? "", headers, at: performance.now() }
}
