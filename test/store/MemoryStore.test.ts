import * as Effect from "effect/Effect"
import * as MemoryStore from "../../src/store/MemoryStore.ts"
import { contract } from "./contract.ts"

contract("MemoryStore", Effect.sync(MemoryStore.make))
