/**
 * A process of its own that tries to take a lease: prints `held` or the holder's process id, then keeps the lease until its
 * input ends, or, told to `leave`, comes to its end without releasing it.
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import * as Lease from "../../src/store/Lease.ts"
import * as Owner from "../../src/store/Owner.ts"

const [path, ending] = process.argv.slice(2) as [string, "leave" | "release"]
const scope = Scope.makeUnsafe()

const answer = Effect.runSync(
  Lease.acquire({ path, owner: Owner.current("in another process") }).pipe(
    Scope.provide(scope),
    Effect.match({ onSuccess: () => "held", onFailure: (error) => (error._tag === "LeaseHeld" ? `${error.pid}` : error.message) })
  )
)
process.stdout.write(`${answer}\n`)

if (ending === "release") {
  process.stdin.resume().once("end", () => Effect.runSync(Scope.close(scope, Exit.void)))
}
