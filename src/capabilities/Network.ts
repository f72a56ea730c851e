/**
 * The web, as one provider's stages may reach it: one question, one answer, recorded.
 *
 * What a node gets serves its own provider only. Knows nothing of sockets or files; `src/network` implements it.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { DamagedRecording, NotRecorded, Request, Stale } from "../../schemas/Board.ts"
import type { AnswerRefused, EgressRefused, Unreachable } from "../../schemas/Egress.ts"
import type * as Capability from "../engine/Capability.ts"

export interface Answer {
  readonly url: string
  readonly status: number
  /** As the server states it, as `application/json; charset=utf-8`. */
  readonly mediaType: string | null
  readonly body: Uint8Array
  /** Why this is an answer of an earlier day; `null` for one of today, or of a set that was named. */
  readonly stale: Stale | null
}

export class Network extends Context.Service<Network, Capability.Shape & {
  readonly ask: (request: Request) => Effect.Effect<Answer, NotRecorded | DamagedRecording | EgressRefused | Unreachable | AnswerRefused>
}>()("signalcraft/capabilities/Network") {}
