/**
 * The vectors of request forgery, and the hosts they take for registered.
 */
import * as Hosts from "../../src/network/Hosts.ts"
import * as Vectors from "./Vectors.ts"

export interface Attack {
  readonly url: string
  readonly expect: "allow" | "block"
  readonly why: string
  readonly layer: "url" | "dns" | "connect" | "redirect" | "response"
  readonly dns?: ReadonlyArray<string>
  readonly dnsSequence?: ReadonlyArray<ReadonlyArray<string>>
  readonly redirects?: ReadonlyArray<string>
  readonly status?: number
  readonly remoteAddress?: string
  readonly response?: Readonly<Record<string, unknown>>
}

export const hosts = Hosts.make([
  "boards-api.greenhouse.io", "api.lever.co", "api.eu.lever.co", "api.ashbyhq.com", "*.recruitee.com", "api.smartrecruiters.com",
  "apply.workable.com", "*.jobs.personio.de", "*.wd5.myworkdayjobs.com", "*.teamtailor.com"
])

export const all = Vectors.read<Attack>("ssrf.json")
