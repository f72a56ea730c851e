/**
 * What to ask of a board, in order. Apart from the reading, so that whoever only asks does not depend on how an answer is read.
 */
import * as Effect from "effect/Effect"
import type { Page, Request } from "../../schemas/Board.ts"
import type { BoardAddress, System } from "../../schemas/Provider.ts"
import type { Source } from "./Adapter.ts"
import type { Form } from "./Body.ts"
import * as Ashby from "./Ashby.ts"
import * as BambooHR from "./BambooHR.ts"
import * as Feed from "./Feed.ts"
import * as Greenhouse from "./Greenhouse.ts"
import * as JsonLd from "./JsonLd.ts"
import * as Lever from "./Lever.ts"
import * as Personio from "./Personio.ts"
import * as Pinpoint from "./Pinpoint.ts"
import * as Recruitee from "./Recruitee.ts"
import * as Rippling from "./Rippling.ts"
import * as SmartRecruiters from "./SmartRecruiters.ts"
import * as Teamtailor from "./Teamtailor.ts"
import * as Workable from "./Workable.ts"
import * as Workday from "./Workday.ts"

const sources: Record<System, Source> = {
  ashby: Ashby.source,
  bamboohr: BambooHR.source,
  feed: Feed.source,
  greenhouse: Greenhouse.source,
  jsonld: JsonLd.source,
  lever: Lever.source,
  personio: Personio.source,
  pinpoint: Pinpoint.source,
  recruitee: Recruitee.source,
  rippling: Rippling.source,
  smartrecruiters: SmartRecruiters.source,
  teamtailor: Teamtailor.source,
  workable: Workable.source,
  workday: Workday.source
}

/** Twenty thousand postings at a hundred a page: more than any board seen, and an end to any that would never stop. */
export const maximumPages = 200

/** What to ask first. */
export const first = (provider: BoardAddress): Request => sources[provider.system].first(provider)

/** What to ask after these pages; `undefined` once they are all. */
export const next = (provider: BoardAddress, pages: ReadonlyArray<Page>): Request | undefined => sources[provider.system].next?.(provider, pages)

/** Asks page after page until they are all there. A page that is no success ends it: what it means is for the reader to say. */
export const all = Effect.fnUntraced(function*<P extends Page, E, R>(provider: BoardAddress, ask: (request: Request) => Effect.Effect<P, E, R>): Effect.fn.Return<ReadonlyArray<P>, E, R> {
  const pages: Array<P> = []
  let request: Request | undefined = first(provider)
  while (request !== undefined && pages.length < maximumPages) {
    const page: P = yield* ask(request)
    pages.push(page)
    request = page.status === 200 ? next(provider, pages) : undefined
  }
  return pages
})

/** The form in which a URL of the board is served. Where a system serves two, the URL tells which: an API or a file's ending. */
export const kind = ({ system }: BoardAddress, url: string): Form => {
  const { serves } = sources[system]
  const told: Form = /\.(?:rss|xml)(?:\?|$)/.test(url) ? "xml" : /^https:\/\/api\.|\.json(?:\?|$)/.test(url) ? "json" : "html"
  return serves.length > 1 && serves.includes(told) ? told : serves[0]!
}
