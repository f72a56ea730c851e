/**
 * A change to a provider that does not hold. Nothing was written.
 */
import * as Schema from "effect/Schema"

export class ProviderRefused extends Schema.TaggedError<ProviderRefused>()("ProviderRefused", { provider: Schema.String, reason: Schema.String, next: Schema.String }) {
  override get message() {
    return `${this.provider}: ${this.reason}. Nothing was written. ${this.next}`
  }
}

/** A host whose board would be read, and nobody knows what it says to robots. */
export class RobotsUnknown extends Schema.TaggedError<RobotsUnknown>()("RobotsUnknown", { provider: Schema.String, host: Schema.String, folder: Schema.String }) {
  override get message() {
    return `${this.provider}: what ${this.host} says to robots is not recorded, so nobody can decide about it. Nothing was written. `
      + `Record it: graph snapshot add ${this.provider} FILE --to ${this.folder} --url https://${this.host}/robots.txt --content-type text/plain (and --status 404 if it has none)`
  }
}

/** None of the ways of reading an employer holds. */
export class NoSourceHolds extends Schema.TaggedError<NoSourceHolds>()("NoSourceHolds", { provider: Schema.String, given: Schema.String, levels: Schema.Array(Schema.String) }) {
  override get message() {
    return `${this.provider}: nothing at ${this.given} can be read as a board. Nothing was written. ${this.levels.join(" ")} `
      + `Record what is missing with graph snapshot add ${this.provider} FILE --url URL --to DIR, or name another address of the employer's board`
  }
}
