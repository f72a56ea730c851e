/**
 * The graph drawn: Mermaid for Markdown, DOT for Graphviz, JSON for programs.
 *
 * A box is pure; a stadium (in DOT a rounded box) reaches outside through the capabilities written on it. Effect's own writers escape
 * the labels; shapes in DOT and colours in both are lines added to theirs.
 */
import * as EffectGraph from "effect/Graph"
import type { Arrow, Box, Drawing, Fate } from "../Drawing.ts"
import * as CauseView from "./CauseView.ts"

export const mermaid = (drawing: Drawing): string => {
  const lines = EffectGraph.toMermaid(drawing, {
    nodeLabel: label,
    edgeLabel,
    nodeShape: ({ stage }) => (stage.uses.length === 0 ? "rectangle" : "stadium")
  })
  const classes = Map.groupBy(boxes(drawing).filter(([, { fate }]) => fate !== undefined), ([, { fate }]) => colourOf(fate!))
  return [
    lines,
    ...[...classes.keys()].map((name) => `  classDef ${name} fill:${palette[name].fill},stroke:${palette[name].line},color:#111`),
    ...Array.from(classes, ([name, members]) => `  class ${members.map(([index]) => index).join(",")} ${name}`)
  ].join("\n")
}

export const dot = (graph: string, drawing: Drawing): string => {
  const text = EffectGraph.toGraphViz(drawing, { graphName: graph, nodeLabel: label, edgeLabel })
  const styles = boxes(drawing).map(([index, { fate, stage }]) => {
    const style = [...(stage.uses.length === 0 ? [] : ["rounded"]), ...(fate === undefined ? [] : ["filled"])]
    const colours = fate === undefined ? "" : ` fillcolor="${palette[colourOf(fate)].fill}" color="${palette[colourOf(fate)].line}"`
    return `  "${index}" [shape=box style="${style.join(",")}"${colours}];`
  })
  return [text.replace(/\n\}$/, ""), ...styles, "}"].join("\n")
}

/** The same as one document, for programs. */
export const document = (graph: string, drawing: Drawing, run: string | null): object => {
  const all = boxes(drawing)
  return {
    schema_version: 1,
    graph,
    run,
    nodes: all.map(([, { fate, id, scope, stage, target }]) => ({
      id,
      stage: stage.name,
      partition: scope,
      split_by: stage.over?.name ?? null,
      row_by_row: stage.rows?.name ?? null,
      uses: stage.uses.map(({ key }) => CauseView.shortName(key)),
      config: stage.setting?.file ?? null,
      output: stage.output.mediaType,
      target,
      ...(fate === undefined ? {} : { statuses: Object.fromEntries(fate) })
    })),
    edges: [...EffectGraph.values(EffectGraph.edges(drawing))].map(({ data: { fan, port, rows }, source, target }) => ({
      from: all[source]![1].id, to: all[target]![1].id, port: rows ? null : port, fan: rows ? "rows" : fan
    }))
  }
}

const boxes = (drawing: Drawing): ReadonlyArray<readonly [EffectGraph.NodeIndex, Box]> => [...EffectGraph.entries(EffectGraph.nodes(drawing))]

const label = (box: Box): string => [box.id, ...split(box), ...reach(box), ...fated(box)].join("\n")

// A node says its partition in its name; a stage says what it is split by, and in how many where a run tells.
const split = ({ fate, scope, stage }: Box): ReadonlyArray<string> => {
  if (scope !== null || stage.over === undefined) return []
  const parts = fate === undefined ? 0 : [...fate.values()].reduce((sum, count) => sum + count, 0)
  return [parts === 0 ? `per ${stage.over.name}` : `×${parts} ${stage.over.name}${parts === 1 || stage.over.factors.length > 1 ? "" : "s"}`]
}

const reach = ({ stage }: Box): ReadonlyArray<string> => (stage.uses.length === 0 ? [] : [stage.uses.map(({ key }) => CauseView.shortName(key)).join(", ")])

const fated = ({ fate, scope, stage }: Box): ReadonlyArray<string> => {
  if (fate === undefined) return []
  if (fate.size === 0) return ["not reached"]
  return [scope !== null || stage.over === undefined ? [...fate.keys()].join(", ") : Array.from(fate, ([status, count]) => `${count} ${status}`).join(", ")]
}

const edgeLabel = ({ fan, rows }: Arrow): string => (rows ? "row by row" : fan === "one" ? "" : fan)

const palette = {
  failed: { fill: "#f8d7da", line: "#b02a37" },
  skipped: { fill: "#fff3cd", line: "#997404" },
  running: { fill: "#e2e3e5", line: "#41464b" },
  ran: { fill: "#d1e7dd", line: "#146c43" },
  known: { fill: "#f8f9fa", line: "#adb5bd" },
  absent: { fill: "#ffffff", line: "#dee2e6" }
}

/** The worst that befell a node of it. */
const colourOf = (fate: Fate): keyof typeof palette => {
  for (const status of ["failed", "skipped", "running", "ran", "known"] as const) if (fate.has(status)) return status
  return fate.has("ok") ? "ran" : "absent"
}
