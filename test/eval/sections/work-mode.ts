/**
 * How the work is done, against what the employer states in a field: with the field, and from the text alone.
 *
 * With the field the row passes through its vendor's adapter, as the product reads it. From the text alone it is understood by
 * title and place with every field taken away; most employers say `San Francisco` there and mean hybrid, so little can be
 * known, and what matters is that what is said is right.
 */
import type { FullPosting, WorkMode as Mode } from "../../../schemas/Posting.ts"
import * as WorkMode from "../../../src/jobs/WorkMode.ts"
import * as Rig from "../../boards/Rig.ts"
import * as Lines from "../../jobs/Lines.ts"
import * as Shipped from "../../jobs/Shipped.ts"
import * as Agreement from "../Agreement.ts"
import type { Label } from "../Data.ts"
import * as Recorded from "../Recorded.ts"
import * as Section from "../Section.ts"
import * as Table from "../Table.ts"

const about = "how the work is done, against the employer's field: with the field, and from title and place alone"
const targets = { field_accuracy: 1 }

export const measure: Section.Measure = ({ labels, recordings }) => {
  const rows = labels.flatMap((label): ReadonlyArray<Row> => {
    const expected = modeOf(label.workplaceType ?? label.locationType ?? null)
    const posting = expected === undefined ? undefined : postingOf(label)
    return expected === undefined || posting === undefined ? [] : [{ posting, expected }]
  })
  if (rows.length === 0) return Section.absent("work mode", about, "No row states how the work is done: give a file of labels with --labels FILE")
  const field = rows.filter(({ posting, expected }) => understood(posting).mode === expected).length / rows.length
  const pairs = rows.map(({ posting, expected }) => ({ expected, predicted: understood({ ...posting, work_mode: null }).mode }))
  const keyword = rows.map(({ posting, expected }) => ({ expected, predicted: byKeyword(posting) }))
  const agreement = Agreement.of(pairs)
  return {
    name: "work mode",
    about,
    figures: { field_accuracy: field, ...shares(pairs) },
    targets,
    baselines: { majority: shares(majority(rows)), keyword: shares(keyword) },
    notes: [
      `${rows.length} of ${labels.length} labels state it; precision, recall and F1 are of title and place alone, over all of them`,
      ...(recordings === null ? [] : fullTexts(recordings))
    ],
    detail: agreement,
    text: Agreement.text(agreement)
  }
}

interface Row {
  readonly posting: FullPosting
  readonly expected: Mode
}

const understood = (posting: Pick<FullPosting, "title" | "places" | "work_mode">) => WorkMode.of(posting, [], Shipped.gazetteer)

const words: ReadonlyMap<string, Mode> = new Map([["onsite", "on_site"], ["inoffice", "on_site"], ["inperson", "on_site"], ["hybrid", "hybrid"], ["remote", "remote"]])
/** What a label says, read here on its own and not by the code that is measured. Remote-friendly is no mode. */
const modeOf = (label: string | null): Mode | undefined => words.get((label ?? "").toLowerCase().replace(/\(.*/, "").replace(/[^a-z]/g, ""))

/** The label as a row of the vendor whose field it has. */
const postingOf = ({ job_id, title, location, workplaceType, locationType }: Label): FullPosting | undefined => {
  const row = typeof workplaceType === "string"
    ? { ...Rig.rows.ashby(1), id: job_id, title, location: location ?? "", address: null, secondaryLocations: [], workplaceType, isRemote: null }
    : { ...Rig.rows.greenhouse(1), title, location: { name: location ?? "" }, offices: [], metadata: [{ id: 1, name: "Location Type", value: locationType, value_type: "single_select" }] }
  const system = typeof workplaceType === "string" ? "ashby" : "greenhouse"
  const [posting] = Recorded.read(system, Rig.write(system, Rig.envelope[system]([row])), "acme")
  return posting
}

const byKeyword = ({ title, places }: FullPosting): string | null => {
  const text = [title, ...places.map(({ text }) => text)].join(" ").toLowerCase()
  return text.includes("hybrid") ? "hybrid" : text.includes("remote") ? "remote" : null
}

const majority = (rows: ReadonlyArray<Row>): ReadonlyArray<Agreement.Pair> => {
  const [most] = Agreement.of(rows.map(({ expected }) => ({ expected, predicted: expected }))).classes.toSorted((a, b) => b.support - a.support)
  return rows.map(({ expected }) => ({ expected, predicted: most?.name ?? null }))
}

const shares = (pairs: ReadonlyArray<Agreement.Pair>): Section.Figures => {
  const said = pairs.filter(({ predicted }) => predicted !== null)
  const right = said.filter(({ expected, predicted }) => expected === predicted).length
  return { precision: said.length === 0 ? 0 : right / said.length, recall: right / pairs.length, macro_f1: Agreement.of(pairs).macro_f1 }
}

/** Of the postings with their whole text that state a mode, how many the text alone tells right and wrong. */
const fullTexts = (recordings: string): ReadonlyArray<string> => {
  const rows = Recorded.fullTexts(recordings).flatMap(({ title, location, workplace_type, description }) => {
    const expected = modeOf(workplace_type)
    const predicted = WorkMode.of({ title, places: location === "" ? [] : [{ text: location, city: null, region: null, country: null }], work_mode: null }, Lines.each(description, (line) => WorkMode.inLine(line, Shipped.work)), Shipped.gazetteer).mode
    return expected === undefined ? [] : [{ expected, predicted }]
  })
  const { precision, recall } = shares(rows) as { readonly precision: number; readonly recall: number }
  return rows.length === 0 ? [] : [`${rows.length} postings with their whole text state it: from that text precision ${Table.share(precision)}, recall ${Table.share(recall)}`]
}
