/**
 * No word of an advertisement reaches what is meant for eyes, and no line of one reaches a terminal or a spreadsheet as more than text.
 */
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as CsvReader from "effect/encoding/Csv"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import type { Provider } from "../../schemas/Provider.ts"
import * as Catalogue from "../../src/artifacts/Catalogue.ts"
import * as JsonSchema from "../../src/artifacts/JsonSchema.ts"
import * as Safety from "../../src/artifacts/Safety.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Blocks from "../../src/jobs/Blocks.ts"
import * as Lines from "../../src/jobs/Lines.ts"
import * as InspectedHome from "../cli/InspectedHome.ts"
import * as HostileBoards from "./HostileBoards.ts"

const replaySafe = new Set(Catalogue.all.filter(({ safety }) => safety === "replay_safe").map(({ file }) => file))

/** What a run leaves for eyes, by path: everything in its folder but the artifacts that stay with it. */
const shown = (folder: string): ReadonlyMap<string, Buffer> => {
  const run = Path.join(folder, "runs", InspectedHome.onlyRun(folder))
  const files = fs.readdirSync(run, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !replaySafe.has(entry.name))
  return new Map(files.map(({ name, parentPath }) => [Path.relative(run, Path.join(parentPath, name)), fs.readFileSync(Path.join(parentPath, name))]))
}

const said = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const calls = [
    ["show"], ["runs"], ["artifact"], ["providers", "health"], ["alerts"], ...Catalogue.all.filter(({ file }) => !replaySafe.has(file)).map(({ file }) => ["artifact", file])
  ]
  const told = new Map<string, string>()
  for (const call of calls) {
    for (const form of [call, [...call, "--json"]]) {
      const { code, stderr, stdout } = await InspectedHome.call(folder, ...form)
      assert.strictEqual(code, 0, `${form.join(" ")}: ${stderr}`)
      told.set(`graph ${form.join(" ")}`, stdout)
    }
  }
  return told
}

/** Eight words in a row, of any text, as one string. */
function* phrases(text: string): Generator<string> {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  for (let index = 0; index + 8 <= words.length; index++) yield words.slice(index, index + 8).join(" ")
}

describe("every published schema", () => {
  for (const contract of JsonSchema.contracts) {
    const artifact = Catalogue.all.find(({ name, mediaType }) => name === contract.name && mediaType === "application/json")

    it(`${contract.name}.v${contract.version} states its version, and is open to no text of a stranger${artifact?.safety === "replay_safe" ? " but what it keeps" : ""}`, () => {
      const { properties, required } = JsonSchema.document(contract) as any
      assert.deepStrictEqual([properties.schema_version.enum ?? [properties.schema_version.const], required.includes("schema_version")], [[contract.version], true])
      if (artifact?.safety !== "replay_safe") assert.isUndefined(Safety.rawTextIn(contract.schema))
    })

    it(`${contract.name}.v${contract.version} says of every part what it may be`, () => {
      const open = (schema: any, place: string): ReadonlyArray<string> => {
        if (typeof schema !== "object" || schema === null) return schema === false ? [] : [place]
        const parts: ReadonlyArray<readonly [string, any]> = [
          ...Object.entries<any>(schema.properties ?? {}), ...Object.entries<any>(schema.patternProperties ?? {}), ...Object.entries<any>(schema.$defs ?? {}),
          ...["anyOf", "oneOf", "prefixItems"].flatMap((key) => (schema[key] ?? []).map((part: any, index: number) => [`${key}/${index}`, part] as const)),
          ...(schema.items === undefined ? [] : [["items", schema.items] as const]),
          ...(typeof schema.additionalProperties === "object" ? [["{}", schema.additionalProperties] as const] : [])
        ]
        const isSaid = ["type", "$ref", "enum", "const", "anyOf", "oneOf", "not"].some((key) => key in schema)
        const isClosed = schema.type !== "object" || "additionalProperties" in schema || "patternProperties" in schema
        const isListed = schema.type !== "array" || "items" in schema || "prefixItems" in schema
        return [...(isSaid && isClosed && isListed ? [] : [place]), ...parts.flatMap(([name, part]) => open(part, `${place}/${name}`))]
      }
      assert.deepStrictEqual(open(JsonSchema.document(contract), ""), [])
    })
  }
})

describe("a run over the boards that ship", () => {
  it("leaves no phrase of an advertisement in anything for eyes", async () => {
    const folder = await InspectedHome.prepared()
    const { providers } = JSON.parse(fs.readFileSync(Path.join(folder, "config/providers.json"), "utf8")) as { readonly providers: ReadonlyArray<Provider> }
    const set = Path.join(folder, "fixtures/boards")
    const manifest = JSON.parse(fs.readFileSync(Path.join(set, "manifest.json"), "utf8"))
    const secrets = new Map<string, string>()
    for (const provider of providers) {
      const pages = manifest.providers[provider.id].exchanges.map(({ body, status, url }: any) => ({ url, status, body: fs.readFileSync(Path.join(set, "bodies", body), "utf8") }))
      for (const { id, text } of Result.getOrThrow(Boards.readResult(provider, pages)).postings) {
        if (text === null) continue
        for (const phrase of phrases(text.raw)) secrets.set(phrase, id)
        for (const phrase of phrases(Lines.of(Blocks.of(text)).text)) secrets.set(phrase, id)
      }
    }
    assert.isAbove(secrets.size, 10_000)
    const found = [...shown(folder), ...(await said(folder))].flatMap(([path, text]) =>
      [...phrases(text.toString())].filter((phrase) => secrets.has(phrase)).map((phrase) => `${path}: ${phrase} (${secrets.get(phrase)})`))
    assert.deepStrictEqual(found, [])
  }, 60_000)
})

describe(`a run over hostile boards${HostileBoards.haveVectors ? "" : " (without the conformance vectors: set SIGNALCRAFT_VECTORS)"}`, () => {
  let folder: string
  let ran: InspectedHome.Answer
  let told: ReadonlyMap<string, string>

  beforeAll(async () => {
    folder = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-hostile-"))
    await Effect.runPromise(HostileBoards.make(folder))
    ran = await InspectedHome.graph(folder, "run", "daily", "--as-of", "2026-11-22", "--progress", "plain")
    told = new Map([...(await said(folder)), ["graph run daily", ran.stdout], ["graph run daily, progress", ran.stderr]])
  }, 120_000)
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

  it("reads every title that says something, and tells of the boards it cannot read", () => {
    assert.strictEqual(ran.code, 0, ran.stderr)
    const { providers } = JSON.parse(shown(folder).get("artifacts/provider_availability.v1.json")!.toString())
    const postings = Object.fromEntries(providers.map(({ postings, provider }: any) => [provider, postings]))
    for (const [id, payloads] of Object.entries(HostileBoards.payloads)) assert.strictEqual(postings[id], payloads.length - 1, `${id}: all but the title that nobody sees`)
    assert.deepStrictEqual([postings.cutoff, postings.notjson], [null, null])
  })

  it("leaves no word of an advertisement in anything for eyes", () => {
    for (const [path, text] of [...shown(folder), ...told]) assert.notInclude(text.toString().toLowerCase(), HostileBoards.canary, path)
  })

  it("leaves documents that are well-formed UTF-8 JSON", () => {
    for (const [path, content] of shown(folder)) {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(content)
      assert.isTrue(text.isWellFormed(), path)
      if (path.endsWith(".json")) assert.isObject(JSON.parse(text), path)
      if (path.endsWith(".jsonl") || path.endsWith(".ndjson")) for (const line of text.trimEnd().split("\n")) assert.isObject(JSON.parse(line), path)
    }
  })

  it("tells a terminal nothing but lines and colours", async () => {
    for (const [call, text] of told) {
      if (call.includes(".csv") && !call.endsWith("--json")) continue
      assert.notMatch(text.replaceAll(/\r\n|\u001B\[\d{1,2}m/g, "\n"), /(?![\t\n])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u, call)
      if (call.endsWith("--json")) assert.isObject(JSON.parse(text))
    }
    const titles = shown(folder).get("artifacts/postings.v1.json")!.toString()
    assert.match(titles, /\u202E/u)
    assert.match(told.get("graph artifact postings.v1.json")!, /\\u202e/u)
  })

  it("gives a title no more room than a line of a list has", () => {
    assert.isBelow(Math.max(...told.get("graph run daily")!.split("\n").map((line) => line.length)), 400)
    assert.isBelow(JSON.parse(shown(folder).get("artifacts/run_summary.v1.json")!.toString()).headline.length, 400)
  })

  it("starts no formula in a spreadsheet, and keeps every row one row", async () => {
    const csv = shown(folder).get("artifacts/candidates/local/ranked_jobs.v1.csv")!.toString()
    const rows = await Effect.runPromise(Stream.make(csv).pipe(Stream.pipeThroughChannelOrFail(CsvReader.decodeString()), Stream.runCollect))
    const { counts } = JSON.parse(shown(folder).get("artifacts/candidates/local/ranked_jobs.v1.json")!.toString())
    assert.strictEqual(rows.length, counts.ranked + 1)
    for (const row of rows) {
      assert.strictEqual(row.length, 14)
      for (const cell of row) assert.notMatch(cell, /^[\p{C}\p{Z}]*[=+@＝＋－＠]|^[\p{C}\p{Z}]*-(?!\d+$)/u)
    }
  })
})
