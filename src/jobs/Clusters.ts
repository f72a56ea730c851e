/**
 * Postings that a reader takes for one: those of one requisition, and those whose texts are nearly the same.
 *
 * For display only. Within a provider a requisition's number decides where both postings have one; where one has none, an
 * equal title and a common department in different places of one market do: employers open a requisition for a country, or for
 * all of Europe, and another for the next. The result depends on the set of postings, not on its order.
 */
import type { BoardClusters, Cluster, Clusters as Document } from "../../schemas/Clusters.ts"
import type { Gazetteer as Table } from "../../schemas/Gazetteer.ts"
import type { Posting, PostingId } from "../../schemas/Posting.ts"
import * as Canonical from "../platform/Canonical.ts"
import * as Memo from "./Memo.ts"
import * as MinHash from "./MinHash.ts"
import * as Once from "./Once.ts"
import * as Whereabouts from "./Whereabouts.ts"
import * as Words from "./Words.ts"

/** Every job of a board that is in several postings: of one requisition or title, or of equal titles over nearly the same words. */
export const jobs = (postings: ReadonlyArray<Known & { readonly understanding: { readonly sketch: string | null } }>, gazetteer: Table): ReadonlyArray<Cluster> => {
  const titles = new Map(postings.map(({ id, title }) => [id, title]))
  const sketched = postings.flatMap(({ id, understanding: { sketch } }) => (sketch === null ? [] : [{ id, sketch }]))
  const alike = texts(sketched).flatMap(({ postings }) => grouped(postings, (id) => titleKey(titles.get(id)!, gazetteer)))
  const named = requisitions(postings, gazetteer)
  const find = union(postings.map(({ id }) => id))
  for (const group of [...named.map(({ postings }) => postings), ...alike]) for (const id of group) find.join(group[0]!, id)
  const rules = new Map<PostingId, Cluster["rule"]>()
  for (const { postings: [first], rule } of named) if (rules.get(find.root(first!)) !== "requisition") rules.set(find.root(first!), rule)
  return grouped(postings.toSorted((a, b) => Canonical.compare(a.id, b.id)), ({ id }) => find.root(id))
    .filter(isSeveral)
    .map((group) => cluster(group, rules.get(find.root(group[0]!.id)) ?? "text"))
}

/** Of all boards, by their first posting. */
export const document = (boards: ReadonlyArray<BoardClusters>): Document => {
  const postings = boards.reduce((sum, { postings }) => sum + postings, 0)
  const clusters = boards.flatMap(({ clusters }) => clusters).sort((a, b) => Canonical.compare(a.postings[0]!, b.postings[0]!))
  const clustered = clusters.reduce((sum, { postings }) => sum + postings.length, 0)
  return { schema_version: 1, counts: { postings, clustered, jobs: postings - clustered + clusters.length }, clusters }
}

type Known = Pick<Posting, "id" | "provider" | "title" | "departments" | "places" | "requisition">

/** Clusters of two and more, sorted by their first posting. */
export const requisitions = (postings: ReadonlyArray<Known>, gazetteer: Table): ReadonlyArray<Cluster> => {
  const sorted = postings.toSorted((a, b) => Canonical.compare(a.id, b.id))
  const byNumber = grouped(sorted, ({ provider, requisition }) => (requisition === null ? undefined : `${provider}\n${requisition}`))
  const numbered = byNumber.filter(isSeveral).map((group) => cluster(group, "requisition"))
  const taken = new Set(numbered.flatMap(({ postings }) => postings))
  const byTitle = grouped(sorted.filter(({ id }) => !taken.has(id)), ({ provider, title }) => {
    const key = titleKey(title, gazetteer)
    return key === "" ? undefined : `${provider}\n${key}`
  })
  const titled = byTitle.filter(isSeveral).flatMap((group) => oneJob(group, gazetteer)).filter(isSeveral).map((group) => cluster(group, "title"))
  return [...numbered, ...titled].sort((a, b) => Canonical.compare(a.postings[0]!, b.postings[0]!))
}

/** At least this share of common shingles, in thousandths. */
const alike = 800

/** Clusters of postings of any provider whose plain texts are nearly the same, sorted by their first posting. */
export const texts = (postings: ReadonlyArray<Sketched>): ReadonlyArray<Cluster> => {
  const sorted = postings.toSorted((a, b) => Canonical.compare(a.id, b.id)).map(({ id, sketch }) => ({ id, minima: MinHash.minima(sketch) }))
  const find = union(sorted.map(({ id }) => id))
  for (const group of banded(sorted.map(({ minima }) => MinHash.keys(minima)))) compare(group.map((at) => sorted[at]!), find)
  return grouped(sorted, ({ id }) => find.root(id)).filter(isSeveral).map((group) => cluster(group, "text"))
}

/** Those of two and more that share a key in a band, band after band. Most share none, and are in no group. */
function* banded(keys: ReadonlyArray<ReadonlyArray<number>>): Generator<ReadonlyArray<number>> {
  for (let band = 0; band < (keys[0]?.length ?? 0); band++) {
    const firsts = new Map<number, number>()
    const groups = new Map<number, Array<number>>()
    for (const [at, { [band]: key }] of keys.entries()) {
      const first = firsts.get(key!)
      if (first === undefined) firsts.set(key!, at)
      else if (groups.get(first)?.push(at) === undefined) groups.set(first, [first, at])
    }
    yield* groups.values()
  }
}

/** Those that share a key. */
const compare = (group: ReadonlyArray<Read>, find: Union): void => {
  for (let at = 1; at < group.length; at++) {
    const { id, minima } = group[at]!
    for (let other = 0; other < Math.min(at, crowded); other++) {
      const before = group[other]!
      if (find.root(before.id) !== find.root(id) && MinHash.similarity(before.minima, minima, alike) >= alike) find.join(before.id, id)
    }
  }
}

/** Of texts that share a key only the first so many are compared with each: the others are alike anyway. */
const crowded = 16

interface Sketched {
  readonly id: PostingId
  readonly sketch: MinHash.Sketch
}

/** Whose sketch was read. */
interface Read {
  readonly id: PostingId
  readonly minima: MinHash.Minima
}

/** The words of a title without the parts that only say where or how: `Account Executive, Nordics (Remote)`. Boards repeat their titles: each is read once. */
export const titleKey = (title: string, gazetteer: Table): string => Memo.of(titleKeys(gazetteer), title, () => keyOf(title, gazetteer))

const titleKeys = Once.of<Table, Memo.Memo<string>>(() => Memo.make())

const keyOf = (title: string, gazetteer: Table): string => {
  const parts = title.split(/\s+[-–—|]\s+|[,()[\]|/]/).filter((part) => part.trim() !== "")
  const kept = parts.filter((part, index) => {
    const { whole, places, cues } = Whereabouts.text(part, gazetteer)
    return index === 0 || !whole || (places.length === 0 && cues.length === 0)
  })
  return kept.flatMap((part) => Words.of(part)).map(({ word }) => word).join(" ")
}

/**
 * Postings of one title that are one job: with a common department, in different places of one market, and not both with a number. Linear:
 * where those without a number are in two places or more they are all joined, and so is every other with one of them.
 */
const oneJob = (group: ReadonlyArray<Known>, gazetteer: Table): ReadonlyArray<ReadonlyArray<Known>> => {
  const find = union(group.map(({ id }) => id))
  const buckets = new Map<string, Array<Known>>()
  for (const posting of group) {
    for (const key of bucketsOf(posting, gazetteer)) {
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, [posting])
      else bucket.push(posting)
    }
  }
  for (const bucket of buckets.values()) {
    const unnumbered = bucket.filter(({ requisition }) => requisition === null)
    const places = new Set(unnumbered.map(placesKey))
    const others = bucket.filter((posting) => posting.requisition !== null && (places.size > 1 || !places.has(placesKey(posting))))
    const [first, ...rest] = places.size > 1 || others.length > 0 ? [...unnumbered, ...others] : []
    if (unnumbered.length > 0 && first !== undefined) for (const other of rest) find.join(first.id, other.id)
  }
  return grouped(group, ({ id }) => find.root(id))
}

/** Departments by markets; one that is not known is one of its own. */
const bucketsOf = ({ departments, places }: Known, gazetteer: Table): ReadonlySet<string> => {
  const markets = Whereabouts.of(places, gazetteer).flatMap((whereabout) => {
    const { country, zone } = whereabout
    const one = country ?? zone ?? ""
    return country !== null && Whereabouts.isWithin(country, "europe", gazetteer) ? [one, "europe"] : [one]
  })
  return new Set((departments.length === 0 ? [""] : departments).flatMap((department) => (markets.length === 0 ? [""] : markets).map((market) => `${market}\n${department}`)))
}

const placesKey = ({ places }: Known): string => Canonical.stringifyUnsafe(places.map(({ text }) => text).sort(Canonical.compare))

const cluster = (group: ReadonlyArray<{ readonly id: PostingId }>, rule: Cluster["rule"]): Cluster => ({ postings: group.map(({ id }) => id), rule })

const isSeveral = (group: ReadonlyArray<unknown>): boolean => group.length > 1

/** In the order in which each key first occurs. */
const grouped = <A>(items: ReadonlyArray<A>, key: (item: A) => string | undefined): ReadonlyArray<ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const item of items) {
    const name = key(item)
    if (name === undefined) continue
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [item])
    else group.push(item)
  }
  return [...groups.values()]
}

interface Union {
  readonly root: (id: PostingId) => PostingId
  readonly join: (a: PostingId, b: PostingId) => void
}

/** Disjoint sets; the root of a set is its first member. */
const union = (ids: ReadonlyArray<PostingId>): Union => {
  const parents = new Map(ids.map((id) => [id, id]))
  const root = (id: PostingId): PostingId => {
    let at = id
    while (parents.get(at) !== at) at = parents.get(at)!
    parents.set(id, at)
    return at
  }
  const join = (a: PostingId, b: PostingId): void => {
    const [first, second] = [root(a), root(b)].sort(Canonical.compare) as [PostingId, PostingId]
    parents.set(second, first)
  }
  return { root, join }
}
