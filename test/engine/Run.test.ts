import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Capability from "../../src/engine/Capability.ts"
import * as Graph from "../../src/engine/Graph.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Setting from "../../src/engine/Setting.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import * as Rig from "./Rig.ts"

class Unreachable extends Schema.TaggedError<Unreachable>()("Unreachable", { url: Schema.String }) {
  readonly retryable = true
  override get message() {
    return `${this.url} does not answer`
  }
}

class Web extends Context.Service<Web, Capability.Shape & { readonly get: (url: string) => Effect.Effect<string, Unreachable> }>()("test/Web") {}

const web = (pages: { readonly [url: string]: string }) =>
  Capability.bind(Web, (scope) => ({
    service: Web.of({
      fingerprint: JSON.stringify(pages[scope ?? ""] ?? null),
      get: (url) => pages[url] === undefined ? Effect.fail(new Unreachable({ url })) : Effect.succeed(pages[url])
    }),
    pin: Effect.succeed({ document: {}, blobs: [] })
  }))

const Site = Schema.Struct({ id: Schema.String, factor: Schema.Int })
const sites = Setting.make("sites", Schema.Array(Site))
const site = Partition.make("site", { over: sites, key: ({ id }) => id })
const limits = Setting.make("limits", Schema.Struct({ least: Schema.Int, unread: Schema.Int }))

const fetchPage = Stage.make("fetch-page", {
  over: site,
  output: Output.text("text/plain"),
  uses: [Web],
  fails: [Unreachable],
  *run({ site }) {
    const web = yield* Web
    return yield* web.get(site.id)
  }
})

const Word = Schema.Struct({ word: Schema.String, count: Schema.Int })
const words = (key: (word: typeof Word.Type) => string = ({ word }) => word) => Output.table(Word, key)

const countWords = Stage.make("count-words", {
  over: site,
  inputs: { page: fetchPage },
  output: words(),
  run: ({ page, site }) => {
    const counts = new Map<string, number>()
    for (const word of page.split(" ")) counts.set(word, (counts.get(word) ?? 0) + site.factor)
    return Effect.succeed([...counts].map(([word, count]) => ({ word, count })))
  }
})

const merge = Stage.make("merge", {
  inputs: { pages: Stage.settled(countWords) },
  config: Setting.part(limits, ({ least }) => least),
  output: words(),
  run: ({ pages }, least) => {
    const counts = new Map<string, number>()
    for (const page of pages) if (page._tag === "ok") for (const { word, count } of page.value) counts.set(word, (counts.get(word) ?? 0) + count)
    return Effect.succeed([...counts].filter(([, count]) => count >= least).map(([word, count]) => ({ word, count })))
  }
})

const shout = Stage.each("shout", {
  rows: merge,
  output: words(({ word }) => word.toLowerCase()),
  run: ({ word, count }) => ({ word: word.toUpperCase(), count })
})

const report = Stage.make("report", {
  inputs: { pages: Stage.settled(countWords), words: shout },
  output: Schema.Struct({ missing: Schema.Array(Schema.String), words: Schema.Int }),
  run: ({ pages, words }) =>
    Effect.succeed({ missing: pages.flatMap((page) => (page._tag === "failed" ? [`${page.key}: ${page.error._tag} in ${page.node}`] : [])), words: words.length })
})

const graph = Graph.make("words", { stages: [fetchPage, countWords, merge, shout, report], targets: [report] })

const settings = { sites: [{ id: "a", factor: 1 }, { id: "b", factor: 1 }], limits: { least: 1, unread: 0 } }
const pages = { a: "red green", b: "green blue" }
const world = (options: { pages?: { [url: string]: string }; settings?: object; codes?: { [stage: string]: string } } = {}): Rig.World<Web> => ({
  settings: { ...settings, ...options.settings } as Setting.Source,
  capabilities: web(options.pages ?? pages),
  ...(options.codes === undefined ? {} : { codes: options.codes })
})
const executed = (ran: Rig.Ran) => Object.keys(ran.status).filter((node) => ran.status[node] === "ran")

describe("Run", () => {
  it.effect("runs a cold graph, and recognises it whole the next time", () =>
    Effect.gen(function*() {
      const cold = yield* Rig.run(graph, world())
      assert.deepStrictEqual([...new Set(Object.values(cold.status))], ["ran"])
      assert.deepStrictEqual(cold.value("merge"), [{ count: 1, word: "blue" }, { count: 2, word: "green" }, { count: 1, word: "red" }])
      assert.deepStrictEqual(cold.value("report"), { missing: [], words: 3 })
      const warm = yield* Rig.run(graph, world())
      assert.deepStrictEqual(executed(warm), [])
      assert.isTrue(warm.recognised)
      assert.strictEqual(warm.graphHash, cold.graphHash)
      assert.deepStrictEqual(warm.records, cold.records)
    }).pipe(Effect.provide(MemoryStore.layer)))

  it.effect("stops at the first equal answer", () =>
    Effect.gen(function*() {
      yield* Rig.run(graph, world())
      const second = yield* Rig.run(graph, world({ pages: { a: "green red", b: "green blue" } }))
      assert.deepStrictEqual(executed(second), ["fetch-page[a]", "count-words[a]"])
    }).pipe(Effect.provide(MemoryStore.layer)))

  it.effect("computes only the changed rows of a stage over rows", () =>
    Effect.gen(function*() {
      yield* Rig.run(graph, world())
      const second = yield* Rig.run(graph, world({ pages: { a: "red green green", b: "green blue" } }))
      const shouted = second.events.find((event) => event.type === "node-finished" && event.node === "shout")
      assert.deepInclude(shouted, { rows: { total: 3, computed: 1 } })
      assert.deepStrictEqual(second.value("shout"), [{ count: 1, word: "BLUE" }, { count: 3, word: "GREEN" }, { count: 1, word: "RED" }])
    }).pipe(Effect.provide(MemoryStore.layer)))

  it.effect("re-runs a changed setting's readers only", () =>
    Effect.gen(function*() {
      yield* Rig.run(graph, world())
      const unread = yield* Rig.run(graph, world({ settings: { limits: { unread: 9, least: 1 } } }))
      assert.deepStrictEqual(executed(unread), [])
      const read = yield* Rig.run(graph, world({ settings: { limits: { least: 2, unread: 0 } } }))
      assert.deepStrictEqual(executed(read), ["merge", "shout", "report"])
      const item = yield* Rig.run(graph, world({ settings: { sites: [{ id: "b", factor: 3 }, { id: "a", factor: 1 }] } }))
      assert.deepStrictEqual(executed(item), ["fetch-page[b]", "count-words[b]", "merge", "shout", "report"])
    }).pipe(Effect.provide(MemoryStore.layer)))

  it.effect("re-runs changed code, names it as the cause, and nothing downstream of an equal output", () =>
    Effect.gen(function*() {
      const first = yield* Rig.run(graph, world())
      const second = yield* Rig.run(graph, world({ codes: { "count-words": "2" } }), { last: first })
      assert.deepStrictEqual(executed(second), ["count-words[a]", "count-words[b]"])
      const started = second.events.find((event) => event.type === "node-started")!
      assert.deepStrictEqual(started.causes.map((cause) => cause.kind), ["code"])
    }).pipe(Effect.provide(MemoryStore.layer)))

  it.effect("keeps going past a failure, hands it to a settled fan-in, and names the node", () =>
    Effect.gen(function*() {
      const ran = yield* Rig.run(graph, world({ pages: { b: "green blue" } }))
      assert.deepStrictEqual(ran.status, {
        "fetch-page[a]": "failed",
        "fetch-page[b]": "ran",
        "count-words[a]": "skipped",
        "count-words[b]": "ran",
        merge: "ran",
        shout: "ran",
        report: "ran"
      })
      assert.deepStrictEqual(ran.failure("fetch-page[a]").failure, {
        node: "fetch-page[a]",
        stage: "fetch-page",
        partition: "a",
        error: { _tag: "Unreachable", url: "a" },
        message: "a does not answer",
        retryable: true
      })
      assert.deepStrictEqual(ran.value("report"), { missing: ["a: Unreachable in fetch-page[a]"], words: 2 })
      const again = yield* Rig.run(graph, world({ pages: { b: "green blue" } }))
      assert.deepStrictEqual(again.status["fetch-page[a]"], "failed")
      assert.deepStrictEqual(executed(again), [])
    }).pipe(Effect.provide(MemoryStore.layer)))

  it.effect("hands what an equally split stage gave, or why it gave nothing, to a reader that takes either", () =>
    Effect.gen(function*() {
      const Told = Schema.Struct({ site: Schema.String, page: Schema.Json })
      const tell = Stage.make("tell", { over: site, inputs: { page: Stage.either(fetchPage) }, output: Told, run: ({ page, site }) => Effect.succeed({ site: site.id, page: page as never }) })
      const lenient = Graph.make("lenient", { stages: [fetchPage, tell], targets: [tell] })
      const ran = yield* Rig.run(lenient, world({ pages: { b: "green blue" } }))
      assert.deepStrictEqual(ran.status, { "fetch-page[a]": "failed", "fetch-page[b]": "ran", "tell[a]": "ran", "tell[b]": "ran" })
      assert.deepStrictEqual(ran.value("tell[a]"), {
        site: "a",
        page: { _tag: "failed", key: "a", node: "fetch-page[a]", stage: "fetch-page", error: { _tag: "Unreachable", url: "a" }, message: "a does not answer" }
      })
      assert.deepStrictEqual(ran.value("tell[b]"), { site: "b", page: { _tag: "ok", key: "b", value: "green blue" } })
      const again = yield* Rig.run(lenient, world({ pages: { b: "green blue" } }))
      assert.deepStrictEqual(executed(again), [])
    }).pipe(Effect.provide(MemoryStore.layer)))
})

const alone = (name: string, run: () => Effect.Effect<any, any, any>, options: object = {}) => {
  const stage = Stage.make(name, { output: Schema.Json, ...options, run: run as never })
  return Graph.make("alone", { stages: [stage], targets: [stage] })
}

describe("a stage without capabilities", () => {
  const attempts: { readonly [what: string]: Effect.Effect<unknown> } = {
    "the time": Clock.currentTimeMillis,
    "today": DateTime.now,
    "a nap": Effect.sleep(1),
    "a die": Random.next,
    "the console": Console.log("x")
  }
  for (const [what, attempt] of Object.entries(attempts)) {
    it.effect(`breaks when it asks for ${what}`, () =>
      Effect.gen(function*() {
        const ran = yield* Rig.run(alone("thief", () => Effect.as(attempt, 1)))
        assert.strictEqual(ran.failure("thief").failure.error._tag, "BrokenStage")
      }).pipe(Effect.provide(MemoryStore.layer)))
  }

  it.effect("does not find a service that the engine happens to hold", () =>
    Effect.gen(function*() {
      const ran = yield* Rig.run(alone("snoop", () => Effect.map(Effect.serviceOption(Web), Option.isSome)), { capabilities: web({}) })
      assert.strictEqual(ran.value("snoop"), false)
    }).pipe(Effect.provide(MemoryStore.layer)))
})

describe("a stage", () => {
  it.effect("is broken when its output does not fit its schema, and nothing is remembered", () =>
    Effect.gen(function*() {
      const wrong = alone("wrong", () => Effect.succeed({ a: 1, extra: 2 }), { output: Schema.Struct({ a: Schema.Int }) })
      const ran = yield* Rig.run(wrong)
      assert.include(ran.failure("wrong").failure.message, "/extra: Expected no excess property")
      assert.strictEqual((yield* Rig.run(wrong)).status.wrong, "failed")
    }).pipe(Effect.provide(MemoryStore.layer)))

  it.effect("is broken when it throws, and says what", () =>
    Effect.gen(function*() {
      const ran = yield* Rig.run(alone("thrower", () => {
        throw new TypeError("x is not a function\n    at secret/path")
      }))
      assert.deepStrictEqual(ran.failure("thrower").failure.error, { _tag: "BrokenStage", stage: "thrower", defect: "TypeError: x is not a function" })
    }).pipe(Effect.provide(MemoryStore.layer)))

  it.effect("times out by its declared limit", () =>
    Effect.gen(function*() {
      const ran = yield* Rig.run(alone("slow", () => Effect.never, { timeout: "10 millis" }))
      assert.deepInclude(ran.failure("slow").failure, { error: { _tag: "TimedOut", stage: "slow", after: 10 }, retryable: true })
    }).pipe(Effect.provide(MemoryStore.layer), (effect) => Effect.promise(() => Effect.runPromise(effect))))

  it.effect("is tried again after a retryable failure, as often as it says", () =>
    Effect.gen(function*() {
      let calls = 0
      const flaky = alone("flaky", () => Effect.suspend(() => ++calls < 3 ? Effect.fail(new Unreachable({ url: "x" })) : Effect.succeed(calls)), {
        fails: [Unreachable],
        retry: { times: 2, schedule: Schedule.spaced(0) }
      })
      const ran = yield* Rig.run(flaky)
      assert.strictEqual(ran.value("flaky"), 3)
      assert.deepStrictEqual(ran.events.filter((event) => event.type === "node-retrying").map((event) => event.attempt), [1, 2])
    }).pipe(Effect.provide(MemoryStore.layer), (effect) => Effect.promise(() => Effect.runPromise(effect))))

  it.effect("that does not follow from its inputs is caught when its key gives other bytes", () =>
    Effect.gen(function*() {
      let calls = 0
      const counter = alone("counter", () => Effect.sync(() => calls++))
      yield* Rig.run(counter)
      const again = yield* Rig.run(counter, {}, { refresh: true })
      assert.strictEqual(again.failure("counter").failure.error._tag, "NonDeterministic")
      const checked = yield* Rig.run(alone("other", () => Effect.sync(() => calls++)), {}, { perturbed: (program) => program })
      assert.strictEqual(checked.failure("other").failure.error._tag, "NonDeterministic")
    }).pipe(Effect.provide(MemoryStore.layer)))
})
