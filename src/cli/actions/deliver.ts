/**
 * Delivers what a run published. What could not be delivered is told and recorded, and fails nothing.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Path from "node:path"
import * as Deliver from "../../delivery/Deliver.ts"
import * as Journal from "../../delivery/Journal.ts"
import * as Prepared from "../../delivery/Prepared.ts"
import * as Courier from "../../network/Courier.ts"
import * as Disk from "../../platform/Disk.ts"
import * as Lease from "../../store/Lease.ts"
import * as Owner from "../../store/Owner.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import * as DeliveryFile from "../DeliveryFile.ts"
import * as Errands from "../Errands.ts"
import * as Exit from "../Exit.ts"
import * as Published from "../Published.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as DeliverView from "../views/DeliverView.ts"

export interface Input {
  readonly run: Option.Option<string>
  readonly candidate: Option.Option<string>
  readonly channel: Option.Option<string>
  readonly dryRun: boolean
  readonly failOn: Option.Option<"undelivered">
}

export const deliver = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const disk = yield* Disk.Disk
  const channels = yield* DeliveryFile.choose(yield* DeliveryFile.read(home), input)
  const show = (shown: DeliverView.Shown) => (json ? Terminal.json(DeliverView.document(shown)) : Terminal.result(DeliverView.render(shown, Terminal.inkFor(process.stdout))))
  if (channels.length === 0) return show({ run: null, dryRun: input.dryRun, receipts: [], remarks: ["No channel is enabled, so nothing is delivered."] })

  const runs = { disk, folder: home.runs }
  const entry = yield* Published.ended(runs, Option.getOrElse(input.run, () => "latest"), "to deliver")
  const journal = yield* Unwritable.attempt(() => Journal.readUnsafe(disk, home.state))
  const earlier = Option.isSome(input.run) ? Errands.none : yield* Errands.unended(runs, entry.id, journal, channels)
  const today = yield* Errands.ofRun(runs, entry, channels)

  const prepared = yield* Effect.forEach(channels, (channel) =>
    Effect.map(Effect.result(Prepared.prepare(channel, { environment: process.env, root: home.root })), (result) => ({
      channel,
      result,
      // Each message once, also where two runs tell it.
      errands: [...new Map([...earlier.of.get(channel) ?? [], ...today.of.get(channel) ?? []].map((errand) => [errand.message.id, errand])).values()]
    })))
  const work = prepared.flatMap(({ errands, result }) => (Result.isSuccess(result) ? [{ prepared: result.success, errands }] : []))
  const unprepared = prepared.flatMap(({ channel, errands, result }) => (Result.isFailure(result) ? errands.map((errand) => Deliver.unprepared(channel, errand, result.failure.message)) : []))
  const some = work.some(({ errands }) => errands.length > 0)
  const receipts = !some ? [] : yield* Effect.mapError(
    input.dryRun
      ? Deliver.rehearse({ state: home.state, work })
      : Effect.scoped(Effect.andThen(
        // Whoever delivers reads what was delivered, and nobody else delivers until it is written: else both would send.
        Lease.acquire({ path: Path.join(home.state, "deliveries.lease.json"), owner: Owner.current(`delivery of ${entry.id}`) }),
        Effect.flatMap(Courier.make, (courier) => Deliver.deliver({ courier, state: home.state, work }))
      )),
    (error) => (error instanceof Disk.DiskError ? Unwritable.of(error) : error)
  )
  const damage = journal.damage.map(({ line, problem }) => `state/deliveries.ndjson, line ${line}: ${problem}.`)
  const shown: DeliverView.Shown = { run: entry.id, dryRun: input.dryRun, receipts: [...receipts, ...unprepared], remarks: [...today.remarks, ...earlier.remarks, ...damage] }
  show(shown)
  if (Option.isSome(input.failOn) && shown.receipts.some(({ outcome }) => outcome === "failed" || outcome === "gave_up")) process.exitCode = Exit.codes.degraded
})
