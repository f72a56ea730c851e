/**
 * Texts as boards really served them, beside what a browser shows of them. Neither is part of the project: see
 * `SIGNALCRAFT_REAL_DATA` and `SIGNALCRAFT_CHROMIUM`.
 */
import { assert, describe, it } from "@effect/vitest"
import * as fs from "node:fs"
import * as path from "node:path"
import * as zlib from "node:zlib"
import type { PostingText } from "../../schemas/Posting.ts"
import type { RawText } from "../../schemas/RawText.ts"
import * as Blocks from "../../src/jobs/Blocks.ts"
import * as Visible from "../../src/jobs/Visible.ts"
import * as Rendering from "./Rendering.ts"

const folder = path.resolve(process.env["SIGNALCRAFT_REAL_DATA"] ?? "../shared/real")
const missing = !fs.existsSync(folder) ? `no recordings in ${folder}; set SIGNALCRAFT_REAL_DATA` : Rendering.browser === undefined ? "no Chromium; set SIGNALCRAFT_CHROMIUM" : undefined
const suite = missing === undefined ? describe : describe.skip

/** Any text of a board's answer that is long enough to be prose, and whole pages. */
const textsIn = (value: unknown): ReadonlyArray<PostingText> => {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(textsIn)
  if (typeof value !== "string" || value.length < 150) return []
  const form = /<(?:p|div|ul|li|br|h\d|span|strong)\b/i.test(value) ? "html" : /&lt;(?:p|div|ul|li|br|h\d)\b/.test(value) ? "escaped_html" : "plain"
  return [{ form, raw: value as RawText }]
}

const boards = (): ReadonlyArray<PostingText> =>
  fs.globSync("boards/*/*.{json,html}", { cwd: folder }).sort().flatMap((file) => {
    const body = fs.readFileSync(path.join(folder, file), "utf8")
    return file.endsWith(".json") ? textsIn(JSON.parse(body)) : [{ form: "html", raw: body as RawText }]
  })

const bulk = (): ReadonlyArray<PostingText> => {
  const file = fs.readFileSync(path.join(folder, "bulk/postings-347-fulltext.harrycodingnow.json.gz"))
  const { jobs } = JSON.parse(zlib.gunzipSync(file).toString("utf8")) as { readonly jobs: ReadonlyArray<{ readonly description: string }> }
  return jobs.map(({ description }) => ({ form: "plain", raw: description as RawText }))
}

/** Words without what this project leaves out or puts in on purpose: characters that cannot be seen, markers, bars between cells. */
const words = (text: string): ReadonlyArray<string> =>
  Visible.of(text).replaceAll(/^\s*(?:•|\d+\.) ?/gm, "").split(/[\s|]+/).filter((word) => word !== "")

const counted = (values: Iterable<string>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** How many of the values are among the others, each as often as it is there. */
const kept = (values: Iterable<string>, others: Iterable<string>): number => {
  const there = counted(others)
  return [...counted(values)].reduce((sum, [value, count]) => sum + Math.min(count, there.get(value) ?? 0), 0)
}

suite(`recorded texts, as a browser shows them${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  it("keep at least 99.5 % of the characters and words that are seen, and add as little", () => {
    const texts = [...boards(), ...bulk()]
    const shown = Rendering.shown(Rendering.browser!, texts)
    const totals = { shown: 0, kept: 0, ours: 0, words: 0, wordsKept: 0 }
    texts.forEach((text, index) => {
      const [ours, theirs] = [words(Blocks.text(Blocks.of(text))), words(shown[index]!)]
      totals.shown += theirs.join("").length
      totals.kept += kept(theirs.join(""), ours.join(""))
      totals.ours += ours.join("").length
      totals.words += theirs.length
      totals.wordsKept += kept(theirs, ours)
    })
    assert.isAbove(texts.filter(({ form }) => form !== "plain").length, 60)
    assert.isAtLeast(totals.kept / totals.shown, 0.995)
    assert.isAtLeast(totals.wordsKept / totals.words, 0.995)
    assert.isAtMost(totals.ours / totals.shown, 1.005)
  }, 120_000)
})
