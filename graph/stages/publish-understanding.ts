/**
 * What the postings say, as one document.
 */
import * as Effect from "effect/Effect"
import { Understandings } from "../../schemas/Understanding.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Documents from "../../src/jobs/Postings.ts"
import { collectPostings } from "./collect-postings.ts"

export const publishUnderstanding = Stage.make("publish-understanding", {
  inputs: { postings: collectPostings },
  output: Understandings,
  run: ({ postings }) => Effect.succeed(Documents.understandings(postings))
})
