/**
 * Takes the network away from this process, where Node's permission model does not: before version 25 it knows files only.
 *
 * Every way to open a socket or to ask for an address throws from then on. Nothing undoes it.
 */
import dgram from "node:dgram"
import dns from "node:dns"
import http from "node:http"
import http2 from "node:http2"
import https from "node:https"
import net from "node:net"
import tls from "node:tls"

/** Whether the permission model itself denies the network. */
export const denied = (): boolean => {
  const permission = (process as { readonly permission?: { readonly has: (scope: string) => boolean } }).permission
  return permission !== undefined && Number(process.versions.node.split(".")[0]) >= 25 && !permission.has("net")
}

export const seal = (): void => {
  const refuse = () => {
    throw new Error("this process has no network: a run is replayed from its own pins")
  }
  const take = (holder: object, ...names: ReadonlyArray<string>) => {
    for (const name of names) Object.defineProperty(holder, name, { value: refuse, writable: false, configurable: false })
  }
  take(net.Socket.prototype, "connect")
  take(net, "connect", "createConnection", "createServer")
  take(tls, "connect", "createServer")
  take(http, "request", "get", "createServer")
  take(https, "request", "get", "createServer")
  take(http2, "connect", "createServer", "createSecureServer")
  take(dgram, "createSocket")
  take(dns, "lookup", "resolve", "resolve4", "resolve6")
  take(dns.promises, "lookup", "resolve", "resolve4", "resolve6")
  take(globalThis, "fetch", "WebSocket", "EventSource")
}
