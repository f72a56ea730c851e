/**
 * A crew of threads, one for each core but this thread's, started when there is first enough to do.
 *
 * A thread that ends, for whatever reason, leaves what it was given to this one.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { existsSync } from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { fileURLToPath } from "node:url"
import { Worker } from "node:worker_threads"
import * as Crew from "../engine/Crew.ts"
import { rowsPort } from "../engine/Stage.ts"

export interface Order {
  readonly id: number
  readonly work: Crew.Work
}

export interface Answer {
  readonly id: number
  readonly content: Uint8Array | undefined
}

/** In bytes: less than this is computed before a thread has read it. */
const worthwhile = 64 * 1024

/** In bytes: before so much was asked for, a thread would start too late to be of use. */
const beginning = 5 * 1024 * 1024

/**
 * In bytes: rows are computed for longer than it takes to send them. What else there is, a thread computes once so much was asked for: until
 * then it would spend more on compiling what this thread has compiled.
 */
const repaid = 128 * 1024 * 1024

/** Where rows are at least this share of what is asked for, they keep the threads busy, and a thread computes nothing else. */
const share = 1 / 4

/** In MB: what a thread makes is sent away at once, so its garbage need not be given much room. */
const youngest = 8

/** A thread that has so much before it gets no more: whoever asks computes it. What it does last, the others wait for. */
const enough = 3

/** @param count how many threads; this one works too, so a machine with one core has none */
export const crew = (count = Math.min(os.availableParallelism(), 8) - 1): Effect.Effect<Crew.Crew | undefined, never, Scope.Scope> =>
  count === 0 ? Effect.succeed(undefined) : Effect.acquireRelease(Effect.sync(() => new Threads(count)), (threads) => threads.end)

interface Member {
  readonly worker: Worker
  readonly waiting: Map<number, (content: Uint8Array | undefined) => void>
}

class Threads implements Crew.Crew {
  readonly #count: number
  readonly #members: Array<Member> = []
  #orders = 0
  /** In bytes: what was asked for, and how much of it in rows. */
  #asked = 0
  #rows = 0

  constructor(count: number) {
    this.#count = count
  }

  perform(work: Crew.Work): Effect.Effect<Uint8Array | undefined> {
    return Effect.callback<Uint8Array | undefined>((resume) => {
      const [size, isRows] = [Crew.sizeOf(work), rowsPort in work.inputs]
      if (size < worthwhile) return resume(Effect.succeed(undefined))
      this.#asked += size
      if (isRows) this.#rows += size
      const isWanted = isRows ? this.#asked >= beginning : this.#asked >= repaid && this.#rows < share * this.#asked
      const member = isWanted ? this.#next() : undefined
      if (member === undefined) return resume(Effect.succeed(undefined))
      const order: Order = { id: this.#orders++, work }
      member.waiting.set(order.id, (content) => resume(Effect.succeed(content)))
      member.worker.postMessage(order)
    })
  }

  readonly end: Effect.Effect<void> = Effect.promise(() => Promise.all(this.#members.map(({ worker }) => worker.terminate())))

  /** The one with the least before it, unless all have enough. */
  #next(): Member | undefined {
    const least = this.#members.toSorted((a, b) => a.waiting.size - b.waiting.size)[0]
    if (least !== undefined && (least.waiting.size === 0 || this.#members.length === this.#count)) return least.waiting.size < enough ? least : undefined
    const member: Member = { worker: new Worker(program(), { resourceLimits: { maxYoungGenerationSizeMb: youngest } }), waiting: new Map() }
    const settle = (id: number, content: Uint8Array | undefined) => {
      member.waiting.get(id)?.(content)
      member.waiting.delete(id)
    }
    member.worker.on("message", ({ content, id }: Answer) => settle(id, content))
    const lost = () => {
      if (this.#members.includes(member)) this.#members.splice(this.#members.indexOf(member), 1)
      for (const id of member.waiting.keys()) settle(id, undefined)
    }
    member.worker.on("error", lost).on("exit", lost)
    this.#members.push(member)
    return member
  }
}

/** Beside this file: bundled in `dist/`, as source in a source run. */
const program = (): string => {
  const here = Path.dirname(fileURLToPath(import.meta.url))
  const bundled = Path.join(here, "crew-member.js")
  return existsSync(bundled) ? bundled : Path.join(here, "crew-member.ts")
}
