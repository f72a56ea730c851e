/**
 * Connects to an address that was vetted, and to nothing else.
 *
 * The name is not resolved again, so there is no moment for it to change its answer. TLS verifies the name all the same, and the socket is
 * handed over only if its other end is one of the addresses vetted.
 */
import type { Socket } from "node:net"
import type { buildConnector } from "undici"
import * as Lazily from "../engine/Lazily.ts"
import * as Address from "./Address.ts"

/** Loaded when somebody is first connected to: most commands ask nobody, and start sooner for it. */
export const undici = Lazily.load(() => import("undici"))

/** Where a vetted address lies, and who may vouch for a name there. */
export interface Wiring {
  readonly route: (address: Address.Address, port: number) => { readonly host: string; readonly port: number }
  /** Certificates in place of Node's own. */
  readonly authorities?: string
}

/** The only wiring there is outside tests: an address is itself. */
export const direct: Wiring = { route: (address, port) => ({ host: Address.format(address), port }) }

export type FailureReason = "connect_failed" | "connect_timeout" | "tls" | "unvetted_peer"

export class DialFailed extends Error {
  readonly reason: FailureReason
  constructor(reason: FailureReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}

/** `onConnected` learns the address that answered. */
export const connector = (
  build: typeof buildConnector,
  addresses: ReadonlyArray<Address.Address>,
  timeout: number,
  { authorities, route }: Wiring,
  onConnected: (address: string) => void,
  port = 443
): buildConnector.connector => {
  const places = addresses.map((address) => route(address, port))
  const found = places.map(({ host }) => ({ address: host, family: Address.family(Address.parse(host)!) }))
  const dial = build({
    allowH2: false,
    maxCachedSessions: 0,
    timeout: 0,
    minVersion: "TLSv1.2",
    rejectUnauthorized: true,
    ...(authorities === undefined ? {} : { ca: authorities }),
    lookup: (_, { all }, answer) => (all === true ? answer(null, found) : answer(null, found[0]!.address, found[0]!.family))
  })
  return (options, callback) => {
    let failed: DialFailed | undefined
    const socket = dial({ ...options, port: String(places[0]!.port) }, (...[error, connected]) => {
      clearTimeout(timer)
      // undici leaves the second argument out where its types say `null`.
      if (error !== null) return callback(failed ?? explain(error), null)
      const peer = Address.parse(connected.remoteAddress ?? "")
      const index = peer === undefined ? -1 : found.findIndex(({ address }) => Address.equal(Address.parse(address)!, peer))
      if (index === -1) {
        connected.destroy()
        return callback(new DialFailed("unvetted_peer", `the connection leads to ${connected.remoteAddress ?? "nowhere"}, which was not vetted`), null)
      }
      onConnected(Address.format(addresses[index]!))
      callback(null, connected)
    }) as unknown as Socket
    const timer = setTimeout(() => {
      failed = new DialFailed("connect_timeout", `no connection in ${timeout} ms`)
      socket.destroy(failed)
    }, timeout)
    return socket
  }
}

const explain = (error: Error): DialFailed => {
  const { code } = error as NodeJS.ErrnoException
  const isTls = code !== undefined && /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|ERR_OSSL)/.test(code)
  return new DialFailed(isTls ? "tls" : "connect_failed", code ?? error.message)
}
