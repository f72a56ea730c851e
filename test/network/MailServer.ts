/**
 * A mail server on loopback, which speaks as much of SMTP as a mail needs: EHLO, STARTTLS, AUTH PLAIN and LOGIN, an envelope, DATA.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as net from "node:net"
import * as tls from "node:tls"
import * as Loopback from "./Loopback.ts"

export interface Received {
  readonly from: string
  readonly to: ReadonlyArray<string>
  /** As it was before dots were stuffed, with CRLF. */
  readonly content: string
  readonly isSecure: boolean
  readonly login: string | null
}

export interface MailServer {
  readonly port: number
  readonly received: () => ReadonlyArray<Received>
  /** Every line of the clients, in order. */
  readonly lines: () => ReadonlyArray<string>
  readonly accepted: () => number
  readonly play: (behaviour: Behaviour) => void
}

export interface Behaviour {
  /** What is answered in place of the usual; `null` for the usual, `"hang"` for nothing ever, `"reset"` for the end of the connection. */
  readonly answer?: (command: string, count: number) => string | null
  readonly offersStartTls?: boolean
}

/** @param implicit TLS from the first byte */
export const start = (implicit = false, certified = Loopback.authority.issue(["mail.example.com"])): Effect.Effect<MailServer, never, Scope.Scope> =>
  Effect.acquireRelease(Effect.promise(() => listen(implicit, certified)), ({ close }) => Effect.promise(close))

const listen = async (implicit: boolean, { certificate, key }: { readonly certificate: string; readonly key: string }) => {
  const received: Array<Received> = []
  const lines: Array<string> = []
  const sockets = new Set<net.Socket>()
  let accepted = 0
  let commands = 0
  let behaviour: Behaviour = {}

  const converse = (plain: net.Socket, isSecure: boolean): void => {
    let buffer = ""
    let data: Array<string> | undefined
    let from = ""
    let to: Array<string> = []
    let login: string | null = null
    let asking: ((line: string) => string) | undefined
    const say = (text: string) => void plain.write(`${text}\r\n`)
    const usual = (line: string): string => {
      const [verb, ...rest] = line.split(" ")
      switch (verb!.toUpperCase()) {
        case "EHLO":
          return [`250-mail.example.com`, ...(behaviour.offersStartTls !== false && !isSecure ? ["250-STARTTLS"] : []), "250-AUTH PLAIN LOGIN", "250 8BITMIME"].join("\r\n")
        case "AUTH":
          if (rest[0] === "PLAIN") {
            login = Buffer.from(rest[1]!, "base64").toString().split("\0").slice(1).join(":")
            return "235 welcome"
          }
          asking = (user) => {
            asking = (password) => {
              asking = undefined
              login = `${Buffer.from(user, "base64").toString()}:${Buffer.from(password, "base64").toString()}`
              return "235 welcome"
            }
            return "334 UGFzc3dvcmQ6"
          }
          return "334 VXNlcm5hbWU6"
        case "MAIL":
          from = /<(.*?)>/.exec(line)![1]!
          to = []
          return "250 ok"
        case "RCPT":
          to.push(/<(.*?)>/.exec(line)![1]!)
          return "250 ok"
        case "DATA":
          data = []
          return "354 go on"
        case "QUIT":
          return "221 bye"
        default:
          return "502 what"
      }
    }
    const onLine = (line: string): void => {
      if (data !== undefined) {
        if (line !== ".") return void data.push(line.replace(/^\./, ""))
        const content = data.join("\r\n")
        data = undefined
        const instead = behaviour.answer?.("CONTENT", ++commands) ?? null
        if (instead === "reset") return void plain.destroy()
        if (instead === null || instead.startsWith("2")) received.push({ from, to, content, isSecure, login })
        return say(instead ?? "250 queued")
      }
      lines.push(line)
      const instead = asking === undefined ? behaviour.answer?.(line, ++commands) ?? null : null
      if (instead === "hang") return
      if (instead === "reset") return void plain.destroy()
      if (instead !== null) {
        if (line.startsWith("RCPT") && instead.startsWith("2")) usual(line)
        return say(instead)
      }
      if (line.toUpperCase() === "STARTTLS") {
        say("220 go ahead")
        plain.removeAllListeners("data")
        const secured = new tls.TLSSocket(plain, { isServer: true, cert: certificate, key })
        sockets.add(secured)
        secured.on("error", () => undefined)
        return converse(secured, true)
      }
      say(asking === undefined ? usual(line) : asking(line))
    }
    plain.on("data", (chunk: Buffer) => {
      buffer += chunk.toString("latin1")
      for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
        const line = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        onLine(line)
      }
    })
  }

  const onConnection = (socket: net.Socket) => {
    accepted++
    sockets.add(socket)
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket))
    const greeting = behaviour.answer?.("GREETING", 0) ?? null
    if (greeting === "reset") return void socket.destroy()
    converse(socket, implicit)
    if (greeting !== "hang") socket.write(`${greeting ?? "220 mail.example.com"}\r\n`)
  }
  const server = implicit ? tls.createServer({ cert: certificate, key }, onConnection) : net.createServer(onConnection)
  server.on("tlsClientError", () => undefined)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    received: () => received,
    lines: () => lines,
    accepted: () => accepted,
    play: (next: Behaviour) => {
      behaviour = next
      received.length = 0
      lines.length = 0
      accepted = 0
      commands = 0
    },
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      })
  }
}
