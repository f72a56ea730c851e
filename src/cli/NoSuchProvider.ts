/**
 * A provider that the registry does not have.
 */
import * as Schema from "effect/Schema"
import { similar } from "./NoSuchNode.ts"

export class NoSuchProvider extends Schema.TaggedError<NoSuchProvider>()("NoSuchProvider", {
  provider: Schema.String,
  known: Schema.Array(Schema.String),
  /** What else may have been meant. */
  otherwise: Schema.optionalKey(Schema.String)
}) {
  override get message() {
    const [nearest] = similar(this.provider, this.known)
    return `config/providers.json has no provider ${this.provider}. ${nearest === undefined ? `It has ${this.known.join(", ")}` : `Did you mean ${nearest}?`}${this.otherwise === undefined ? "" : `. ${this.otherwise}`}`
  }
}
