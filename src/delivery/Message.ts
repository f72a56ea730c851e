/**
 * Something to tell a candidate: what a run published, ready for every kind of channel.
 */
import type { What } from "../../schemas/Delivery.ts"
import type { CandidateId } from "../../schemas/Profile.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Digest } from "../platform/Digest.ts"

export interface Message {
  /** The digest of what it tells, whichever run tells it and in whatever words: equal ids are one message. */
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

/** @param told what makes it this message and no other */
export const make = (said: Omit<Message, "id">, told: Canonical.Json): Message =>
  ({ ...said, id: Canonical.digestUnsafe({ candidate: said.candidate, kind: said.kind, told }) })

/** What receivers know a delivery by: one message over one channel. */
export const keyOf = (channel: string, { id }: Message): Digest => Canonical.digestUnsafe({ channel, message: id })
