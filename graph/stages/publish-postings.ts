/**
 * The postings as one document.
 */
import * as Effect from "effect/Effect"
import { Postings } from "../../schemas/Postings.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Documents from "../../src/jobs/Postings.ts"
import { collectPostings } from "./collect-postings.ts"

export const publishPostings = Stage.make("publish-postings", {
  inputs: { postings: collectPostings },
  output: Postings,
  run: ({ postings }) => Effect.succeed(Documents.document(postings))
})
