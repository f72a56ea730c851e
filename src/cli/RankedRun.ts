/**
 * What a run ranked, how and for whom: its postings as they were understood, its configuration, and the ranking it gave.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Cluster, Clusters } from "../../schemas/Clusters.ts"
import type { Day } from "../../schemas/Day.ts"
import type { PostingId } from "../../schemas/Posting.ts"
import type { CandidateProfile } from "../../schemas/Profile.ts"
import type { RankedJobs, ScoredPosting } from "../../schemas/RankedJobs.ts"
import type { Scoring } from "../../schemas/Scoring.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import { clusterPostings } from "../../graph/stages/cluster-postings.ts"
import { scorePosting } from "../../graph/stages/score-posting.ts"
import { understandPosting } from "../../graph/stages/understand-posting.ts"
import { scoring } from "../../graph/settings.ts"
import * as Catalogue from "../artifacts/Catalogue.ts"
import { Network } from "../capabilities/Network.ts"
import * as Graph from "../engine/Graph.ts"
import * as Output from "../engine/Output.ts"
import * as Partition from "../engine/Partition.ts"
import type { Store } from "../engine/Store.ts"
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

export interface RankedRun {
  readonly run: RunId
  readonly as_of: Day
  readonly candidate: string
  readonly profile: CandidateProfile
  readonly scoring: Scoring
  readonly scored: ReadonlyArray<ScoredPosting>
  /** In the order of `scored`. Read when asked for; without `words`, what tells how like two texts are is left out, a third of what there is to read. */
  readonly understood: (words: boolean) => Iterable<UnderstoodPosting>
  /** A few of them, whole. */
  readonly postings: (ids: ReadonlySet<PostingId>) => ReadonlyArray<UnderstoodPosting>
  readonly clusters: ReadonlyArray<Cluster>
  readonly ranking: RankedJobs
}

export const read = Effect.fnUntraced(function*(source: RunSource.RunSource, store: Store["Service"], candidate: Option.Option<string>, home: Home) {
  const { id, record, runs } = source
  const ranking = yield* Published.document(runs, { state: "committed", id, record }, Catalogue.rankedJobs, candidate, home)
  const name = ranking.content.basis.candidate
  const wanted = Effect.fnUntraced(function*(digest: string | undefined, what: string) {
    const content = digest === undefined ? undefined : yield* RunSource.content(source, store, digest)
    return content ?? (yield* new PostingsGone({ run: id, what, as_of: record.as_of }))
  })
  const outputs = new Map(source.nodes.flatMap((node) => (node.status === "ok" ? [[node.node, node.output] as const] : [])))
  const boards = Object.keys(record.pins[Network.key] ?? {}).filter((board) => outputs.has(scoresOf(name, board)))
  const tables = (nodeOf: (board: string) => string, what: string) => Effect.forEach(boards, (board) => wanted(outputs.get(nodeOf(board)), what))
  const profiles = json(yield* wanted(record.config["candidates/"], "the profiles")) as { readonly [file: string]: CandidateProfile }
  const understood = yield* tables((board) => Graph.nodeId(understandPosting.name, board), "the postings")
  const read: RankedRun = {
    run: id,
    as_of: ranking.content.as_of,
    candidate: name,
    profile: profiles[name]!,
    scoring: json(yield* wanted(record.config[scoring.file], "the scoring contract")) as Scoring,
    scored: (yield* tables((board) => scoresOf(name, board), "the scores")).flatMap((table) => Array.from(Output.lines(table), (row) => JSON.parse(row) as ScoredPosting)),
    understood: function*(words) {
      for (const table of understood) for (const row of Output.lines(table)) yield JSON.parse(words ? row : wordless(row)) as UnderstoodPosting
    },
    postings: (ids) => {
      const marks = Array.from(ids, (id) => `"id":${JSON.stringify(id)}`)
      return understood.flatMap((table) => Array.from(Output.lines(table)).filter((row) => marks.some((mark) => row.includes(mark))).map((row) => JSON.parse(row) as UnderstoodPosting))
    },
    clusters: (json(yield* wanted(outputs.get(clusterPostings.name), "the clusters")) as Clusters).clusters,
    ranking: ranking.content
  }
  return read
})

const scoresOf = (candidate: string, board: string): string => Graph.nodeId(scorePosting.name, Partition.joined([candidate, board]))

const json = (content: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(content))

/** Cut from the canonical line: between the two keys are numbers alone, and within a string no quote stands unescaped. */
const wordless = (row: string): string => {
  const [start, end] = [row.indexOf(',"gist":{'), row.indexOf(',"language":', row.indexOf(',"gist":{'))]
  return start === -1 || end === -1 ? row : row.slice(0, start) + row.slice(end)
}
