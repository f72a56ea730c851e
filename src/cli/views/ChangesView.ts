/**
 * What happened to postings and boards, each with where it is.
 */
import type { Changes } from "../../../schemas/Changes.ts"
import * as AlertWords from "../../artifacts/AlertWords.ts"
import { brief } from "../../artifacts/Brief.ts"
import * as RunSummary from "../../artifacts/RunSummary.ts"
import * as Sightings from "../../jobs/Sightings.ts"
import * as Visible from "../../jobs/Visible.ts"
import type { RunId } from "../../runs/RunId.ts"
import type { Ink } from "../Terminal.ts"
import * as Paragraph from "./Paragraph.ts"

export const render = (run: RunId, changes: Changes, ink: Ink, columns: number): string => {
  const { as_of, baseline, counts, events } = changes
  const happened = Sightings.of(changes).filter((one) => one.about === "posting")
  return [
    [
      ink.bold(baseline === null ? `A first observation on ${as_of}: ${counts.served} postings` : `${baseline} to ${as_of}: ${RunSummary.tally(counts)}`),
      ink.dim(`run ${run}`)
    ].join("\n"),
    ...events.map(({ detail, provider }) => Paragraph.lines(Visible.of(`${provider}: ${detail}`), columns, "").join("\n")),
    ...happened.map((one) =>
      [
        ...Paragraph.lines(Visible.of(`${brief(one.posting.title)} (${one.posting.provider})`), columns, "").map(ink.bold),
        ...Paragraph.lines(Visible.of(AlertWords.happened(one.kind, one.from, one.to)), columns, "  "),
        ink.dim(`  ${Visible.of(one.posting.url)}`)
      ].join("\n")),
    ...(baseline !== null && happened.length + events.length === 0 ? ["Nothing happened to any posting or board."] : [])
  ].join("\n\n")
}
