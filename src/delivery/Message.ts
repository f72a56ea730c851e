/**
 * Something to tell a candidate: what a run published, ready for every kind of channel.
 */
import type { What } from "../../schemas/Delivery.ts"
import type { CandidateId } from "../../schemas/Profile.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Digest } from "../platform/Digest.ts"

export interface Message {
  /** The digest of all the rest: equal messages are one, whichever run they come from. */
  readonly id: Digest
  readonly candidate: CandidateId
  readonly kind: What
  /** One line. */
  readonly subject: string
  readonly text: string
  readonly markdown: string
  readonly html: string
  /** The artifact's document. */
  readonly json: Canonical.Json
  /** There is nothing to tell. */
  readonly isEmpty: boolean
}

export const make = (said: Omit<Message, "id">): Message => ({ ...said, id: Canonical.digestUnsafe(said) })

/** What receivers know a delivery by: one message over one channel. */
export const keyOf = (channel: string, { id }: Message): Digest => Canonical.digestUnsafe({ channel, message: id })
