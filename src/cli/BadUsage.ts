/**
 * A flag or argument that parses and still means nothing.
 */
import * as Schema from "effect/Schema"

export class BadUsage extends Schema.TaggedError<BadUsage>()("BadUsage", {
  flag: Schema.String,
  given: Schema.String,
  expected: Schema.String
}) {
  override get message() {
    return `${this.flag} got ${JSON.stringify(this.given)}, where ${this.expected} is due`
  }
}
