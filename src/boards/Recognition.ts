/**
 * Which boards an address names: the forms in which vendors host a board, embed it and serve it as data, and what an employer's own page
 * leads to.
 *
 * Hosts are compared whole or label by label, never by a part of their text; an address with a user name or a port of its own names nothing.
 * Asks nobody: whether a board exists is for `Evaluation` to find out.
 */
import type { Extraction } from "../../schemas/Board.ts"
import type { BoardAddress, ProviderId } from "../../schemas/Provider.ts"
import type * as Html from "./Html.ts"

/** A board that may be meant, and the level at which it would be read there. */
export interface Candidate extends Omit<BoardAddress, "id"> {
  readonly extraction: Extraction
}

/** Where a candidate is, for a provider. */
export const addressOf = (id: ProviderId, { board, system, url }: Candidate): BoardAddress => ({ id, system, board, ...(url !== undefined && { url }) })

/** The boards that an address of a vendor names, the better way of reading first; none for any other address. */
export const ofUrl = (text: string): ReadonlyArray<Candidate> => {
  const url = plain(text)
  if (url === undefined) return []
  const segments = url.pathname.split("/").filter((segment) => segment !== "").map(decoded)
  for (const { boards, host } of forms) {
    const found = host.exec(url.hostname)
    if (found !== null) return boards({ url, segments, tenant: found[1] ?? "" }).filter(({ board }) => name.test(board))
  }
  return []
}

/** The boards that an employer's own page leads to: those it links or embeds, the postings in its scripts, the feeds it offers. */
export const ofPage = (page: Html.Page, address: string): ReadonlyArray<Candidate> => {
  const found: Array<Candidate> = []
  for (const link of page.links) found.push(...ofUrl(URL.parse(link, address)?.href ?? ""))
  if (page.scripts.some(({ text, type }) => type === "application/ld+json" && text.includes("JobPosting"))) found.push(...ofOwn("jsonld", "json_ld", address))
  for (const { href, type } of page.feeds) if (feedTypes.has(type)) found.push(...ofOwn("feed", "feed", URL.parse(href, address)?.href ?? ""))
  const seen = new Set<string>()
  return found.filter(({ board, extraction, system, url }) => {
    const place = `${extraction} ${system} ${board.toLowerCase()} ${url ?? ""}`
    return !seen.has(place) && seen.add(place)
  }).slice(0, most)
}

/** A page can link a thousand boards; whoever asks after them does not ask after all. */
const most = 12

/** An address on an employer's own host that is a feed by its path. */
export const ofFeed = (address: string): ReadonlyArray<Candidate> =>
  /\/(?:feed|rss|atom)\/?$|\.(?:rss|xml|atom)$/.test(plain(address)?.pathname ?? "") ? ofOwn("feed", "feed", address) : []

/** What a provider is called where nobody says: after its board, or after the host of its own page. */
export const idOf = (text: string): string | undefined => {
  const [first] = ofUrl(text)
  const host = plain(text)?.hostname.replace(/^(?:www|careers?|jobs)\./, "")
  const label = first === undefined ? host?.slice(0, host.lastIndexOf(".")) : first.system === "workday" ? first.board.split(".")[0] : first.board
  const id = label?.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")
  return id === "" ? undefined : id
}

/** RSS and Atom; what a vendor serves as JSON is recognised by its host. */
const feedTypes: ReadonlySet<string> = new Set(["application/rss+xml", "application/atom+xml"])

/** What a board may be called in the registry. */
const name = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/** `http` is raised; nothing else is repaired. */
const plain = (text: string): URL | undefined => {
  const url = /^https?:\/\/[^\s\\]+$/i.test(text) ? URL.parse(text.replace(/^http:/i, "https:")) : null
  return url === null || url.username !== "" || url.password !== "" || url.port !== "" || !url.hostname.includes(".") ? undefined : url
}

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ""
  }
}

const ofOwn = (system: "feed" | "jsonld", extraction: Extraction, address: string): ReadonlyArray<Candidate> => {
  const url = plain(address)
  if (url === undefined) return []
  url.hash = ""
  return [{ system, board: url.hostname, url: url.href, extraction }]
}

interface Place {
  readonly url: URL
  readonly segments: ReadonlyArray<string>
  /** What the host's own label says. */
  readonly tenant: string
}

interface Form {
  readonly host: RegExp
  readonly boards: (place: Place) => ReadonlyArray<Candidate>
}

const api = (system: BoardAddress["system"], board: string | undefined, url?: string): ReadonlyArray<Candidate> =>
  board === undefined ? [] : [{ system, board, ...(url !== undefined && { url }), extraction: "ats_api" }]

/** What follows a fixed path, as in `/v1/boards/{board}/jobs`. */
const after = (segments: ReadonlyArray<string>, ...path: ReadonlyArray<string>): string | undefined =>
  path.every((part, index) => segments[index] === part) ? segments[path.length] : undefined

/** The first segment, unless the vendor keeps it for itself. */
const first = ([segment]: ReadonlyArray<string>, ...own: ReadonlyArray<string>): string | undefined => (segment === undefined || own.includes(segment) ? undefined : segment)

const ashby = (board: string | undefined): ReadonlyArray<Candidate> =>
  board === undefined ? [] : [...api("ashby", board), { system: "ashby", board, url: `https://jobs.ashbyhq.com/${encodeURIComponent(board)}`, extraction: "html" }]

const lever = (board: string | undefined, { url: { hostname } }: Place): ReadonlyArray<Candidate> =>
  board === undefined ? [] : api("lever", board, hostname.includes(".eu.") ? `https://jobs.eu.lever.co/${encodeURIComponent(board)}` : undefined)

/** Labels that vendors keep for themselves beside those of employers. */
const vendors = new Set(["www", "api", "app", "assets", "blog", "cdn", "docs", "documentation", "help", "integrations", "marketplace", "partners", "static", "status", "support"])

/** Each employer on a label of its own under the vendor's name. */
const labels = (suffix: string): RegExp => new RegExp(`^([a-z0-9-]+)\\.${suffix.replaceAll(".", "\\.")}$`)
const tenants = (suffix: string, boards: (tenant: string) => ReadonlyArray<Candidate>): Form => ({
  host: labels(suffix),
  boards: ({ tenant }) => (vendors.has(tenant) ? [] : boards(tenant))
})

/** `/en-US/site` and `/site`: a language in front is no site. Two letters before a list of openings are one. */
const withoutLanguage = (segments: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [language = "", next = ""] = segments
  return /^[a-z]{2}-[A-Za-z]{2,4}$/.test(language) || (/^[a-z]{2}$/.test(language) && !/^(?:jobs?|details|)$/.test(next)) ? segments.slice(1) : segments
}

/** The tenant's case counts in the path of the service and not in the host. */
const workday = ({ segments, tenant }: Place): ReadonlyArray<Candidate> => {
  const [name, instance] = tenant.split(".") as [string, string]
  if (segments[0] !== "wday") return api("workday", withoutLanguage(segments)[0] === undefined ? undefined : `${tenant}.${withoutLanguage(segments)[0]}`)
  const [, service, own, site] = segments
  return service === "cxs" && own?.toLowerCase() === name && site !== undefined ? api("workday", `${own}.${instance}.${site}`) : []
}

const forms: ReadonlyArray<Form> = [
  {
    host: /^(?:job-)?boards(?:\.eu)?\.greenhouse\.io$/,
    boards: ({ segments, url }) => api("greenhouse", segments[0] === "embed" ? url.searchParams.get("for") ?? undefined : first(segments))
  },
  { host: /^(?:boards-)?api\.greenhouse\.io$/, boards: ({ segments }) => api("greenhouse", after(segments, "v1", "boards")) },
  { host: /^jobs(?:\.eu)?\.lever\.co$/, boards: (place) => lever(first(place.segments), place) },
  { host: /^api(?:\.eu)?\.lever\.co$/, boards: (place) => lever(after(place.segments, "v0", "postings"), place) },
  { host: /^jobs\.ashbyhq\.com$/, boards: ({ segments }) => ashby(first(segments, "api", "b", "meeting")) },
  { host: /^api\.ashbyhq\.com$/, boards: ({ segments }) => ashby(after(segments, "posting-api", "job-board")) },
  {
    host: /^apply\.workable\.com$/,
    boards: ({ segments }) => api("workable", after(segments, "api", "v1", "widget", "accounts") ?? after(segments, "api", "v3", "accounts") ?? first(segments, "api", "j"))
  },
  { host: /^www\.workable\.com$/, boards: ({ segments }) => api("workable", after(segments, "api", "accounts")) },
  {
    host: /^(?:careers|jobs)\.smartrecruiters\.com$/,
    boards: ({ segments }) => api("smartrecruiters", after(segments, "oneclick-ui", "company") ?? first(segments, "oneclick-ui", "sr-jobs", "my-applications"))
  },
  { host: /^api\.smartrecruiters\.com$/, boards: ({ segments }) => api("smartrecruiters", after(segments, "v1", "companies")) },
  tenants("recruitee.com", (tenant) => api("recruitee", tenant)),
  tenants("jobs.personio.de", (tenant) => api("personio", tenant)),
  tenants("jobs.personio.com", (tenant) => api("personio", tenant, `https://${tenant}.jobs.personio.com`)),
  tenants("teamtailor.com", (tenant) => [
    { system: "teamtailor", board: tenant, extraction: "feed" },
    { system: "teamtailor", board: tenant, url: `https://${tenant}.teamtailor.com/jobs.rss`, extraction: "feed" }
  ]),
  tenants("bamboohr.com", (tenant) => api("bamboohr", tenant)),
  tenants("pinpointhq.com", (tenant) => api("pinpoint", tenant)),
  { host: /^([a-z0-9-]+\.wd\d+)\.myworkdayjobs\.com$/, boards: workday },
  { host: /^ats\.rippling\.com$/, boards: ({ segments }) => api("rippling", first(withoutLanguage(segments), "api")) },
  { host: /^api\.rippling\.com$/, boards: ({ segments }) => api("rippling", after(segments, "platform", "api", "ats", "v1", "board")) }
]
