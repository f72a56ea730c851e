/**
 * A candidate without a profile.
 */
import * as Schema from "effect/Schema"
import { similar } from "./NoSuchNode.ts"

export class NoSuchCandidate extends Schema.TaggedError<NoSuchCandidate>()("NoSuchCandidate", { candidate: Schema.String, known: Schema.Array(Schema.String) }) {
  override get message() {
    const [nearest] = similar(this.candidate, this.known)
    const there = this.known.length === 0 ? "There is none yet" : `There are ${this.known.join(", ")}`
    return `config/candidates/ has no profile ${this.candidate}. ${nearest === undefined ? there : `Did you mean ${nearest}?`} Make one: graph candidates create ID`
  }
}
