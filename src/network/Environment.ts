/**
 * Whether this process may fetch at all: what its environment says about proxies and TLS, and which Node it is.
 *
 * An explicit dispatcher ignores these switches. They are refused all the same: whoever sets one expects it to work, and one day a
 * library would make it so.
 */
import * as Effect from "effect/Effect"
import { EgressRefused } from "../../schemas/Egress.ts"
import type { RefusalReason } from "../../schemas/Egress.ts"

export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>
  /** What Node itself was started with. */
  readonly flags: ReadonlyArray<string>
  /** Node's version, as `26.12.1`. */
  readonly version: string
}

export const ofProcess = (): Environment => ({ variables: process.env, flags: process.execArgv, version: process.versions.node })

const proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NODE_USE_ENV_PROXY"]
const tlsSwitches = ["NODE_TLS_REJECT_UNAUTHORIZED", "NODE_EXTRA_CA_CERTS", "NODE_USE_SYSTEM_CA", "SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"]
const proxyFlags = /--use-env-proxy/
const tlsFlags = /--(?:use-openssl-ca|use-system-ca|tls-(?:min|max)-v|tls-cipher-list|tls-keylog|insecure-http-parser|openssl-(?:config|shared-config|legacy-provider))/

/** Node's security release of 2026-10-21: Brotli (CVE-2026-111497), names with NUL, TLS identity. Lines that end before it have none. */
const floors: Readonly<Record<number, readonly [minor: number, patch: number]>> = { 22: [23, 4], 24: [22, 1], 26: [12, 1] }

export const vet = ({ flags, variables, version }: Environment): Effect.Effect<void, EgressRefused> => {
  const refuse = (reason: RefusalReason, detail: string) => Effect.fail(new EgressRefused({ layer: "environment", reason, url: "", detail }))
  const set = (names: ReadonlyArray<string>) => names.flatMap((name) => [name, name.toLowerCase()]).find((name) => (variables[name] ?? "") !== "")
  const given = [...flags, variables["NODE_OPTIONS"] ?? ""].join(" ")
  const proxy = set(proxies) ?? proxyFlags.exec(given)?.[0]
  if (proxy !== undefined) return refuse("proxy", `${proxy} is set; boards are asked directly or not at all. Unset it`)
  const tls = set(tlsSwitches) ?? tlsFlags.exec(given)?.[0]
  if (tls !== undefined) return refuse("tls_switch", `${tls} is set; who may answer for a board is not a setting. Unset it`)
  return isSound(version) ? Effect.void : refuse("vulnerable_runtime", `Node ${version} lacks the security fixes of 2026-10-21; use 22.23.4, 24.22.1, 26.12.1 or later. Recorded runs are not affected`)
}

const isSound = (version: string): boolean => {
  const [major, minor, patch] = version.split(".").map(Number) as [number, number, number]
  const floor = floors[major]
  if (floor === undefined) return major > 26
  return minor > floor[0] || (minor === floor[0] && patch >= floor[1])
}
