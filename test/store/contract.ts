/**
 * What every store must do, whatever it keeps its entries in.
 *
 * `make` opens an empty store. A remote back end passes this suite or is no store.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import type { Store } from "../../src/engine/Store.ts"
import type { Json } from "../../src/platform/Canonical.ts"
import * as Digest from "../../src/platform/Digest.ts"
import { bytes, content, record } from "./rig.ts"

const unknown = Digest.of("nobody wrote this")
const sizes = [0, 1, 100, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 300_000]

export const contract = (name: string, make: Effect.Effect<Store["Service"], never, Scope.Scope>) =>
  describe(`${name} as a Store`, () => {
    it.effect("reads back what was written, under the digest of its bytes", () =>
      Effect.gen(function*() {
        const store = yield* make
        for (const size of sizes) {
          const written = content(size, size)
          const digest = yield* store.write(written)
          assert.strictEqual(digest, Digest.of(written))
          assert.isTrue(same(yield* store.read(digest), written), `${size} bytes`)
        }
      }))

    it.effect("what was never written is absent", () =>
      Effect.gen(function*() {
        const store = yield* make
        assert.isUndefined(yield* store.read(unknown))
        assert.isUndefined(yield* store.lookup(unknown))
        assert.isUndefined(yield* store.recall("nothing"))
        assert.deepStrictEqual([...yield* store.intact([unknown])], [])
        assert.deepStrictEqual([...yield* store.known([unknown])], [])
        assert.deepStrictEqual(yield* store.damages, [])
      }))

    it.effect("shares no memory with its callers", () =>
      Effect.gen(function*() {
        const store = yield* make
        for (const size of [100, 100_000]) {
          const given = content(1, size)
          const digest = yield* store.write(given)
          given.fill(0)
          ;(yield* store.read(digest))!.fill(0)
          assert.isTrue(same(yield* store.read(digest), content(1, size)))
        }
      }))

    it.effect("intact answers those that are there, each once", () =>
      Effect.gen(function*() {
        const store = yield* make
        const small = yield* store.write(bytes("small"))
        const large = yield* store.write(content(2, 100_000))
        assert.deepStrictEqual([...yield* store.intact([large, unknown, small, large])], [large, small])
      }))

    it.effect("looks up the record that was recorded, whatever its output", () =>
      Effect.gen(function*() {
        const store = yield* make
        for (const action of actions) {
          const recorded = record(action, unknown)
          assert.isUndefined(yield* store.record(recorded))
          assert.deepStrictEqual(yield* store.lookup(recorded.key), recorded)
        }
        const keys = actions.map((action) => record(action, unknown).key)
        assert.deepStrictEqual([...yield* store.known([unknown, ...keys])], keys)
      }))

    it.effect("the same output again changes nothing", () =>
      Effect.gen(function*() {
        const store = yield* make
        const recorded = record({ stage: "score" }, Digest.of("1"))
        yield* store.record(recorded)
        assert.isUndefined(yield* store.record(recorded))
        assert.deepStrictEqual(yield* store.lookup(recorded.key), recorded)
      }))

    it.effect("another output for a key is a conflict, and the first stays", () =>
      Effect.gen(function*() {
        const store = yield* make
        const first = record({ stage: "score" }, Digest.of("1"))
        const second = record({ stage: "score" }, Digest.of("2"))
        yield* store.record(first)
        assert.deepStrictEqual(yield* store.record(second), { key: first.key, known: first.output, offered: second.output })
        assert.deepStrictEqual(yield* store.lookup(first.key), first)
      }))

    it.effect("a record under a key that is not its action's is a defect", () =>
      Effect.gen(function*() {
        const store = yield* make
        const exit = yield* Effect.exit(store.record({ ...record({ stage: "score" }, unknown), key: unknown }))
        assert.isTrue(Exit.isFailure(exit))
        assert.isUndefined(yield* store.lookup(unknown))
      }))

    it.effect("recalls the latest digest of a name, whatever the name", () =>
      Effect.gen(function*() {
        const store = yield* make
        for (const name of ["", "plan", "../../etc/passwd", "Zürich 🚀", "a".repeat(100_000)]) {
          yield* store.remember(name, Digest.of("before"))
          yield* store.remember(name, Digest.of(name))
          assert.strictEqual(yield* store.recall(name), Digest.of(name))
        }
      }))

    it.effect.prop("answers as a table of what it was told would", { steps: Schema.Array(Step) }, ({ steps }) =>
      Effect.scoped(Effect.gen(function*() {
        const store = yield* make
        const blobs = new Set<Digest.Digest>()
        const outputs = new Map<Digest.Digest, Digest.Digest>()
        const hints = new Map<string, Digest.Digest>()
        for (const { kind, which, value } of steps) {
          const digest = Digest.of(`value ${value % 3}`)
          switch (kind) {
            case "write":
              blobs.add(yield* store.write(content(which, (which % 4) * 11_000)))
              break
            case "record": {
              const offered = record({ which: which % 5 }, digest)
              const known = outputs.get(offered.key) ?? digest
              outputs.set(offered.key, known)
              assert.deepStrictEqual(yield* store.record(offered), known === digest ? undefined : { key: offered.key, known, offered: digest })
              break
            }
            case "remember":
              yield* store.remember(`${which % 5}`, digest)
              hints.set(`${which % 5}`, digest)
              break
          }
        }
        for (const [key, output] of outputs) assert.strictEqual((yield* store.lookup(key))?.output, output)
        for (const [name, digest] of hints) assert.strictEqual(yield* store.recall(name), digest)
        for (const digest of blobs) assert.strictEqual(Digest.of((yield* store.read(digest))!), digest)
        assert.deepStrictEqual(yield* store.intact(blobs), blobs)
        assert.deepStrictEqual(yield* store.known(outputs.keys()), new Set(outputs.keys()))
        assert.deepStrictEqual(yield* store.damages, [])
      })), { arbitrary: { runs: 60 } })
  })

const Step = Schema.Struct({
  kind: Schema.Literals(["write", "record", "remember"]),
  which: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 9 })),
  value: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 9 }))
})

const actions: ReadonlyArray<Json> = [
  null,
  {},
  { stage: "score", partition: "Zürich 🚀", inputs: { a: unknown }, numbers: [1, -0.5, 1e21] },
  { text: `},"output":"${unknown}"}` },
  { long: "x".repeat(200_000) }
]

const same = (left: Uint8Array | undefined, right: Uint8Array) => left !== undefined && Buffer.compare(left, right) === 0
