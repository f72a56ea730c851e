/**
 * A run that left no artifact of a name.
 */
import * as Schema from "effect/Schema"

export class NoSuchArtifact extends Schema.TaggedError<NoSuchArtifact>()("NoSuchArtifact", {
  artifact: Schema.String,
  run: Schema.String,
  /** How the run ended. */
  status: Schema.String,
  /** The names there are, each once. */
  present: Schema.Array(Schema.String),
  similar: Schema.Array(Schema.String)
}) {
  override get message() {
    const guess = this.similar.length === 0 ? "" : ` Did you mean ${this.similar.slice(0, 3).join(" or ")}?`
    const there = this.present.length === 0 ? "It left none" : `It left ${this.present.join(", ")}`
    return `The run ${this.run} (${this.status}) left no artifact ${this.artifact}.${guess} ${there}. Name another run with --run: graph runs`
  }
}
