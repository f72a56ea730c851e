/**
 * Documents of earlier states of a version, and of versions that are not known, by everything that reads the past.
 */
import { assert, describe, it } from "@effect/vitest"
import { Ajv2020 } from "ajv/dist/2020.js"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { RunHealth } from "../../schemas/RunHealth.ts"
import * as Catalogue from "../../src/artifacts/Catalogue.ts"
import * as JsonSchema from "../../src/artifacts/JsonSchema.ts"
import * as PastLedger from "../../src/capabilities/PastLedger.ts"
import type * as DailyRun from "../../src/cli/DailyRun.ts"
import * as RecordedNetwork from "../../src/network/RecordedNetwork.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import * as VersionedDocument from "../../src/platform/VersionedDocument.ts"
import * as Inventory from "../../src/runs/Inventory.ts"
import * as RunRecord from "../../src/runs/RunRecord.ts"
import * as InspectedHome from "../cli/InspectedHome.ts"
import * as EarlierHome from "./EarlierHome.ts"

const { documents, first } = EarlierHome
const bytes = (document: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(document))
const canonical = (document: unknown): Uint8Array => new TextEncoder().encode(Canonical.stringifyUnsafe(document))
const published = <A>({ files }: DailyRun.Finished, file: string): A => JSON.parse(new TextDecoder().decode(files.get(file)!)) as A
const warnings = (finished: DailyRun.Finished) => published<RunHealth>(finished, "run_health.v1.json").warnings
const record = (more: object = {}) => {
  const body = { ...documents.get("run.v1.1.json"), artifacts: [], ...more }
  return `${Canonical.stringifyUnsafe({ ...body, seal: Canonical.digestUnsafe(body) })}\n`
}

describe("a document of an earlier state of its version", () => {
  const published = JsonSchema.contracts.filter((contract) => [...Catalogue.all, ...Catalogue.beside].some(({ name }) => name === contract.name))
  const contracts = published.filter(({ name }) => name in first)

  for (const { name, schema, version, ...contract } of published) {
    it(`${name}.v${version} is read as it is, by its schema and by its published one`, () => {
      const states = [...documents].filter(([file]) => file.startsWith(`${name}.v${version}.`))
      assert.isNotEmpty(states, "a version needs a document of its first state")
      const validate = new Ajv2020({ strict: true }).compile(JsonSchema.document({ name, schema, version, ...contract }))
      for (const [file, document] of states) {
        assert.deepStrictEqual(VersionedDocument.decode(schema, version, bytes(document)), Result.succeed(document), file)
        assert.isTrue(validate(document), `${file}: ${JSON.stringify(validate.errors)}`)
      }
    })
  }

  it("has keys that are not known passed over, and another version left alone", () => {
    for (const { name, schema, version } of contracts) {
      const later = { ...first[name], later: [first[name]] }
      assert.deepStrictEqual(VersionedDocument.decode(schema, version, bytes(later)), Result.succeed(first[name]))
      for (const content of [bytes({ ...first[name], schema_version: 2 }), canonical({ ...first[name], schema_version: 2 }), canonical({ ...first[name], schema_version: 2, zone: 1 })]) {
        assert.deepStrictEqual(VersionedDocument.decode(schema, version, content), Result.fail("it is of version 2, and this program knows version 1"))
        assert.strictEqual(VersionedDocument.misfit(version, content), "it is of version 2, and this program knows version 1")
      }
      assert.strictEqual(VersionedDocument.misfit(version, canonical(first[name])), undefined)
    }
    for (const content of [bytes([]), bytes(null), bytes({}), bytes({ schema_version: "1" }), new TextEncoder().encode("☠")]) {
      assert.strictEqual(VersionedDocument.misfit(1, content), "it is not a document that states its version")
    }
  })
})

describe("PastLedger", () => {
  it("takes every state of version 1, without the keys that it does not know", () => {
    for (const file of ["ledger.v1.1.json", "ledger.v1.2.json"]) {
      const ledger = documents.get(file)
      assert.deepStrictEqual(PastLedger.decode(canonical(ledger)), Result.succeed(ledger))
      for (const later of [
        { ...ledger, later: 1 },
        { ...ledger, boards: ledger.boards.map((board: object) => ({ ...board, later: 1 })) },
        { ...ledger, rows: ledger.rows.map((row: object) => ({ ...row, later: 1 })) },
        { ...ledger, rows: ledger.rows.map((row: any) => ({ ...row, facts: { ...row.facts, later: 1 } })) },
        { ...ledger, rows: ledger.rows.map((row: any) => ({ ...row, facts: { ...row.facts, places: row.facts.places.map((place: object) => ({ ...place, later: 1 })) } })) }
      ]) {
        assert.deepStrictEqual(PastLedger.decode(canonical(later)), Result.succeed(ledger))
      }
    }
  })

  it("refuses what is no ledger of version 1, and words it does not know", () => {
    const { boards, rows, ...ledger } = first["ledger"]
    const unheardOf = [
      { ...ledger, rows, boards: boards.map((board: object) => ({ ...board, status: "unheard_of" })) },
      ...[{ state: "unheard_of" }, { facts: { ...rows[0].facts, work_mode: "unheard_of" } }, { facts: { ...rows[0].facts, employment_type: "unheard_of" } }]
        .map((word) => ({ ...ledger, boards, rows: [{ ...rows[0], ...word }] }))
    ]
    for (const broken of [{ schema_version: 1 }, { ...first["ledger"], rows: [null] }, { ...first["ledger"], rows: [{}] }, { ...first["ledger"], boards: 1 }, ...unheardOf]) {
      assert.deepStrictEqual(PastLedger.decode(canonical(broken)), Result.fail("it says it is of version 1 and does not fit it"))
    }
  })
})

describe("RunRecord", () => {
  it("reads a record from before the registry's hash, the remarks, and pins that say why", () => {
    const decoded = Result.getOrThrow(RunRecord.decode(record()))
    assert.deepStrictEqual([decoded.registry_hash, decoded.remarks], [undefined, undefined])
    const { document } = decoded.pins["signalcraft/capabilities/Network"]!["acme"]!
    const pin = RecordedNetwork.pinOf(document)
    assert.deepStrictEqual([pin.exchanges.length, pin.refused, pin.stale], [1, null, null])
    assert.deepStrictEqual(Inventory.blobsOf(decoded), [pin.exchanges[0]!.body as never])
  })

  it("keeps the keys of a later record, and names the blobs of pins it does not know whole", () => {
    const exchange = { body: first["ledger"].rows[0].digest, later: 1 }
    const text = record({ later: { a: 1 }, pins: { Network: { acme: { fingerprint: "-", document: { exchanges: [exchange], refused: { reason: "unheard_of" } } } } } })
    const decoded = Result.getOrThrow(RunRecord.decode(text))
    assert.strictEqual(RunRecord.encode(decoded), text)
    assert.deepStrictEqual(Inventory.blobsOf(decoded), [exchange.body])
  })

  it("says of another format that it is one", () => {
    assert.deepStrictEqual(RunRecord.decode(record({ format: "signalcraft/run/2" })), Result.fail("its format is \"signalcraft/run/2\", and this program reads signalcraft/run/1"))
  })
})

describe("a home whose last run is of an earlier state", () => {
  it.effect("goes on from it", () =>
    Effect.gen(function*() {
      const { next } = yield* EarlierHome.make()
      const finished = yield* next()
      assert.strictEqual(finished.record.outcome, "succeeded")
      assert.deepStrictEqual(warnings(finished), [])
      const { baseline, changed, closed, counts, reopened } = published<any>(finished, "changes.v1.json")
      assert.strictEqual(baseline, "2026-02-03")
      assert.deepStrictEqual([changed, closed].map((list) => list.map(({ id }: { id: string }) => id)), [["ashby/acme/1", "ashby/acme/2"], ["ashby/acme/3"]])
      assert.deepStrictEqual([counts.new, counts.first_observed, reopened.length], [1, 3, 0])
    }).pipe(Effect.scoped))

  it.effect("is listed, shown, printed and looked through, and nothing of it is damaged", () =>
    Effect.gen(function*() {
      const { root } = yield* EarlierHome.make()
      for (const call of [["runs"], ["show"], ["artifact"], ...Object.keys(first).map((name) => ["artifact", name]), ["providers", "health"]]) {
        const { code, stderr, stdout } = yield* Effect.promise(() => InspectedHome.call(root, ...call, "--json"))
        assert.deepStrictEqual([code, stderr], [0, ""], call.join(" "))
        assert.notMatch(stdout, /damaged": \[\s*\{/)
        const text = yield* Effect.promise(() => InspectedHome.call(root, ...call))
        assert.strictEqual(text.code, 0)
      }
      const shown = JSON.parse((yield* Effect.promise(() => InspectedHome.call(root, "show", "--json"))).stdout)
      assert.strictEqual(shown.headline, first["run_summary"].headline)
      const health = JSON.parse((yield* Effect.promise(() => InspectedHome.call(root, "providers", "health", "--json"))).stdout)
      assert.deepStrictEqual([health.runs.length, health.passed_over, health.providers.find(({ provider }: any) => provider === "acme").available], [1, [], 1])
    }).pipe(Effect.scoped))

  it.effect("replays it, exports it and takes it in elsewhere", () =>
    Effect.promise(async () => {
      const folder = await InspectedHome.copy()
      const run = InspectedHome.onlyRun(folder)
      const file = Path.join(folder, "runs", run, "run.json")
      const { registry_hash, remarks, seal, ...body } = JSON.parse(fs.readFileSync(file, "utf8"))
      for (const pin of Object.values<any>(body.pins["signalcraft/capabilities/Network"])) pin.document = pin.document.exchanges
      assert.isDefined(registry_hash && remarks && seal)
      fs.writeFileSync(file, `${Canonical.stringifyUnsafe({ ...body, seal: Canonical.digestUnsafe(body) })}\n`)
      const replayed = JSON.parse((await InspectedHome.graph(folder, "replay", "latest", "--json")).stdout)
      assert.deepStrictEqual([replayed.damages ?? [], replayed.artifacts.map(({ file }: { file: string }) => file)], [[], ["run_summary.v1.json"]])
      assert.strictEqual((await InspectedHome.graph(folder, "export", "--out", "old.run.tar.gz")).code, 0)
      const there = InspectedHome.empty()
      assert.strictEqual((await InspectedHome.graph(there, "import", Path.join(folder, "old.run.tar.gz"))).code, 0)
      assert.strictEqual((await InspectedHome.graph(there, "diff", Path.join(folder, "old.run.tar.gz"), "latest")).code, 0)
    }), 60_000)
})

describe("a home whose last run is of a version that is not known", () => {
  it.effect("does not fold onto its ledger, and says what to do", () =>
    Effect.gen(function*() {
      const { next } = yield* EarlierHome.make({ ...first, ledger: { ...first["ledger"], schema_version: 2 } })
      const finished = yield* next()
      assert.strictEqual(finished.record.outcome, "succeeded")
      assert.strictEqual(published<any>(finished, "changes.v1.json").baseline, null)
      assert.deepStrictEqual(warnings(finished), [{
        kind: "history_damaged",
        provider: null,
        detail: `History begins anew, because ledger of run ${EarlierHome.run} cannot be read here: it is of version 2, and this program knows version 1. Use the version that wrote it, or look at it as it is: graph artifact ledger --run ${EarlierHome.run} --raw`
      }])
    }).pipe(Effect.scoped))

  it.effect("fails where its ledger does not fit the version it states, and publishes nothing on it", () =>
    Effect.gen(function*() {
      const { next } = yield* EarlierHome.make({ ...first, ledger: { schema_version: 1 } })
      const { record } = yield* next()
      const failed = record.failures.find(({ stage }) => stage === "fold-ledger")
      assert.deepStrictEqual([record.outcome, record.failed_stage, (failed?.error as any)?._tag], ["failed", "fold-ledger", "HistoryUnreadable"])
      assert.match(failed!.message, /does not fit it\. Find the run .* move that run out of runs\/$/)
      assert.isFalse(record.artifacts.some(({ name }) => name === "ledger"))
    }).pipe(Effect.scoped))

  it.effect("shows what it knows of it, and says what it does not", () =>
    Effect.gen(function*() {
      const later = (name: string) => ({ ...first[name], schema_version: 2, headline: 7, providers: null, warnings: "many" })
      const { root } = yield* EarlierHome.make({ ...first, run_summary: later("run_summary"), run_health: later("run_health"), provider_availability: later("provider_availability") })
      const shown = yield* Effect.promise(() => InspectedHome.call(root, "show"))
      assert.strictEqual(shown.code, 0, shown.stderr)
      for (const name of ["run_summary", "run_health"]) assert.include(shown.stdout, `${name} of run ${EarlierHome.run} cannot be read here: it is of version 2`)
      const health = yield* Effect.promise(() => InspectedHome.call(root, "providers", "health"))
      assert.strictEqual(health.code, 0, health.stderr)
      assert.include(health.stdout, `provider_availability of run ${EarlierHome.run} cannot be read here: it is of version 2`)
      const printed = yield* Effect.promise(() => InspectedHome.call(root, "artifact", "run_summary", "--json"))
      assert.strictEqual(JSON.parse(printed.stdout).content.schema_version, 2)
    }).pipe(Effect.scoped))

  it.effect("goes on past a record of another format, and names it", () =>
    Effect.gen(function*() {
      const { next, root } = yield* EarlierHome.make(first, { format: "signalcraft/run/2" })
      const { stdout } = yield* Effect.promise(() => InspectedHome.call(root, "runs", "--json"))
      assert.include(stdout, "signalcraft/run/2")
      const finished = yield* next()
      assert.strictEqual(finished.record.outcome, "succeeded")
      assert.deepStrictEqual(warnings(finished).map(({ kind }) => kind), ["history_damaged"])
      assert.include(warnings(finished)[0]!.detail, "its format is \"signalcraft/run/2\"")
    }).pipe(Effect.scoped))
})
