/**
 * Whether a snapshot set holds every page that a run would ask for, each body as it was recorded.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { isRead, type Provider } from "../../schemas/Provider.ts"
import * as Questions from "../boards/Questions.ts"
import type { RecordedPages } from "./RecordedPages.ts"

export interface Gap {
  readonly provider: string
  /** Why the board cannot be read from the set, as a clause. */
  readonly problem: string
}

/** The boards that runs read and the set does not hold whole, in the order given. */
export const gaps = Effect.fnUntraced(function*(pages: RecordedPages, providers: ReadonlyArray<Provider>) {
  const found: Array<Gap> = []
  for (const provider of providers.filter(isRead)) {
    const asked = yield* Effect.result(Questions.all(provider, (request) => pages.ask(provider.id, request)))
    if (Result.isFailure(asked)) found.push({ provider: provider.id, problem: asked.failure })
  }
  return found
})
