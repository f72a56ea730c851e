/**
 * An employer and where it publishes its openings.
 *
 * `config/providers.json` is the registry: adding an employer is an entry there. `board` is the employer's name on the
 * applicant-tracking system, as that system spells it in its own URLs.
 */
import * as Schema from "effect/Schema"

/** Lower-case words joined by dashes: it appears in file names, node names and posting identities. */
export const ProviderId = Schema.String.check(Schema.isPattern(/^[a-z0-9]+(-[a-z0-9]+)*$/)).pipe(Schema.brand("ProviderId"))
export type ProviderId = typeof ProviderId.Type

/** Applicant-tracking systems with an adapter in `src/boards`. */
export const System = Schema.Literals(["ashby", "greenhouse", "workable"])
export type System = typeof System.Type

export const Provider = Schema.Struct({
  id: ProviderId,
  name: Schema.NonEmptyString,
  system: System,
  board: Schema.String.check(Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)),
  enabled: Schema.Boolean
}).annotate({ identifier: "Provider" })
export interface Provider extends Schema.Schema.Type<typeof Provider> {}

/** Where a provider's board is: all that reading it takes. */
export type BoardAddress = Pick<Provider, "id" | "system" | "board">

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
