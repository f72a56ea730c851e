/**
 * The sections' figures for a person or for a program.
 */
import type { Section } from "./Section.ts"
import * as Table from "./Table.ts"

export const text = (sections: ReadonlyArray<Section>): string => sections.map(sectionText).join("\n\n")

/** Figures are rounded to six places. */
export const json = (sections: ReadonlyArray<Section>): string =>
  JSON.stringify(
    { schema_version: 1, sections: sections.map((section) => ({ ...section, text: undefined, met: met(section) })) },
    (_, value: unknown) => typeof value === "number" && !Number.isInteger(value) ? Number(value.toFixed(6)) : value,
    2
  )

/** Whether every target is reached; `null` where nothing was measured or nothing is asked. */
const met = ({ figures, targets }: Section): boolean | null => {
  const asked = Object.entries(targets)
  return asked.length === 0 ? null : asked.every(([name, least]) => (figures[name] ?? 0) >= least)
}

const sectionText = (section: Section): string => {
  const { name, about, figures, targets, baselines, notes } = section
  const columns = Object.keys(figures)
  const row = (label: string, given: Readonly<Record<string, number>>) =>
    [label, ...columns.map((column) => given[column] === undefined ? "" : Table.figure(given[column]))]
  const rows = [
    row("this project", figures),
    ...Object.entries(baselines).map(([label, given]) => row(label, given)),
    ...Object.keys(targets).length === 0 ? [] : [row(`at least: ${met(section) === true ? "reached" : "MISSED"}`, targets)]
  ]
  return [
    `== ${name}: ${about}`,
    ...columns.length === 0 ? [] : [Table.text(["", ...columns], rows)],
    ...notes.map((note) => `- ${note}`),
    ...section.text === "" ? [] : ["", section.text]
  ].join("\n")
}
