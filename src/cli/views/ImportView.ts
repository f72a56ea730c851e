/**
 * A run taken from a file.
 */
import type { Bundle, Placed } from "../../runs/Bundle.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export interface Imported {
  readonly bundle: Bundle
  readonly placed: Placed
}

export const document = ({ bundle: { id, record }, placed }: Imported): object => ({
  schema_version: 1,
  run: id,
  outcome: record.outcome,
  graph_hash: record.graph_hash,
  state: placed.state,
  written: placed.written
})

export const render = ({ bundle: { id, record }, placed: { state, written } }: Imported, ink: Ink): string => {
  const name = `${ink.bold(id)}   ${record.graph} ${record.as_of}, ${record.outcome}`
  switch (state) {
    case "imported":
      return [`${ink.good(ink.sign.ran)} ${name}   ${Figures.count(written.length, "file")} verified and in place`, next(id, ink)].join("\n")
    case "restored":
      return [`${ink.good(ink.sign.ran)} ${name}   ${Figures.count(written.length, "file")} put back`, ...written.map((file) => `  runs/${file}`), next(id, ink)].join("\n")
    case "already_there":
      return [`${ink.sign.reused} ${name}   is here already, whole`, next(id, ink)].join("\n")
  }
}

const next = (id: string, ink: Ink): string => ink.dim(`next: graph show ${id}   graph replay ${id}`)
