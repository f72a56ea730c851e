/**
 * Finds what was decided about the place where a provider's board is asked.
 *
 * Nothing is asked here, and nothing is permitted: that is for the network, before every request. This is what the log says of it.
 */
import { SourcePolicy } from "../../schemas/PolicyLog.ts"
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { policies, provider } from "../settings.ts"

export const findPolicy = Stage.make("find-policy", {
  over: provider,
  config: policies,
  output: SourcePolicy,
  *run({ provider }, policies) {
    const { of } = yield* sourcePolicy
    return of(provider, policies)
  }
})

/** Loaded when a policy is looked for: a run with nothing to do starts without any board's format. */
const sourcePolicy = Lazily.load(() => import("../../src/boards/SourcePolicy.ts"))
