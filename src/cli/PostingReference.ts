/**
 * How people name a posting of a run: by its identity, by a part of it that no other has, or by its rank.
 *
 * Of several parts the last whole one decides: `4711` is `greenhouse/acme/4711` before it is `greenhouse/acme/14711`.
 */
import * as Effect from "effect/Effect"
import type { PostingId } from "../../schemas/Posting.ts"
import * as Visible from "../jobs/Visible.ts"
import { NoSuchPosting } from "./NoSuchPosting.ts"
import { similar } from "./NoSuchNode.ts"

export interface Named {
  readonly id: PostingId
  readonly title: string
  readonly rank: number | null
}

export const resolve = <A extends Named>(run: string, postings: ReadonlyArray<A>, reference: string): Effect.Effect<A, NoSuchPosting> =>
  Effect.suspend(() => {
    const wanted = reference.trim().toLowerCase()
    const rank = /^#?([1-9]\d{0,8})$/.exec(wanted)?.[1]
    const one = postings.find(({ id }) => id.toLowerCase() === wanted) ?? (rank === undefined ? undefined : postings.find((posting) => posting.rank === Number(rank)))
    if (one !== undefined) return Effect.succeed(one)
    const part = wanted === "" ? [] : postings.filter(({ id }) => id.toLowerCase().includes(wanted))
    const whole = part.filter(({ id }) => id.toLowerCase().endsWith(`/${wanted}`))
    const found = whole.length > 0 ? whole : part
    if (found.length === 1) return Effect.succeed(found[0]!)
    const likely = found.length > 1 ? found : nearest(wanted, postings)
    return Effect.fail(new NoSuchPosting({ posting: reference, run, fitting: found.length, similar: likely.slice(0, 3).map(({ id, title }) => `${id} (${Visible.of(title)})`) }))
  })

/** Those whose title has every word; else those whose identity or title is spelled most alike. */
const nearest = <A extends Named>(wanted: string, postings: ReadonlyArray<A>): ReadonlyArray<A> => {
  const words = wanted.split(/\s+/).filter((word) => word !== "")
  const titled = words.length === 0 ? [] : postings.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)))
  if (titled.length > 0) return titled
  const byName = new Map<string, A>()
  for (const posting of postings) for (const name of [posting.title.toLowerCase(), lastPart(posting.id), posting.id]) if (!byName.has(name)) byName.set(name, posting)
  return [...new Set(similar(wanted, [...byName.keys()]).slice(0, 9).map((name) => byName.get(name)!))]
}

const lastPart = (id: string): string => id.slice(id.lastIndexOf("/") + 1).toLowerCase()
