/**
 * A posting that a run does not have, or that is not told from others by what was given.
 */
import * as Schema from "effect/Schema"

export class NoSuchPosting extends Schema.TaggedError<NoSuchPosting>()("NoSuchPosting", {
  posting: Schema.String,
  run: Schema.String,
  /** How many it could be; 0 for none. */
  fitting: Schema.Int,
  /** The likeliest, each with its title. */
  similar: Schema.Array(Schema.String)
}) {
  override get message() {
    const likely = this.similar.slice(0, 3).join(" or ")
    if (this.fitting > 0) return `${JSON.stringify(this.posting)} could be ${this.fitting} postings of run ${this.run}, as ${likely}. Write more of the identity, or its rank`
    return `Run ${this.run} has no posting ${JSON.stringify(this.posting)}. ${likely === "" ? "" : `Did you mean ${likely}? `}List them with their ranks: graph artifact ranked_jobs --format csv`
  }
}
