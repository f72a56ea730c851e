/**
 * Whatever a candidate asks for, by whichever route, is made of nothing that is another's. One row for each artifact, one entry for each route.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { publishes } from "../../graph/daily.ts"
import { candidate } from "../../graph/settings.ts"
import * as Artifact from "../../src/artifacts/Artifact.ts"
import * as Catalogue from "../../src/artifacts/Catalogue.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as InspectedHome from "../cli/InspectedHome.ts"
import * as Leakage from "./Leakage.ts"

let made: Promise<Leakage.World> | undefined

/** Made once, and by the clock: a later run has to be the later one. */
const world = Effect.promise(() => (made ??= Effect.runPromise(Leakage.make)))
const catalogue = [...Catalogue.all, ...Catalogue.beside]
const theirs = catalogue.filter(({ scope }) => scope === "candidate")

describe("the catalogue", () => {
  it("has a row for each artifact, of the scope it declares", () => {
    assert.deepStrictEqual(Leakage.unmatched(catalogue), [])
    assert.deepStrictEqual(Object.keys(Leakage.rows).sort(), catalogue.map(({ file }) => file).sort())
  })

  it("is refused with an artifact that has no row, or another scope than its row", () => {
    const fresh = Artifact.uiSafe({ name: "secrets", version: 1, scope: "candidate", schema: Schema.Struct({ schema_version: Schema.Literal(1) }), description: "-" })
    const moved = { ...Catalogue.rankedJobs, scope: "run" } as const
    assert.deepStrictEqual(Leakage.unmatched([...catalogue, fresh, moved]), ["secrets.v1.json", "ranked_jobs.v1.json"])
  })

  it("has each candidate's artifact made by a stage that is split over the candidates, and no other", () => {
    for (const { artifact, stage } of publishes) {
      const { over }: { readonly over?: Partition.Any | undefined } = stage
      const isTheirs = over !== undefined && Partition.within(over, candidate) && Partition.within(candidate, over)
      assert.deepStrictEqual([isTheirs, over === undefined], [artifact.scope === "candidate", artifact.scope === "run"], artifact.file)
    }
  })
})

describe("a candidate", () => {
  for (const [name, route] of Object.entries(Leakage.routes)) {
    for (const artifact of theirs.filter((one) => route.leadsTo?.(one) ?? true)) {
      it.effect(`gets by ${name} their own ${artifact.file}, and nothing of another's`, () =>
        Effect.gen(function*() {
          const both = yield* world
          for (const [asker, owner] of Leakage.pairs) {
            const own = yield* Effect.promise(async () => route.own(both, artifact, asker))
            assert.isTrue(own.length > 0 && own.every(([, text]) => text.length > 0))
            assert.deepStrictEqual(Leakage.found(own, owner.canaries), [])
            const others = yield* Effect.promise(async () => route.others?.(both, artifact, asker, owner) ?? [])
            assert.deepStrictEqual(Leakage.found(others, owner.canaries), [])
          }
        }), 30_000)
    }
  }

  it.effect("is to be seen in each document of their own", () =>
    Effect.gen(function*() {
      const both = yield* world
      for (const artifact of theirs) {
        const { file } = artifact
        for (const asker of [Leakage.ada, Leakage.zoe]) {
          for (const route of ["the path", "latest", "a position", "an exported bundle"]) {
            if (Leakage.routes[route]!.leadsTo?.(artifact) === false) continue
            const got = yield* Effect.promise(async () => Leakage.routes[route]!.own(both, artifact, asker))
            const words = Leakage.rows[file]!.shows(asker)
            assert.isNotEmpty(words)
            assert.strictEqual(Leakage.found(got, words).length, words.length, `${file} by ${route}`)
          }
          assert.isNotEmpty(Leakage.found(yield* Effect.promise(async () => Leakage.routes["the marks"]!.own(both, Catalogue.rankedJobs, asker)), [asker.note]))
        }
      }
    }), 30_000)
})

describe("what is everybody's", () => {
  it.effect("holds no word of any candidate", () =>
    Effect.gen(function*() {
      const { bundle, finished, home } = yield* world
      const words = [...Leakage.ada.canaries, ...Leakage.zoe.canaries]
      for (const { file } of Catalogue.all.filter(({ scope }) => scope !== "candidate")) {
        const got = [[file, new TextDecoder().decode(finished.files.get(file)!)], [`bundle ${file}`, bundle.get(`artifacts/${file}`)!]] as const
        assert.deepStrictEqual(Leakage.found(got, words), [])
      }
      const { stdout } = yield* Effect.promise(async () => InspectedHome.call(home.root, "artifact", Catalogue.runAudit.name, "--raw"))
      assert.deepStrictEqual([stdout.includes(finished.id), Leakage.found([["the audit", stdout]], words)], [true, []])
    }), 30_000)
})
