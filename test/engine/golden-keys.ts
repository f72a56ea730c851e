/**
 * Prints the keys of a graph that never changes, under a world that never changes: `golden-keys.v1.json`.
 *
 * Its texts sort differently from locale to locale. Leave it as it is: other keys mean another `Key.engineEpoch`, and a new file
 * for it (node test/engine/golden-keys.ts > test/engine/golden-keys.v2.json).
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Capability from "../../src/engine/Capability.ts"
import * as Graph from "../../src/engine/Graph.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Setting from "../../src/engine/Setting.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { Store } from "../../src/engine/Store.ts"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import * as Rig from "./Rig.ts"

class Refused extends Schema.TaggedError<Refused>()("Refused", { site: Schema.String }) {}
class Web extends Context.Service<Web, Capability.Shape & { readonly text: string }>()("golden/Web") {}

const Site = Schema.Struct({ id: Schema.String, weight: Schema.Int })
const site = Partition.make("site", { over: Setting.make("sites", Schema.Array(Site)), key: ({ id }) => id })
const shelf = Partition.make("shelf", { over: Setting.make("shelves", Schema.Array(Schema.String)), key: (name) => name })
const limits = Setting.make("limits", Schema.Struct({ least: Schema.Int, names: Schema.Record(Schema.String, Schema.String) }))
const Word = Schema.Struct({ word: Schema.String, count: Schema.Int })
const words = Output.table(Word, ({ word }) => word)

const fetchSite = Stage.make("fetch-site", {
  over: site,
  output: Output.text("text/plain"),
  uses: [Web],
  fails: [Refused],
  *run({ site }) {
    if (site.id === "Z") return yield* new Refused({ site: site.id })
    return `${(yield* Web).text} ${site.weight}`
  }
})
const countWords = Stage.make("count-words", {
  over: site,
  inputs: { text: fetchSite },
  output: words,
  run: ({ text }) => Effect.succeed([...new Set(text.split(" "))].map((word) => ({ word, count: word.length })))
})
const gatherWords = Stage.make("gather-words", {
  inputs: { sites: Stage.settled(countWords) },
  config: limits,
  output: words,
  run: ({ sites }, { least }) =>
    Effect.succeed(Array.from(new Map(sites.flatMap((site) => (site._tag === "ok" ? site.value : [])).map(({ word, count }) => [word, count])), ([word, count]) => ({ word, count: count + least })))
})
const doubleCount = Stage.each("double-count", { rows: gatherWords, config: Setting.part(limits, ({ names }) => names), output: words, run: ({ count, word }) => ({ word, count: count * 2 }) })
const report = Stage.make("report", {
  over: shelf,
  inputs: { words: doubleCount, sites: Stage.settled(fetchSite) },
  output: Output.bytes("application/octet-stream"),
  run: ({ words }) => Effect.succeed(new TextEncoder().encode(words.map(({ word }) => word).join()))
})
const placeSite = Stage.make("place-site", { over: Partition.product(shelf, site), inputs: { report, counts: countWords }, output: Schema.String, run: ({ shelf, site }) => Effect.succeed(shelf + site.id) })
const shelve = Stage.make("shelve", {
  over: Partition.keys(shelf),
  inputs: { sites: Stage.settled(placeSite) },
  output: Schema.Array(Schema.String),
  run: ({ sites }) => Effect.succeed(sites.map(({ key }) => key))
})

const graph = Graph.make("golden", { stages: [fetchSite, countWords, gatherWords, doubleCount, report, placeSite, shelve], targets: [shelve] })

export const settings = {
  limits: { least: 3, names: { "ä": "z", a: "Å", Z: "aa", i: "I", "10": "9" } },
  shelves: ["b", "b-1"],
  sites: [{ id: "Z", weight: 1 }, { id: "a", weight: 2 }, { id: "z10", weight: 0 }, { id: "z9", weight: 1 }, { id: "10", weight: 1 }]
}

export const keys = (given: Setting.Source): Promise<{ readonly [node: string]: string }> =>
  Effect.runPromise(
    Effect.map(
      Rig.run(graph, {
        settings: given,
        capabilities: Capability.bind(Web, (scope) => ({
          service: Web.of({ fingerprint: `ı ${scope}`, text: "zebra Ärger apple Zug ch i I ı ö 10 9" }),
          pin: Effect.succeed({ document: null, blobs: [] })
        }))
      }),
      (ran) => Object.fromEntries(ran.records.map((record) => [record.node, record.status === "skipped" ? "skipped" : record.key]))
    ).pipe(Effect.provideService(Store, MemoryStore.make()))
  )

if (process.argv[1] === import.meta.filename) process.stdout.write(`${JSON.stringify(await keys(settings), null, 2)}\n`)
