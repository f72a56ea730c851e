/**
 * Gives a run a name, or takes it back.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Path from "node:path"
import * as Disk from "../../platform/Disk.ts"
import * as RunRepository from "../../runs/RunRepository.ts"
import * as Tags from "../../runs/Tags.ts"
import * as Lease from "../../store/Lease.ts"
import * as Owner from "../../store/Owner.ts"
import * as Unwritable from "../../store/Unwritable.ts"
import { BadUsage } from "../BadUsage.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as TagView from "../views/TagView.ts"

export interface Input {
  readonly run: string
  readonly name: string
  readonly said: Tags.TagEntry["said"]
}

/** Under the lease: no collection comes between the run that was found and the tag that keeps it. */
export const tag = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  if (!Tags.isTag(input.name)) return yield* new BadUsage({ flag: "the tag", given: input.name, expected: "a name of letters, digits, dots, underscores and hyphens, 64 at most," })
  const runs = { disk: yield* Disk.Disk, folder: home.runs }
  const told = yield* Effect.scoped(Effect.andThen(
    Lease.acquire({ path: Path.join(home.state, "lease.json"), owner: Owner.current(input.said) }),
    say(runs, input)
  ))
  if (json) Terminal.json(TagView.document(told))
  else Terminal.result(TagView.render(told, Terminal.inkFor(process.stdout)))
})

const say = Effect.fnUntraced(function*(runs: RunRepository.RunRepository, { name, run, said }: Input) {
  const { id } = yield* RunRepository.resolve(runs, run, "ended")
  const before = yield* Unwritable.attempt(() => Tags.tagsOf(runs, id))
  if (said === "untag" && !before.includes(name)) {
    return yield* new BadUsage({ flag: "the tag", given: name, expected: before.length === 0 ? `one of run ${id}, which has none,` : `one of run ${id} (${before.join(", ")})` })
  }
  const isNews = before.includes(name) !== (said === "tag")
  const at = new Date(yield* Clock.currentTimeMillis).toISOString()
  if (isNews) yield* Unwritable.attempt(() => Tags.append(runs, { at, run: id, said, tag: name }))
  const told: TagView.Told = { run: id, tag: name, said, isNews, tags: yield* Unwritable.attempt(() => Tags.tagsOf(runs, id)) }
  return told
})
