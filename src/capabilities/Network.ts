/**
 * The web, as one provider's stages may reach it: one question, one answer, recorded.
 *
 * What a node gets serves its own provider only. Knows nothing of sockets or files; `src/network` implements it.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { DamagedRecording, NotRecorded, Request } from "../../schemas/Board.ts"
import type * as Capability from "../engine/Capability.ts"

export interface Answer {
  readonly url: string
  readonly status: number
  /** As the server states it, as `application/json; charset=utf-8`. */
  readonly mediaType: string | null
  readonly body: Uint8Array
}

export class Network extends Context.Service<Network, Capability.Shape & {
  readonly ask: (request: Request) => Effect.Effect<Answer, NotRecorded | DamagedRecording>
}>()("signalcraft/capabilities/Network") {}
