/**
 * What is to be delivered: the messages of a run, and where none was named, those that earlier calls began and could not bring to an end.
 */
import * as Effect from "effect/Effect"
import type { Channel } from "../../schemas/Delivery.ts"
import type { Errand } from "../delivery/Deliver.ts"
import * as Journal from "../delivery/Journal.ts"
import * as Message from "../delivery/Message.ts"
import * as RunMessages from "../delivery/RunMessages.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as RunRepository from "../runs/RunRepository.ts"
import type * as Published from "./Published.ts"

export interface Errands {
  /** By channel. */
  readonly of: ReadonlyMap<Channel, ReadonlyArray<Errand>>
  readonly remarks: ReadonlyArray<string>
}

export const none: Errands = { of: new Map(), remarks: [] }

export const ofRun = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, { id, record }: Published.Committed, channels: ReadonlyArray<Channel>) {
  const of = new Map<Channel, ReadonlyArray<Errand>>()
  const remarks: Array<string> = []
  for (const [candidate, theirs] of Map.groupBy(channels, (channel) => channel.candidate)) {
    const artifacts = record.artifacts.filter((artifact) => artifact.candidate === candidate && RunMessages.names.has(artifact.name))
    const published = yield* Effect.forEach(artifacts, (artifact) => Effect.map(RunRepository.artifact(runs, id, artifact), (content) => ({ ...artifact, content })))
    const found = RunMessages.read(candidate, published)
    remarks.push(...found.remarks)
    for (const channel of theirs) {
      of.set(channel, found.messages.filter((message) => RunMessages.isWanted(channel.what, message)).map((message) => ({ run: id, message })))
    }
  }
  const errands: Errands = { of, remarks }
  return errands
})

/** The unended of other runs, the oldest first. What a receiver refused for good is not tried again by itself. */
export const unended = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, latest: string, journal: Journal.Journal, channels: ReadonlyArray<Channel>) {
  const open = new Map([...Journal.standing(journal.entries)].filter(([, { run, said }]) => run !== latest && (said === "attempted" || said === "gave_up")))
  const of = new Map<Channel, Array<Errand>>()
  const remarks: Array<string> = []
  for (const run of [...new Set([...open.values()].map((entry) => entry.run))].sort(Canonical.compare)) {
    const concerned = channels.filter(({ id }) => [...open.values()].some((entry) => entry.run === run && entry.channel === id))
    if (concerned.length === 0) continue
    const entry = yield* Effect.orElseSucceed(RunRepository.resolve(runs, run), () => undefined)
    if (entry?.state !== "committed") {
      remarks.push(`The run ${run} is gone, and what was not delivered of it with it.`)
      continue
    }
    const errands = yield* ofRun(runs, entry, concerned)
    for (const [channel, theirs] of errands.of) {
      of.set(channel, [...of.get(channel) ?? [], ...theirs.filter(({ message }) => open.has(Message.keyOf(channel.id, message)))])
    }
  }
  const errands: Errands = { of, remarks }
  return errands
})
