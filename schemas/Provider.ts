/**
 * An employer and where it publishes its openings.
 *
 * `config/providers.json` is the registry: adding an employer is an entry there, and `graph providers add` writes one. `board` is the
 * employer's name on the applicant-tracking system, as that system spells it in its own URLs.
 */
import * as Schema from "effect/Schema"
import { Day } from "./Day.ts"

/** Lower-case words joined by dashes: it appears in file names, node names and posting identities. */
export const ProviderId = Schema.String.check(Schema.isPattern(/^[a-z0-9]+(-[a-z0-9]+)*$/)).pipe(Schema.brand("ProviderId"))
export type ProviderId = typeof ProviderId.Type

/** Applicant-tracking systems with an adapter in `src/boards`. */
export const System = Schema.Literals([
  "ashby", "bamboohr", "feed", "greenhouse", "jsonld", "lever", "personio", "pinpoint", "recruitee", "rippling",
  "smartrecruiters", "teamtailor", "workable", "workday"
])
export type System = typeof System.Type

/** Systems that are a format and no host: only an entry's `url` says where their boards are. */
const homeless: ReadonlySet<System> = new Set(["feed", "jsonld"])

const misplaced = ({ board, id, system, url }: { readonly id: string; readonly system: System; readonly board: string; readonly url?: string }): string | undefined => {
  if (homeless.has(system) && url === undefined) return `${id} needs a url: ${system} says how a page is read, not where it is`
  if (system === "workday" && !/^[^.]+\.wd\d+\.[^.]/.test(board)) return `the board of ${id} is to be <tenant>.<wdN>.<site>, as in the address of its careers site`
  return undefined
}

const address = {
  system: System,
  board: Schema.String.check(Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)),
  /** What to ask instead of the system's usual address for this board: another host, a page, a feed. */
  url: Schema.optionalKey(Schema.String.check(Schema.isPattern(/^https:\/\/[^\s@]+$/)))
}

/** Where the employer published before. Postings of that board are its own still, under the identities they had. */
export const EarlierBoard = Schema.Struct({
  ...address,
  /** The last day it was read there. */
  until: Day
}).annotate({ identifier: "EarlierBoard" })
export interface EarlierBoard extends Schema.Schema.Type<typeof EarlierBoard> {}

/** The employer does not want to be read: no request leaves, and its postings are in no artifact. Wins over everything else. */
export const Tombstone = Schema.Struct({ reason: Schema.NonEmptyString, by: Schema.NonEmptyString, on: Day }).annotate({ identifier: "Tombstone" })
export interface Tombstone extends Schema.Schema.Type<typeof Tombstone> {}

/** Awaiting a person's review is a reason not to be read. */
const premature = ({ enabled, id, live_enabled, state }: {
  readonly id: string
  readonly enabled: boolean
  readonly live_enabled?: boolean
  readonly state?: "pending" | "active"
}): string | undefined => {
  if (state === "pending" && enabled) return `${id} is pending, so it cannot be enabled: graph providers enable ${id}`
  if (live_enabled === true && !enabled) return `${id} is not enabled, so live_enabled cannot be`
  return undefined
}

export const Provider = Schema.Struct({
  id: ProviderId,
  name: Schema.NonEmptyString,
  ...address,
  /** Whether runs read it. */
  enabled: Schema.Boolean,
  /** Whether runs ask the board itself, which takes a policy and a reviewed receipt. Absent: they read recorded answers only. */
  live_enabled: Schema.optionalKey(Schema.Boolean),
  /** `pending` until a person has reviewed its receipt. */
  state: Schema.optionalKey(Schema.Literals(["pending", "active"])),
  tombstone: Schema.optionalKey(Tombstone),
  /** The latest last. */
  history: Schema.optionalKey(Schema.Array(EarlierBoard))
}).check(Schema.makeFilter((provider) => misplaced(provider) ?? premature(provider) ?? true)).annotate({ identifier: "Provider" })
export interface Provider extends Schema.Schema.Type<typeof Provider> {}

/** Where a provider's board is: all that reading it takes. */
export type BoardAddress = Pick<Provider, "id" | "system" | "board" | "url">

/** Whether runs read the provider's board. */
export const isRead = ({ enabled, tombstone }: Provider): boolean => enabled && tombstone === undefined

/** Whether runs ask the board itself. */
export const isLive = (provider: Provider): boolean => isRead(provider) && provider.live_enabled === true

const distinct = (providers: ReadonlyArray<Provider>): string | undefined => {
  const seen = new Set<string>()
  for (const { id, system, board } of providers) {
    const place = `${system}/${board.toLowerCase()}`
    if (seen.has(id)) return `two providers are called ${id}`
    if (seen.has(place)) return `two providers read the board ${place}`
    seen.add(id).add(place)
  }
  return undefined
}

export const Providers = Schema.Struct({
  schema_version: Schema.Literal(1),
  providers: Schema.Array(Provider).check(Schema.makeFilter((providers) => distinct(providers) ?? true))
}).annotate({ identifier: "Providers" })
export interface Providers extends Schema.Schema.Type<typeof Providers> {}
