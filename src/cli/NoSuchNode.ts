/**
 * A node that the graph does not have.
 */
import * as Schema from "effect/Schema"

export class NoSuchNode extends Schema.TaggedError<NoSuchNode>()("NoSuchNode", { node: Schema.String, similar: Schema.Array(Schema.String) }) {
  override get message() {
    const hint = this.similar.length === 0 ? "See them all: graph draw --nodes" : `Did you mean ${this.similar.slice(0, 3).join(" or ")}?`
    return `The graph has no node ${this.node}. ${hint}`
  }
}

/** The names that share the most with a mistaken one, best first. */
export const similar = (name: string, names: ReadonlyArray<string>): ReadonlyArray<string> => {
  const wanted = pairs(name)
  return names
    .map((one) => ({ one, shared: pairs(one).filter((pair) => wanted.includes(pair)).length }))
    .filter(({ shared }) => shared * 2 > wanted.length)
    .sort((a, b) => b.shared - a.shared)
    .map(({ one }) => one)
}

const pairs = (text: string): ReadonlyArray<string> => Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2))
