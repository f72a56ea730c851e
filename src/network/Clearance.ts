/**
 * Whether a provider's board may be asked at all: what stands before any host, name or socket.
 *
 * A tombstone refuses whatever else is set. Beyond that a person must have enabled live reading, and approved a receipt that is whole and
 * about the board the registry names. Policies, robots.txt and the shield come after it.
 */
import * as Result from "effect/Result"
import { EgressRefused } from "../../schemas/Egress.ts"
import type { RefusalReason } from "../../schemas/Egress.ts"
import { type Body, OnboardingReceipt } from "../../schemas/OnboardingReceipt.ts"
import type { Provider } from "../../schemas/Provider.ts"
import * as Wire from "../engine/Wire.ts"
import * as Canonical from "../platform/Canonical.ts"

/** What lies where a provider's receipt should. */
export type Found =
  | { readonly _tag: "absent" }
  | { readonly _tag: "invalid"; readonly reason: string }
  | { readonly _tag: "whole"; readonly receipt: OnboardingReceipt }

export const seal = (body: Body): OnboardingReceipt => ({ ...body, seal: Canonical.digestUnsafe(body) })

const validate = Wire.validate(OnboardingReceipt)

/** @param text of `config/receipts/<provider>.json` */
export const read = (text: string): Found => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { _tag: "invalid", reason: `it is not JSON (${(error as Error).message})` }
  }
  const decoded = Result.mapError(validate(json), Wire.summary)
  if (Result.isFailure(decoded)) return { _tag: "invalid", reason: decoded.failure }
  const { seal: stated, ...body } = decoded.success
  if (Canonical.digestUnsafe(body) !== stated) return { _tag: "invalid", reason: "its seal does not match: it was edited" }
  const chosen = body.levels.filter(({ verdict }) => verdict === "chosen").length
  return chosen === 1 ? { _tag: "whole", receipt: decoded.success } : { _tag: "invalid", reason: `${chosen} of its levels are chosen, where one is` }
}

/** Whether a receipt is about the board that the registry names. */
export const matches = (provider: Provider, { provider: received }: OnboardingReceipt): boolean =>
  received.id === provider.id && received.system === provider.system && received.board === provider.board && received.url === provider.url

export const judge = (provider: Provider, found: Found): Result.Result<void, EgressRefused> => {
  const refuse = (reason: RefusalReason, detail: string) => Result.fail(new EgressRefused({ layer: "registry", reason, url: "", detail }))
  const { id, tombstone } = provider
  if (tombstone !== undefined) return refuse("tombstoned", `${id} does not want to be read: ${tombstone.reason} (${tombstone.by}, ${tombstone.on})`)
  if (provider.live_enabled !== true) return refuse("not_live", `live reading of ${id} is not enabled: graph providers enable ${id} --live`)
  if (found._tag === "absent") return refuse("no_receipt", `there is no config/receipts/${id}.json: graph providers add`)
  if (found._tag === "invalid") return refuse("receipt_invalid", `config/receipts/${id}.json does not hold: ${found.reason}`)
  if (!matches(provider, found.receipt)) return refuse("receipt_invalid", `config/receipts/${id}.json is about another board than the registry names: graph providers add`)
  if (found.receipt.review === null) return refuse("not_reviewed", `nobody has approved config/receipts/${id}.json: graph providers enable ${id}`)
  return Result.succeed(undefined)
}
