/**
 * A page of HTML as far as data hides in it: its scripts, its canonical address, what it leads to, and how it is built.
 *
 * A page must close its `html` element: parsers forgive a page that was cut short, and a board must not.
 */
import { Parser } from "htmlparser2"
import * as Canonical from "../platform/Canonical.ts"

export class Page {
  readonly scripts: ReadonlyArray<Script>
  readonly canonical: string | null
  /** Where it links and what it embeds, as written, in its order. */
  readonly links: ReadonlyArray<string>
  /** The feeds it offers (`link rel=alternate`), as written, in its order. */
  readonly feeds: ReadonlyArray<Feed>
  /** Digest of which elements with which attributes occur inside which: of the markup, not of what it says. */
  readonly structure: string

  constructor({ canonical, feeds, links, scripts, structure }: Page) {
    this.scripts = scripts
    this.canonical = canonical
    this.links = links
    this.feeds = feeds
    this.structure = structure
  }
}

export interface Feed {
  readonly href: string
  /** The media type, in lower case and without parameters. */
  readonly type: string
}

export interface Script {
  /** The media type, in lower case and without parameters; empty for plain JavaScript. */
  readonly type: string
  readonly text: string
}

/** What browsers nest; the parser's time grows with the square of the depth. */
const maximumDepth = 512

export const parse = (text: string): Page | undefined => {
  const scripts: Array<Script> = []
  const links: Array<string> = []
  const feeds: Array<Feed> = []
  const parts = new Set<string>()
  const path: Array<string> = []
  let canonical: string | null = null
  let script: { type: string; text: string } | undefined
  let whole = false
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (path.length > maximumDepth) return parser.pause()
      parts.add(`${path.at(-1) ?? ""}>${name}[${Object.keys(attributes).sort(Canonical.compare).join()}]`)
      path.push(name)
      const { href, rel, src, type } = attributes
      if (name === "script") script = { type: mediaType(type), text: "" }
      if (name === "link" && rel?.toLowerCase() === "canonical") canonical ??= href ?? null
      if (name === "link" && rel?.toLowerCase() === "alternate" && href !== undefined) feeds.push({ href, type: mediaType(type) })
      const link = name === "a" ? href : name === "iframe" || name === "script" ? src : undefined
      if (link !== undefined) links.push(link)
    },
    ontext: (data) => {
      if (script !== undefined) script.text += data
    },
    onclosetag: (name, implied) => {
      path.pop()
      if (name === "script" && script !== undefined) {
        if (!implied) scripts.push(script)
        script = undefined
      }
      if (name === "html") whole = !implied
    }
  })
  parser.end(text)
  if (!whole) return undefined
  return new Page({ scripts, canonical, links, feeds, structure: Canonical.digestUnsafe([...parts].sort(Canonical.compare)) })
}

const mediaType = (type: string | undefined): string => (type ?? "").toLowerCase().split(";")[0]!.trim()

/** The object that a script assigns to a name, as the text of its JSON; `undefined` where there is none that ends. */
export const assigned = ({ scripts }: Page, name: string): string | undefined => {
  for (const { text } of scripts) {
    const at = text.indexOf(name)
    const start = at === -1 ? -1 : text.indexOf("{", at)
    if (start === -1 || !/^\s*=\s*$/.test(text.slice(at + name.length, start))) continue
    const end = closing(text, start)
    if (end !== -1) return text.slice(start, end)
  }
  return undefined
}

/** Just past the brace that closes the one at `start`, braces inside of strings left aside. */
const closing = (text: string, start: number): number => {
  let depth = 0
  let quoted = false
  for (let index = start; index < text.length; index++) {
    const unit = text[index]
    if (quoted) {
      if (unit === "\\") index++
      else if (unit === '"') quoted = false
    } else if (unit === '"') quoted = true
    else if (unit === "{") depth++
    else if (unit === "}" && --depth === 0) return index + 1
  }
  return -1
}
