/**
 * The digest as the body of a mail. Whoever sends it sends these bytes.
 */
import * as Lazily from "../../src/engine/Lazily.ts"
import * as Output from "../../src/engine/Output.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import { candidate } from "../settings.ts"
import { writeDigest } from "./write-digest.ts"

export const mailDigest = Stage.make("mail-digest", {
  over: Partition.keys(candidate),
  inputs: { digest: writeDigest },
  output: Output.text("text/html"),
  *run({ digest }) {
    const { html } = yield* page
    return html(digest)
  }
})

/** Loaded when there is a digest to write: a run with nothing to do starts without it. */
const page = Lazily.load(() => import("../../src/artifacts/DigestMail.ts"))
