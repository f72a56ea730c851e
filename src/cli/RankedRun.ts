/**
 * What a run ranked, how and for whom: its postings as they were understood, its configuration, and the ranking it gave.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Cluster, Clusters } from "../../schemas/Clusters.ts"
import type { Day } from "../../schemas/Day.ts"
import type { ExplainedScore } from "../../schemas/Explanation.ts"
import type { PostingId } from "../../schemas/Posting.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { RankedJobs, ScoredPosting } from "../../schemas/RankedJobs.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import { clusterPostings } from "../../graph/stages/cluster-postings.ts"
import { explainPosting } from "../../graph/stages/explain-posting.ts"
import { scorePosting } from "../../graph/stages/score-posting.ts"
import { understandPosting } from "../../graph/stages/understand-posting.ts"
import { scoring } from "../../graph/settings.ts"
import * as Catalogue from "../artifacts/Catalogue.ts"
import { Network } from "../capabilities/Network.ts"
import * as Graph from "../engine/Graph.ts"
import * as Output from "../engine/Output.ts"
import * as Partition from "../engine/Partition.ts"
import type { Store } from "../engine/Store.ts"
import * as TableRows from "../engine/TableRows.ts"
import * as Ranking from "../jobs/Ranking.ts"
import * as Scores from "../jobs/Score.ts"
import type { RunId } from "../runs/RunId.ts"
import type { Home } from "./Home.ts"
import * as Published from "./Published.ts"
import * as RunSource from "./RunSource.ts"

/** The run's postings are kept in the cache alone, and the cache gave them back. */
export class PostingsGone extends Schema.TaggedError<PostingsGone>()("PostingsGone", { run: Schema.String, what: Schema.String, as_of: Schema.String }) {
  override get message() {
    return `The cache no longer has ${this.what} of run ${this.run}. Run again, and they are computed anew: graph run daily --as-of ${this.as_of}`
  }
}

/** What is read of postings. Of what is not there is none: together they are most of what there is to decode. */
export interface Reads {
  readonly skills: boolean
  readonly pay: boolean
  /** Of the title as it was understood; as it is written it is always there. */
  readonly role: boolean
  /** How one is employed, with how much experience, in which language. */
  readonly terms: boolean
}

export interface RankedRun {
  readonly run: RunId
  readonly as_of: Day
  readonly candidate: string
  readonly profile: CandidateProfile
  readonly scoring: Scoring
  readonly scored: ReadonlyArray<ScoredPosting>
  /** In the order of `scored`. Decoded when asked for. */
  readonly understood: (reads: Reads) => Iterable<UnderstoodPosting>
  /** A few of them, whole. */
  readonly postings: (ids: ReadonlySet<PostingId>) => ReadonlyArray<UnderstoodPosting>
  readonly clusters: ReadonlyArray<Cluster>
  readonly ranking: RankedJobs
}

export const read = Effect.fnUntraced(function*(source: RunSource.RunSource, store: Store["Service"], candidate: Option.Option<string>, home: Home) {
  const { id, record, runs } = source
  const ranking = yield* Published.document(runs, { state: "committed", id, record }, Catalogue.rankedJobs, candidate, home)
  const name = ranking.content.basis.candidate
  const boards = boardsOf(source, name)
  const profiles = json(yield* content(source, store, record.config["candidates/"], "the profiles")) as { readonly [file: string]: CandidateProfile }
  const understood = yield* Effect.forEach(boards, (board) =>
    Effect.map(output(source, store, Graph.nodeId(understandPosting.name, board), "the postings"), TableRows.of))
  const tables = yield* Effect.forEach(boards, (board) => output(source, store, pairOf(scorePosting, name, board), "the scores"))
  const scored = tables.flatMap((table) => [...Output.rows(table) as Iterable<ScoredPosting>])
  if (scored.some(({ points }) => points?.length !== Scores.families.length)) return yield* new PostingsGone({ run: id, what: "the scores in the form that this version reads", as_of: record.as_of })
  const read: RankedRun = {
    run: id,
    as_of: ranking.content.as_of,
    candidate: name,
    profile: profiles[name]!,
    scoring: yield* scoringOf(source, store),
    scored,
    understood: function*(reads) {
      for (const table of understood) for (let row = 0; row < TableRows.count(table); row++) yield JSON.parse(without(reads, table, row)) as UnderstoodPosting
    },
    postings: (ids) => {
      const found: Array<UnderstoodPosting> = []
      let index = 0
      for (const table of understood) {
        for (let row = 0; row < TableRows.count(table); row++) if (ids.has(read.scored[index++]!.id)) found.push(JSON.parse(TableRows.line(table, row)))
      }
      return found
    },
    clusters: (json(yield* output(source, store, clusterPostings.name, "the clusters")) as Clusters).clusters,
    ranking: ranking.content
  }
  return read
})

/** The scores of all postings taken apart, those too that a long list leaves out. */
export const explained = Effect.fnUntraced(function*(source: RunSource.RunSource, store: Store["Service"], { as_of, basis: { candidate }, jobs, rest = [] }: RankedJobs) {
  const scoring = yield* scoringOf(source, store)
  const tables = yield* Effect.forEach(boardsOf(source, candidate), (board) => output(source, store, pairOf(explainPosting, candidate, board), "the explanations"))
  const ranks = new Map([...jobs, ...rest].map(({ id }, index) => [id, index + 1]))
  const shown = new Map(jobs.flatMap(({ also, id }) => also.map((other) => [other.id, id] as const)))
  return tables.flatMap((table) => Array.from(Output.rows(table) as Iterable<ExplainedScore>, (score) =>
    Ranking.taken(score, { rank: ranks.get(score.posting) ?? null, shown_with: shown.get(score.posting) ?? null }, scoring, as_of)))
})

const content = Effect.fnUntraced(function*(source: RunSource.RunSource, store: Store["Service"], digest: string | undefined, what: string) {
  const content = digest === undefined ? undefined : yield* RunSource.content(source, store, digest)
  return content ?? (yield* new PostingsGone({ run: source.id, what, as_of: source.record.as_of }))
})

const output = (source: RunSource.RunSource, store: Store["Service"], name: string, what: string) =>
  content(source, store, source.nodes.flatMap((node) => (node.node === name && node.status === "ok" ? [node.output] : []))[0], what)

const scoringOf = (source: RunSource.RunSource, store: Store["Service"]) =>
  Effect.map(content(source, store, source.record.config[scoring.file], "the scoring contract"), (bytes) => json(bytes) as Scoring)

/** The boards whose postings were scored for a candidate. */
const boardsOf = ({ nodes, record }: RunSource.RunSource, candidate: string): ReadonlyArray<string> => {
  const scored = new Set(nodes.flatMap(({ node, status }) => (status === "ok" ? [node] : [])))
  return Object.keys(record.pins[Network.key] ?? {}).filter((board) => scored.has(pairOf(scorePosting, candidate, board)))
}

const pairOf = ({ name }: { readonly name: string }, candidate: string, board: string): string => Graph.nodeId(name, Partition.joined([candidate, board]))

const json = (content: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(content))

/** A row's line without what is not read, cut from it: that is ids, numbers and currencies, so no quote or bracket stands in a string of it. */
export const without = ({ pay, role, skills, terms }: Reads, { bytes, starts }: TableRows.TableRows, row: number): string => {
  const [from, to] = [starts[row]!, starts[row + 1]! - 1]
  const cut = skills ? undefined : pay ? cuts.skills : role ? cuts.pay : terms ? cuts.role : cuts.terms
  if (cut === undefined) return bytes.toString("utf8", from, to)
  const start = bytes.indexOf(cut.from, from)
  const end = bytes.indexOf(cut.to, start)
  return start === -1 || end === -1 || end > to ? bytes.toString("utf8", from, to) : bytes.toString("utf8", from, start) + cut.instead + bytes.toString("utf8", end, to)
}

/** In a canonical line the terms, pay, the sketch, skills, the title and the places stand in this order. */
const [terms, pay, skills, title, places] = [',"understanding":{"employment":', ',"salary":{"bands":[', ',"skills":[', '],"title":{', ',"whereabouts":[']
const unpaid = `${pay}],"evidence":[],"offers_bonus":null,"offers_equity":null,"source":null},"sketch":null${skills}`
const cuts = {
  skills: { from: Buffer.from(skills), to: Buffer.from(title), instead: skills },
  pay: { from: Buffer.from(pay), to: Buffer.from(title), instead: unpaid },
  role: { from: Buffer.from(pay), to: Buffer.from(places), instead: `${unpaid}]` },
  terms: { from: Buffer.from(terms), to: Buffer.from(places), instead: `,"understanding":{${unpaid.slice(1)}]` }
}
