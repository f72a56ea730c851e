/**
 * The digest as a page to read.
 */
import * as Effect from "effect/Effect"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { candidate } from "../settings.ts"
import { writeDigest } from "./write-digest.ts"

export const printDigest = Stage.make("print-digest", {
  over: Partition.keys(candidate),
  inputs: { digest: writeDigest },
  output: Output.text("text/markdown"),
  *run({ digest }) {
    const { markdown } = yield* Effect.promise(() => import("../../src/artifacts/DigestPage.ts"))
    return markdown(digest)
  }
})
