/**
 * `graph draw`
 */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

export const draw = Command.make("draw", {
  format: Flag.Literals("format", ["mermaid", "dot", "json"]).pipe(Flag.withDescription("In which language [default: mermaid]"), Flag.withDefault("mermaid" as const)),
  nodes: Flag.Boolean("nodes").pipe(Flag.withDescription("Draw every node instead of the stages; reads the configuration"), Flag.withDefault(false)),
  run: Flag.String("run").pipe(Flag.withDescription("Colour it by what became of it in a run: latest, @1, an id or its beginning"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/draw.ts")), ({ draw }) => draw(input))).pipe(
  Command.withDescription("Draw the daily graph: its stages, what they read, and where they reach outside"),
  Command.withExamples([
    { command: "graph draw", description: "The stages as Mermaid, for Markdown" },
    { command: "graph draw --nodes --format dot | dot -Tsvg > daily.svg", description: "Every node, through Graphviz" },
    { command: "graph draw --run latest", description: "What ran, what was known, what failed" }
  ])
)
