/**
 * The real boards of 144 days, as what each served day by day. Which postings were served on a day is read from the raw answers; what a posting
 * says is understood as the program understands it, one at a time.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import * as Result from "effect/Result"
import { RawText } from "../../schemas/RawText.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import type { Traits } from "../../schemas/PostingHistory.ts"
import * as Boards from "../../src/boards/Boards.ts"
import * as Clusters from "../../src/jobs/Clusters.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Understand from "../../src/jobs/Understand.ts"
import type { Board, Seen, Served, World } from "./HistoryOracle.ts"
import * as Rig from "./Rig.ts"

const root = `${process.env["SIGNALCRAFT_REAL_DATA"] ?? new URL("../../../shared/real", import.meta.url).pathname}/history`

export const isHere = existsSync(root)

interface Raw {
  readonly jobs?: ReadonlyArray<{ readonly id: number | string }>
  readonly jobBoard?: { readonly jobPostings: ReadonlyArray<{ readonly id: string }> }
}

/** An employer's page is read more patiently than an interface. */
const systems = { ashby: { patience: 3 }, greenhouse: { patience: 2 } } as const

/** All of it; an answer without a posting is nothing taken in. */
export const read = (): World => {
  const providers = readdirSync(root).sort()
  const files = readdirSync(`${root}/${providers[0]}`).sort()
  return { boards: providers.map((provider) => boardOf(provider, files)), first: files[0]!.slice(0, 10), last: files.length - 1 }
}

const boardOf = (provider: string, files: ReadonlyArray<string>): Board => {
  const system = provider === "openai" ? "ashby" : "greenhouse"
  const understood = new Map<string, Seen>()
  const days = files.map((file): Served => {
    const body = gunzipSync(readFileSync(`${root}/${provider}/${file}`)).toString("utf8")
    const { jobBoard, jobs = jobBoard?.jobPostings ?? [] } = JSON.parse(body) as Raw
    if (jobs.length === 0) return null
    const { postings } = Result.getOrThrow(Boards.readResult(Rig.provider(provider, { system }), [{ url: "https://boards.example", status: 200, body: RawText.make(body) }]))
    const byId = new Map(postings.map((posting) => [posting.id as string, posting]))
    return new Map(jobs.map(({ id }) => {
      const posting = byId.get(`${system}/${provider}/${id}`)!
      const key = JSON.stringify([posting.title, posting.places, posting.work_mode, posting.employment_type, posting.compensation])
      const seen = understood.get(key) ?? seenOf(Understand.posting(posting, tables))
      understood.set(key, seen)
      return [String(id), seen]
    }))
  })
  return { provider, board: `${system}/${provider}`, days, patience: systems[system].patience }
}

const seenOf = ({ title, understanding }: UnderstoodPosting): Seen =>
  ({ title, job: Clusters.titleKey(title, tables.places), traits: traitsOf(understanding) })

const traitsOf = ({ salary: { bands }, skills, title, whereabouts, workplace }: UnderstoodPosting["understanding"]): Traits => {
  const [currency, ...others] = new Set(bands.filter((band) => band.yearly_minimum !== null || band.yearly_maximum !== null).map((band) => band.currency))
  const [minima, maxima] = [bands.flatMap((band) => band.yearly_minimum ?? []), bands.flatMap((band) => band.yearly_maximum ?? [])]
  return {
    family: title.family,
    domain: title.domain,
    seniority: title.seniority,
    countries: [...new Set(whereabouts.flatMap(({ country }) => country ?? []))].sort(),
    work_mode: workplace.mode,
    skills: [...new Set(skills.map(({ skill }) => skill))].sort(),
    pay: currency == null || others.length > 0 ? null : { currency, minimum: minima.length === 0 ? null : Math.min(...minima), maximum: maxima.length === 0 ? null : Math.max(...maxima) }
  }
}
