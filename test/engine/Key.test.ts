import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import * as os from "node:os"
import { fileURLToPath } from "node:url"
import * as Key from "../../src/engine/Key.ts"
import type * as Setting from "../../src/engine/Setting.ts"
import * as Golden from "./golden-keys.ts"
import * as Random from "./RandomGraph.ts"

const action: Key.Action = {
  engine: 1,
  stage: "read-board",
  partition: "openai",
  code: "sha256-code",
  config: "sha256-config",
  item: "sha256-item",
  inputs: { answer: "sha256-answer", boards: { acme: "sha256-acme", zeta: "failed:sha256-zeta" } },
  uses: { network: "sha256-network", today: "2026-11-22" },
  runtime: { icu: "77", tz: "2026a", unicode: "17.0" }
}

const changed: ReadonlyArray<readonly [field: string, action: Key.Action]> = [
  ["the engine's epoch", { ...action, engine: 2 }],
  ["the stage", { ...action, stage: "read-boards" }],
  ["the partition", { ...action, partition: "openai2" }],
  ["having no partition", { ...action, partition: null }],
  ["the code", { ...action, code: "sha256-other" }],
  ["the configuration", { ...action, config: "sha256-other" }],
  ["having no configuration", { ...action, config: null }],
  ["the item", { ...action, item: "sha256-other" }],
  ["having no item", { ...action, item: null }],
  ["configuration and item changing places", { ...action, config: action.item, item: action.config }],
  ["an input", { ...action, inputs: { ...action.inputs, answer: "sha256-other" } }],
  ["an input's port", { ...action, inputs: { boards: action.inputs["boards"]!, answers: "sha256-answer" } }],
  ["a partition of a fan-in", { ...action, inputs: { ...action.inputs, boards: { acme: "sha256-other", zeta: "failed:sha256-zeta" } } }],
  ["a failed partition of a fan-in", { ...action, inputs: { ...action.inputs, boards: { acme: "sha256-acme", zeta: "sha256-zeta" } } }],
  ["a fan-in's partition less", { ...action, inputs: { ...action.inputs, boards: { acme: "sha256-acme" } } }],
  ["two partitions changing places", { ...action, inputs: { ...action.inputs, boards: { acme: "failed:sha256-zeta", zeta: "sha256-acme" } } }],
  ["an empty fan-in", { ...action, inputs: { ...action.inputs, boards: {} } }],
  ["a capability's fingerprint", { ...action, uses: { ...action.uses, today: "2026-11-23" } }],
  ["a capability less", { ...action, uses: { today: "2026-11-22" } }],
  ["a library's version", { ...action, runtime: { ...action.runtime, tz: "2026b" } }],
  ["a library less", { ...action, runtime: { icu: "77", unicode: "17.0" } }]
]

describe("an action key", () => {
  for (const [field, other] of changed) {
    it(`changes with ${field}`, () => assert.notStrictEqual(Key.of(other), Key.of(action)))
  }

  it("is another for every one of these changes", () => {
    assert.strictEqual(new Set([action, ...changed.map(([, other]) => other)].map(Key.of)).size, changed.length + 1)
  })

  it("covers every field there is", () => {
    assert.deepStrictEqual(Object.keys(Key.action({ codes: {}, runtime: {}, fingerprint: () => "" }, { stage: { name: "a", uses: [] }, scope: null } as any, {})).sort(), Object.keys(action).sort())
  })

  it.prop("does not depend on the order in which its fields were written", [Schema.Int], ([seed]) => {
    const roll = Random.dice(seed)
    const shuffled = (value: any): any =>
      value !== null && typeof value === "object"
        ? Object.fromEntries(Object.entries(value).map((entry) => [roll(1000), entry] as const).sort(([a], [b]) => a - b).map(([, [key, part]]) => [key, shuffled(part)]))
        : value
    assert.strictEqual(Key.of(shuffled(action)), Key.of(action))
  })

  const golden = `golden-keys.v${Key.engineEpoch}.json`
  const expected = readFileSync(new URL(golden, import.meta.url), "utf8")

  it(`is what ${golden} says: another key for equal inputs needs another engine epoch`, async () => {
    assert.deepStrictEqual(await Golden.keys(Golden.settings), JSON.parse(expected))
  })

  it("does not depend on the order of configuration keys and partition items", async () => {
    const turned = (value: object) => Object.fromEntries(Object.entries(value).toReversed())
    const { limits, shelves, sites } = Golden.settings
    const settings = { shelves: shelves.toReversed(), sites: [...sites.slice(2), ...sites.slice(0, 2)].map(turned), limits: turned({ ...limits, names: turned(limits.names) }) } as Setting.Source
    assert.deepStrictEqual(await Golden.keys(settings), JSON.parse(expected))
  })

  const places: ReadonlyArray<{ readonly [name: string]: string }> = [
    { TZ: "Pacific/Kiritimati", LC_ALL: "da_DK.UTF-8", LANG: "da_DK.UTF-8", HOME: "/nowhere", USER: "somebody" },
    { TZ: "America/St_Johns", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" },
    { TZ: "UTC", LC_ALL: "C", HOSTNAME: "elsewhere" }
  ]
  for (const place of places) {
    it(`is the same in another process, folder, zone and locale: ${place["TZ"]}, ${place["LC_ALL"]}`, () => {
      const script = fileURLToPath(new URL("golden-keys.ts", import.meta.url))
      const printed = execFileSync(process.execPath, [script], { cwd: os.tmpdir(), env: { PATH: process.env["PATH"], ...place }, encoding: "utf8" })
      assert.strictEqual(printed, expected)
    })
  }
})
