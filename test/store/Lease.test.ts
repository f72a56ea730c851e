import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import * as TestClock from "effect/testing/TestClock"
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import { setTimeout } from "node:timers/promises"
import { StoreUnwritable } from "../../src/engine/Store.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Lease from "../../src/store/Lease.ts"
import * as Owner from "../../src/store/Owner.ts"
import { temporaryFolder } from "./rig.ts"

const here = Owner.current("run-1")
const elsewhere: Owner.Owner = { ...here, host: "another-host", pid: 4242, run: "run-elsewhere" }
/** A process that ended: its id may be anyone's by now, its start is nobody's. */
const ended: Owner.Owner = { ...here, started: "1", run: "run-ended" }

const leasePath = Effect.map(temporaryFolder, (folder) => Path.join(folder, "state", "lease.json"))

/** Takes the lease as a process that then forgets to release it. */
const abandon = (path: string, owner: Owner.Owner) =>
  Effect.gen(function*() {
    const scope = yield* Scope.make()
    yield* Lease.acquire({ path, owner }).pipe(Scope.provide(scope))
    const content = fs.readFileSync(path)
    yield* Scope.close(scope, Exit.void)
    fs.writeFileSync(path, content)
    fs.utimesSync(path, 0, 0)
  })

const holders = (path: string) => fs.readdirSync(Path.dirname(path))

describe("Lease", () => {
  it.effect("is refused while held, naming the holder, and free again after", () =>
    Effect.gen(function*() {
      const path = yield* leasePath
      yield* Effect.scoped(Effect.gen(function*() {
        const lease = yield* Lease.acquire({ path, owner: here })
        const refusal = yield* Effect.flip(Effect.scoped(Lease.acquire({ path, owner: { ...here, run: "run-2" } })))
        assert.strictEqual(
          refusal.message,
          `${path} is held by process ${process.pid} on ${os.hostname()}, run run-1, since 1970-01-01T00:00:00.000Z. Wait for it to end, or stop that process and run again`
        )
        assert.isTrue(yield* lease.held)
        assert.deepStrictEqual(yield* Lease.peek(path), { owner: here, since: 0, touched: 0, alive: true })
      }))
      assert.isUndefined(yield* Lease.peek(path))
      assert.deepStrictEqual(holders(path), [])
      yield* Effect.scoped(Lease.acquire({ path, owner: here }))
    }))

  it.effect("of a live process here is never stale, however long it does not touch it", () =>
    Effect.gen(function*() {
      const path = yield* leasePath
      yield* abandon(path, here)
      yield* TestClock.adjust("1 day")
      assert.strictEqual((yield* Lease.peek(path))?.alive, true)
      assert.strictEqual((yield* Effect.flip(Lease.acquire({ path, owner: here })))._tag, "LeaseHeld")
    }))

  it.effect("of a dead process here is taken over at once, though its process id lives again", () =>
    Effect.gen(function*() {
      const path = yield* leasePath
      yield* abandon(path, ended)
      assert.strictEqual((yield* Lease.peek(path))?.alive, false)
      const lease = yield* Lease.acquire({ path, owner: here })
      assert.isTrue(yield* lease.held)
      assert.deepStrictEqual(holders(path), ["lease.json"])
    }))

  it.effect.each([elsewhere, { ...here, bootId: "another boot" }])("of a process that cannot be asked is taken over after ten seconds without a touch", (owner) =>
    Effect.gen(function*() {
      const path = yield* leasePath
      yield* abandon(path, owner)
      yield* TestClock.adjust(Lease.graceMillis - 1)
      assert.strictEqual((yield* Effect.flip(Lease.acquire({ path, owner: here })))._tag, "LeaseHeld")
      yield* TestClock.adjust(1)
      assert.strictEqual((yield* Lease.peek(path))?.alive, false)
      assert.isTrue(yield* (yield* Lease.acquire({ path, owner: here })).held)
    }))

  it.effect.each([
    ["empty", (path: string) => fs.writeFileSync(path, "")],
    ["torn", (path: string) => fs.writeFileSync(path, `{"token":"0123`)],
    ["of another shape", (path: string) => fs.writeFileSync(path, `{"token":"../../etc/passwd","since":0}`)],
    ["a folder", (path: string) => fs.mkdirSync(Path.join(path, "inner"), { recursive: true })]
  ] as const)("that says nothing (%s) is taken over ten seconds after it was last written", ([, put]) =>
    Effect.gen(function*() {
      const path = yield* leasePath
      fs.mkdirSync(Path.dirname(path))
      put(path)
      fs.utimesSync(path, 0, 0)
      const refusal = yield* Effect.flip(Lease.acquire({ path, owner: here }))
      assert.strictEqual(refusal.message, `${path} is just being taken, and does not say by whom. Run again in 10 seconds`)
      yield* TestClock.adjust(Lease.graceMillis)
      assert.isTrue(yield* (yield* Lease.acquire({ path, owner: here })).held)
      assert.deepStrictEqual(holders(path), ["lease.json"])
    }))

  it.effect("lost to another is not released by the one who lost it, who can tell", () =>
    Effect.gen(function*() {
      const path = yield* leasePath
      const slow = yield* Scope.make()
      const lost = yield* Lease.acquire({ path, owner: elsewhere }).pipe(Scope.provide(slow))
      yield* TestClock.adjust(Lease.graceMillis)
      const lease = yield* Lease.acquire({ path, owner: here })
      assert.isFalse(yield* lost.held)
      yield* Scope.close(slow, Exit.void)
      assert.isTrue(yield* lease.held)
    }))

  it.effect.each([["a free lease", undefined], ["a dead process's lease", ended], ["a silent one's lease", elsewhere]] as const)(
    "%s goes to one of three, at whatever steps of the first the others come",
    ([, before]) =>
      Effect.gen(function*() {
        const context = yield* Effect.context<Scope.Scope>()
        yield* TestClock.adjust(Lease.graceMillis)
        let longest = 0
        for (let second = 1; second <= 30; second++) {
          for (let third = second; third <= 30; third++) {
            const path = yield* leasePath
            fs.mkdirSync(Path.dirname(path))
            if (before !== undefined) yield* abandon(path, before)
            const taken: Array<Lease.Lease> = []
            const come = (run: string, disk: Disk.Disk) => {
              const exit = Effect.runSyncExitWith(context)(
                Lease.acquire({ path, owner: { ...here, run } }).pipe(Effect.provideService(Disk.Disk, disk))
              )
              if (Exit.isSuccess(exit)) taken.push(exit.value)
            }
            let step = 0
            come("first", Disk.make(() => {
              step++
              if (step === second) come("second", Disk.make())
              if (step === third) come("third", Disk.make())
              return undefined
            }))
            assert.strictEqual(taken.length, 1, `steps ${second} and ${third} of ${step}`)
            assert.isTrue(yield* taken[0]!.held)
            longest = Math.max(longest, step)
          }
        }
        assert.isBelow(longest, 30)
      }),
    60_000
  )

  it.effect("of a slow process being released while another takes it over stays with the other", () =>
    Effect.gen(function*() {
      for (let nth = 1, met = true; met; nth++) {
        const path = yield* leasePath
        const slow = yield* Scope.make()
        let step = Number.NEGATIVE_INFINITY
        let second: Lease.Lease | undefined
        met = false
        const context = yield* Effect.context<Scope.Scope>()
        const meeting = Disk.make(() => {
          if (++step === nth) {
            met = true
            const exit = Effect.runSyncExitWith(context)(Lease.acquire({ path, owner: here }))
            second = Exit.isSuccess(exit) ? exit.value : undefined
          }
          return undefined
        })
        yield* Lease.acquire({ path, owner: elsewhere }).pipe(Scope.provide(slow), Effect.provideService(Disk.Disk, meeting))
        yield* TestClock.adjust(Lease.graceMillis)
        step = 0
        yield* Scope.close(slow, Exit.void)
        if (second !== undefined) assert.isTrue(yield* second.held, `step ${nth}`)
      }
    }))

  it.effect("left half taken over by a process that died is taken by the next", () =>
    Effect.gen(function*() {
      for (let nth = 1, finished = false; !finished; nth++) {
        const path = yield* leasePath
        yield* abandon(path, ended)
        const exit = yield* Lease.acquire({ path, owner: ended }).pipe(
          Effect.provideService(Disk.Disk, Disk.make(Disk.failing(nth, { code: "EIO" }))),
          Effect.exit
        )
        finished = Exit.isSuccess(exit)
        if (!finished) assert.instanceOf(yield* Effect.flip(exit), StoreUnwritable)
        assert.isTrue(yield* (yield* Lease.acquire({ path, owner: here })).held, `change ${nth}`)
      }
    }))

  it.effect("that could not be taken for a moment can be taken after it, by the same process", () =>
    Effect.gen(function*() {
      for (let nth = 1; nth < 30; nth++) {
        const path = yield* leasePath
        yield* abandon(path, ended)
        const failing = Disk.make(Disk.failing(nth, { code: "EIO", recovers: true }))
        const taking = Effect.scoped(Effect.flatMap(Lease.acquire({ path, owner: here }), (lease) => lease.held))
        const exit = yield* Effect.exit(Effect.provideService(taking, Disk.Disk, failing))
        if (Exit.isFailure(exit)) assert.instanceOf(yield* Effect.flip(exit), StoreUnwritable)
        assert.isTrue(yield* taking, `change ${nth}`)
      }
    }))

  it.effect("where nothing can be written fails with the reason", () =>
    Effect.gen(function*() {
      const path = yield* leasePath
      const refusal = yield* Lease.acquire({ path, owner: here }).pipe(
        Effect.provideService(Disk.Disk, Disk.make(Disk.failing(1, { code: "EROFS" }))),
        Effect.flip
      )
      assert.instanceOf(refusal, StoreUnwritable)
      assert.strictEqual(refusal.reason, "read_only")
    }))

  it.live("is touched while it is held", () =>
    Effect.gen(function*() {
      const path = yield* leasePath
      yield* Lease.acquire({ path, owner: here, heartbeatMillis: 1 })
      fs.utimesSync(path, 0, 0)
      yield* Effect.promise(async () => {
        while (fs.statSync(path).mtimeMs === 0) await setTimeout(1)
      })
    }))
})

describe("Lease, between processes", () => {
  const holder = new URL("./lease-holder.ts", import.meta.url).pathname

  const start = (path: string, ending: "leave" | "release") =>
    Effect.acquireRelease(
      Effect.sync(() => spawn(process.execPath, [holder, path, ending], { stdio: ["pipe", "pipe", "inherit"] })),
      (child) => Effect.sync(() => void child.kill("SIGKILL"))
    )
  const answer = (child: ChildProcess) => Effect.promise(async () => String((await once(child.stdout!, "data"))[0]).trim())
  const exit = (child: ChildProcess) => Effect.promise(async () => void (child.exitCode ?? child.signalCode ?? await once(child, "exit")))

  it.live("a dead holder's lease goes to one of those who want it", () =>
    Effect.gen(function*() {
      const path = yield* leasePath
      yield* abandon(path, ended)
      const children = yield* Effect.forEach([1, 2, 3], () => start(path, "release"))
      const answers = yield* Effect.forEach(children, answer, { concurrency: "unbounded" })
      const winner = answers.indexOf("held")
      assert.deepStrictEqual(answers, answers.map((_, at) => (at === winner ? "held" : `${children[winner]!.pid}`)))
      assert.strictEqual((yield* Lease.peek(path))?.owner.pid, children[winner]!.pid)

      children[winner]!.stdin!.end()
      yield* exit(children[winner]!)
      assert.isUndefined(yield* Lease.peek(path))
    }), 30_000)

  it.live("a held lease does not keep its process alive, and a killed holder's is free at once", () =>
    Effect.gen(function*() {
      const path = yield* leasePath
      const left = yield* start(path, "leave")
      assert.strictEqual(yield* answer(left), "held")
      yield* exit(left)
      assert.strictEqual((yield* Lease.peek(path))?.alive, false)

      const killed = yield* start(path, "release")
      assert.strictEqual(yield* answer(killed), "held")
      assert.strictEqual((yield* Effect.flip(Effect.scoped(Lease.acquire({ path, owner: here }))))._tag, "LeaseHeld")
      killed.kill("SIGKILL")
      yield* exit(killed)
      assert.isTrue(yield* (yield* Lease.acquire({ path, owner: here })).held)
    }), 30_000)
})
