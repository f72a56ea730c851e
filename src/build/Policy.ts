/**
 * Blanks what a stage's declaration says about how it is run: its time limit and its retries.
 *
 * They decide whether an answer comes, never which, so a change of them is no reason to compute anything again.
 */
import * as Syntax from "./Syntax.ts"

const policies: ReadonlySet<string> = new Set(["timeout", "retry"])

/** The text with each policy overwritten by spaces: every other place keeps its line and column. */
export const blank = (text: string, program: Syntax.Node): string => {
  let blanked = text
  Syntax.walk(program, (node) => {
    for (const property of policiesOf(node)) {
      const comma = /^\s*,/.exec(blanked.slice(property.end))
      const end = property.end + (comma?.[0].length ?? 0)
      blanked = blanked.slice(0, property.start) + blanked.slice(property.start, end).replaceAll(/[^\n]/g, " ") + blanked.slice(end)
    }
  })
  return blanked
}

/** The properties of `Stage.make("…", { timeout: …, retry: … })`. */
const policiesOf = (node: Syntax.Node): ReadonlyArray<Syntax.Node> => {
  if (node.type !== "CallExpression" || node["callee"].type !== "MemberExpression") return []
  const { object, property } = node["callee"]
  if (object.name !== "Stage" || (property.name !== "make" && property.name !== "each")) return []
  const options = node["arguments"][1]
  return options?.type === "ObjectExpression" ? options.properties.filter((one: Syntax.Node) => policies.has(one["key"]?.name)) : []
}
