/**
 * Delivers messages over channels: each once, tried again where that may help, and every try in the journal.
 *
 * An attempt is recorded before it is made. Whoever is killed between the two ends of one sends it again, under the same key: at least once,
 * never lost. A failure is an ending like any other; only the disk stops a delivery. Channels go side by side, the messages of one in order.
 */
import * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { DeliveryEntry } from "../../schemas/Delivery.ts"
import type * as Courier from "../network/Courier.ts"
import type { Digest } from "../platform/Digest.ts"
import * as Disk from "../platform/Disk.ts"
import * as Journal from "./Journal.ts"
import * as Message from "./Message.ts"
import * as Outcome from "./Outcome.ts"
import type { Prepared } from "./Prepared.ts"
import type { Request } from "./Request.ts"

export interface Options {
  /** Tries of one message. */
  readonly tries: number
  /** The wait before the second try, in milliseconds; doubled for each further one. */
  readonly backoff: number
  /** How long one channel may wait between tries, all its messages together. */
  readonly patience: number
  readonly sleep: (duration: Duration.Input) => Effect.Effect<void>
}

export const options: Options = { tries: 5, backoff: 2_000, patience: 600_000, sleep: Effect.sleep }

export interface Errand {
  readonly run: string
  readonly message: Message.Message
}

export interface Receipt {
  readonly channel: string
  readonly kind: Prepared["channel"]["kind"]
  readonly candidate: string
  readonly what: Message.Message["kind"]
  readonly subject: string
  readonly key: Digest
  readonly run: string
  /** `already`: an earlier call delivered it. `empty`: there is nothing to tell, and the channel does not ask for that. */
  readonly outcome: "delivered" | "already" | "empty" | "failed" | "gave_up" | "would_send"
  readonly attempts: number
  readonly status: number | null
  readonly reason: string | null
  readonly detail: string | null
}

export interface Round {
  readonly courier: Courier.Courier
  /** The project's `state/`. */
  readonly state: string
  readonly work: ReadonlyArray<{ readonly prepared: Prepared; readonly errands: ReadonlyArray<Errand> }>
  readonly options?: Partial<Options>
}

export const deliver = Effect.fnUntraced(function*({ courier, options: given, state, work }: Round) {
  const { backoff, patience, sleep, tries } = { ...options, ...given }
  const disk = yield* Disk.Disk
  const before = Journal.standing((yield* Disk.attempt(() => Journal.readUnsafe(disk, state))).entries)

  const record = (prepared: Prepared, { message, run }: Errand, said: Pick<DeliveryEntry, "said" | "attempt" | "status" | "reason">) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Disk.attempt(() => Journal.appendUnsafe(disk, state, {
        ...said,
        key: Message.keyOf(prepared.channel.id, message),
        channel: prepared.channel.id,
        candidate: message.candidate,
        what: message.kind,
        message: message.id,
        run,
        at: new Date(now).toISOString()
      })))

  const one = Effect.fnUntraced(function*(prepared: Prepared, errand: Errand, patient: { left: number }) {
    const skipped = skip(prepared, errand, before)
    if (skipped !== undefined) return skipped
    const key = Message.keyOf(prepared.channel.id, errand.message)
    for (let attempt = 1;; attempt++) {
      yield* record(prepared, errand, { said: "attempted", attempt, status: null, reason: null })
      const request = prepared.put(errand.message, key, yield* Clock.currentTimeMillis)
      const outcome = yield* send(courier, request, prepared)
      const said = { attempt, status: outcome.status, reason: outcome.reason }
      if (outcome._tag === "Delivered") {
        yield* record(prepared, errand, { ...said, said: "delivered" })
        return receipt(prepared, errand, { outcome: "delivered", attempts: attempt, ...outcome, detail: null })
      }
      if (outcome._tag === "Refused") {
        yield* record(prepared, errand, { ...said, said: "failed" })
        return receipt(prepared, errand, { outcome: "failed", attempts: attempt, ...outcome })
      }
      const wait = Math.max(outcome.wait ?? 0, backoff * 2 ** (attempt - 1))
      if (attempt >= tries || wait > patient.left) {
        yield* record(prepared, errand, { ...said, said: "gave_up" })
        return receipt(prepared, errand, { outcome: "gave_up", attempts: attempt, ...outcome })
      }
      patient.left -= wait
      yield* sleep(wait)
    }
  })

  const receipts = yield* Effect.forEach(work, ({ errands, prepared }) => {
    const patient = { left: patience }
    return Effect.forEach(errands, (errand) => one(prepared, errand, patient))
  }, { concurrency: "unbounded" })
  return receipts.flat()
})

/** What would be sent now, and sends nothing. */
export const rehearse = Effect.fnUntraced(function*({ state, work }: Pick<Round, "state" | "work">) {
  const disk = yield* Disk.Disk
  const before = Journal.standing((yield* Disk.attempt(() => Journal.readUnsafe(disk, state))).entries)
  return work.flatMap(({ errands, prepared }) =>
    errands.map((errand) => skip(prepared, errand, before) ?? receipt(prepared, errand, { outcome: "would_send", attempts: 0, status: null, reason: null, detail: null })))
})

/** A message whose channel's secrets are not there. Nothing is tried, so nothing is recorded. */
export const unprepared = (channel: Prepared["channel"], errand: Errand, detail: string): Receipt =>
  receipt({ channel }, errand, { outcome: "failed", attempts: 0, status: null, reason: "secret_missing", detail })

const skip = (prepared: Prepared, errand: Errand, before: ReadonlyMap<string, DeliveryEntry>): Receipt | undefined => {
  const none = { attempts: 0, status: null, reason: null, detail: null }
  if (errand.message.isEmpty && prepared.channel.send_empty !== true) return receipt(prepared, errand, { outcome: "empty", ...none })
  const known = before.get(Message.keyOf(prepared.channel.id, errand.message))
  return known?.said === "delivered" ? receipt(prepared, errand, { outcome: "already", ...none }) : undefined
}

const receipt = ({ channel }: Pick<Prepared, "channel">, { message, run }: Errand, { attempts, detail, outcome, reason, status }: Pick<Receipt, "outcome" | "attempts" | "status" | "reason" | "detail">): Receipt => ({
  channel: channel.id,
  kind: channel.kind,
  candidate: message.candidate,
  what: message.kind,
  subject: message.subject,
  key: Message.keyOf(channel.id, message),
  run,
  outcome,
  attempts,
  status,
  reason,
  detail
})

const send = (courier: Courier.Courier, request: Request, { channel }: Prepared): Effect.Effect<Outcome.Outcome> => {
  const allowPrivate = channel.allow_private ?? []
  if (request._tag === "Mail") {
    return Effect.map(Effect.result(courier.mail({ ...request, allowPrivate })), (result) => Outcome.of(result, (replied) => Outcome.ofMail(replied, request.mail.to.length)))
  }
  return Effect.flatMap(Effect.result(courier.post({ ...request, allowPrivate })), (result) =>
    Effect.map(Clock.currentTimeMillis, (now) => Outcome.of(result, (answered) => Outcome.ofHttp(answered, now))))
}
