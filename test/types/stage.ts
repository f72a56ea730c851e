/**
 * What must not compile: stages that reach, fail, read or answer otherwise than they declare.
 *
 * @effect-diagnostics missingEffectContext:off missingEffectError:off
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Capability from "../../src/engine/Capability.ts"
import * as Engine from "../../src/engine/Engine.ts"
import type { BrokenStage, TimedOut } from "../../src/engine/Failure.ts"
import * as Graph from "../../src/engine/Graph.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Setting from "../../src/engine/Setting.ts"
import * as Stage from "../../src/engine/Stage.ts"

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
const holds = <_ extends true>(): void => {}

class Web extends Context.Service<Web, Capability.Shape & { readonly get: (url: string) => Effect.Effect<string, Lost> }>()("types/Web") {}
class Day extends Context.Service<Day, Capability.Shape & { readonly day: string }>()("types/Day") {}
class Lawless extends Context.Service<Lawless, { readonly day: string }>()("types/Lawless") {}
class Lost extends Schema.TaggedError<Lost>()("Lost", { url: Schema.String }) {}
class Torn extends Schema.TaggedError<Torn>()("Torn", { at: Schema.Int }) {}

const Site = Schema.Struct({ id: Schema.String, url: Schema.String })
const site = Partition.make("site", { over: Setting.make("sites", Schema.Array(Site)), key: ({ id }) => id })
const reader = Partition.make("reader", { over: Setting.make("readers", Schema.Array(Site)), key: ({ id }) => id })
const limits = Setting.make("limits", Schema.Struct({ least: Schema.Int }))
const Row = Schema.Struct({ word: Schema.String })

const fetchPage = Stage.make("fetch-page", {
  over: site,
  output: Output.text("text/plain"),
  uses: [Web],
  fails: [Lost],
  *run({ site }) {
    return yield* (yield* Web).get(site.url)
  }
})

const readPage = Stage.make("read-page", {
  over: site,
  inputs: { page: fetchPage },
  output: Output.table(Row, ({ word }) => word),
  fails: [Torn],
  run: ({ page }) => page === "" ? Effect.fail(new Torn({ at: 0 })) : Effect.succeed([{ word: page }])
})

const single = Stage.make("single", { config: limits, output: Schema.Int, run: (_, { least }) => Effect.succeed(least) })

Stage.make("thief", {
  output: Schema.String,
  // @ts-expect-error it reaches through Web, which is not in `uses`
  *run() {
    return (yield* Web).fingerprint
  }
})
Stage.make("other-thief", {
  output: Schema.String,
  uses: [Day],
  // @ts-expect-error one capability is listed, and another reached for
  run: () => Effect.map(Web, ({ fingerprint }) => fingerprint)
})
Stage.make("liar", {
  output: Schema.Int,
  // @ts-expect-error it fails with what it does not declare
  run: () => Effect.fail(new Lost({ url: "" }))
})
Stage.make("other-liar", {
  output: Schema.Int,
  fails: [Torn],
  // @ts-expect-error it declares one failure and has another
  *run() {
    return yield* new Lost({ url: "" })
  }
})
Stage.make("forgetful", {
  output: Schema.Int,
  uses: [Web],
  // @ts-expect-error a capability's failure has to be declared or handled
  *run() {
    return (yield* (yield* Web).get("x")).length
  }
})
// @ts-expect-error a number is due
Stage.make("wrong-answer", { output: Schema.Int, run: () => Effect.succeed("1") })
// @ts-expect-error a row lacks a field
Stage.make("wrong-row", { output: Output.table(Row, ({ word }) => word), run: () => Effect.succeed([{}]) })
// @ts-expect-error a table is due, not one row
Stage.make("no-table", { output: Output.table(Row, ({ word }) => word), run: () => Effect.succeed({ word: "" }) })
// @ts-expect-error text is due, not bytes
Stage.make("wrong-medium", { output: Output.text("text/plain"), run: () => Effect.succeed(new Uint8Array()) })

// @ts-expect-error a stage that is split arrives alone only where its reader is split the same way
Stage.make("unsplit", { inputs: { page: fetchPage }, output: Schema.Int, run: () => Effect.succeed(1) })
// @ts-expect-error not even where it is split, but by something else
Stage.make("split-otherwise", { over: reader, inputs: { page: fetchPage }, output: Schema.Int, run: () => Effect.succeed(1) })
// @ts-expect-error nor as the table that is mapped over
Stage.each("unsplit-rows", { rows: readPage, output: Output.table(Row, ({ word }) => word), run: (row) => row })

Stage.each("map-rows", { over: site, rows: readPage, output: Output.table(Row, ({ word }) => word), run: (row, { site }) => ({ word: row.word + site.id }) })
// @ts-expect-error a document has no rows
Stage.each("no-rows", { rows: single, output: Output.table(Row, ({ word }) => word), run: () => ({ word: "" }) })
// @ts-expect-error a stage over rows gives a table
Stage.each("no-table-made", { over: site, rows: readPage, output: Schema.Int, run: () => 1 })
// @ts-expect-error the row lacks its field
Stage.each("wrong-row-made", { over: site, rows: readPage, output: Output.table(Row, ({ word }) => word), run: () => ({}) })

// @ts-expect-error a capability without a fingerprint cannot enter a key
Stage.make("lawless", { output: Schema.Int, uses: [Lawless], run: () => Effect.succeed(1) })
// @ts-expect-error nor be bound
Capability.bind(Lawless, () => ({ service: { day: "" }, pin: Effect.succeed({ document: null, blobs: [] }) }))

Stage.make("config-reader", {
  config: limits,
  output: Schema.Int,
  // @ts-expect-error the file has no such key
  run: (_, { most }) => Effect.succeed(most)
})
// @ts-expect-error there is no such port
Stage.make("port-reader", { inputs: { one: single }, output: Schema.Int, run: ({ two }) => Effect.succeed(two) })

// @ts-expect-error a stage that is split the same way is one answer, not many
Stage.make("fan-aligned", { over: site, inputs: { pages: Stage.all(fetchPage) }, output: Schema.Int, run: () => Effect.succeed(1) })
// @ts-expect-error so is a stage that is not split
Stage.make("fan-single", { inputs: { one: Stage.settled(single) }, output: Schema.Int, run: () => Effect.succeed(1) })

const matchPage = Stage.make("match-page", {
  over: Partition.product(reader, site),
  inputs: { page: fetchPage },
  output: Output.table(Row, ({ word }) => word),
  run: ({ page, reader, site }) => {
    holds<Equal<typeof page, string>>()
    return Effect.succeed([{ word: reader.id + site.url }])
  }
})
Stage.make("read-matches", {
  over: Partition.keys(reader),
  inputs: { matches: Stage.settled(matchPage) },
  output: Schema.Int,
  run: ({ matches, reader }) => {
    holds<Equal<typeof reader, string>>()
    const [first] = matches
    return Effect.succeed(first?._tag === "ok" ? first.value.length : 0)
  }
})
// @ts-expect-error a stage that is split by a product arrives alone only where its reader is split by both
Stage.make("half-split", { over: reader, inputs: { page: matchPage }, output: Schema.Int, run: () => Effect.succeed(1) })

const settledRun = Stage.make("gather", {
  inputs: { pages: Stage.settled(readPage), all: Stage.all(fetchPage), one: single },
  output: Schema.Int,
  run: ({ all, one, pages }) => {
    holds<Equal<typeof one, number>>()
    holds<Equal<typeof all, ReadonlyArray<Stage.Part<string>>>>()
    for (const page of pages) {
      if (page._tag === "ok") holds<Equal<(typeof page)["value"], ReadonlyArray<typeof Row.Type>>>()
      // Its own failures, those upstream, and the engine's.
      else holds<Equal<(typeof page)["error"]["_tag"], "Torn" | "Lost" | "BrokenStage" | "TimedOut">>()
    }
    const [first] = pages
    // @ts-expect-error a settled partition has a value only where it is "ok"
    return Effect.succeed(first === undefined ? 0 : first.value.length)
  }
})

Stage.make("narrowing", {
  inputs: { pages: Stage.settled(readPage) },
  output: Schema.Int,
  run: ({ pages }) =>
    Effect.succeed(pages.map((page) => {
      if (page._tag === "ok") return page.value.length
      switch (page.error._tag) {
        case "Lost":
          return page.error.url.length
        case "Torn":
          return page.error.at
        case "TimedOut":
          return page.error.after
        case "BrokenStage":
          return page.error.defect.length
      }
    }).length)
})

Stage.make("either-alone", {
  over: site,
  inputs: { page: Stage.either(readPage), one: Stage.either(single) },
  output: Schema.Int,
  run: ({ one, page }) => {
    if (page._tag === "ok") holds<Equal<(typeof page)["value"], ReadonlyArray<typeof Row.Type>>>()
    else holds<Equal<(typeof page)["error"]["_tag"], "Torn" | "Lost" | "BrokenStage" | "TimedOut">>()
    // @ts-expect-error it has a value only where it is "ok"
    return Effect.succeed(one._tag === "ok" ? one.value : page.value.length)
  }
})
// @ts-expect-error a stage that is split arrives as either only where its reader is split the same way
Stage.make("either-unsplit", { inputs: { page: Stage.either(fetchPage) }, output: Schema.Int, run: () => Effect.succeed(1) })
// @ts-expect-error not even where it is split, but by something else
Stage.make("either-split-otherwise", { over: reader, inputs: { page: Stage.either(fetchPage) }, output: Schema.Int, run: () => Effect.succeed(1) })
const lenient = Stage.make("lenient", { over: site, inputs: { page: Stage.either(readPage) }, output: Schema.Int, run: () => Effect.succeed(1) })
holds<Equal<Stage.Loss<typeof lenient>["_tag"], "BrokenStage" | "TimedOut">>()

const graph = Graph.make("types", { stages: [fetchPage, readPage, single], targets: [readPage] })
// @ts-expect-error a target has to be among the stages
Graph.make("types", { stages: [single], targets: [readPage] })

holds<Equal<Graph.Uses<typeof graph>, Web>>()
type Failed = Graph.FailedStage<typeof graph>
holds<Equal<Extract<Failed, { stage: "fetch-page" }>["error"], Lost | BrokenStage | TimedOut>>()
holds<Equal<Failed["stage"], "fetch-page" | "read-page" | "single">>()

const web = Capability.bind(Web, () => ({ service: Web.of({ fingerprint: "", get: Effect.succeed }), pin: Effect.succeed({ document: null, blobs: [] }) }))
const day = Capability.bind(Day, () => ({ service: Day.of({ fingerprint: "", day: "" }), pin: Effect.succeed({ document: null, blobs: [] }) }))
const parts = { settings: {}, codes: {}, runtime: {} }
Engine.ready(graph, { ...parts, capabilities: web })
Engine.ready(graph, { ...parts, capabilities: Capability.merge(web, day) })
// @ts-expect-error Web is not bound
Engine.ready(graph, { ...parts, capabilities: day })
// @ts-expect-error nothing is
Engine.ready(graph, { ...parts, capabilities: Capability.none as Capability.Bound<never> })

export { settledRun }
