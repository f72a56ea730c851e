/**
 * HTML as blocks: what a browser would show, in time that grows with the length alone, whatever the tags.
 *
 * The tokens are a library's, after the HTML standard; elements are ended as the standard implies as far as that is seen.
 * Not shown, and so not kept: scripts, styles, drawings, frames, forms' fields, comments, elements with `hidden` or an inline
 * style that shows nothing (`display: none`, `visibility: hidden`, `opacity: 0`, `font-size: 0`). `aria-hidden` hides from
 * readers' aids alone and is kept, and so is what `details` folds away. Style sheets are not read.
 */
import { decodeHTML, decodeHTMLAttribute } from "entities/decode"
import { Tokenizer } from "htmlparser2"
import { type Block, type Blocks, maximumDepth as maximumNesting, type Run } from "../../schemas/Blocks.ts"
import type { RawText } from "../../schemas/RawText.ts"
import * as Container from "./Container.ts"
import * as Elements from "./Elements.ts"
import * as Href from "./Href.ts"
import { Paragraph } from "./Paragraph.ts"
import * as Prose from "./Prose.ts"
import * as Style from "./Style.ts"
import * as Visible from "./Visible.ts"

/** Elements deeper than this shape nothing any more; their text is kept. Half of what browsers nest. */
export const maximumDepth = 256

export const blocks = (html: string): Blocks => {
  const page = new Page(html)
  const tokenizer = new Tokenizer({ decodeEntities: false }, page)
  tokenizer.write(html)
  tokenizer.end()
  return page.blocks()
}

/** What an open element sets for its contents, and what was set before it. */
interface Open {
  readonly name: string
  readonly block: boolean
  readonly before: Setting
  /** What to do when it ends. */
  readonly end: (() => void) | undefined
}

interface Setting {
  /** Where blocks go. */
  readonly into: Array<Block>
  readonly nesting: number
  /** 0 outside of headings. */
  readonly heading: number
  readonly list: Container.List | undefined
  readonly table: Container.Table | undefined
  readonly emphasis: boolean
  readonly link: Run["link"]
  readonly keepsLines: boolean
  readonly gone: boolean
  readonly unseen: boolean
}

const emphasised = new Set(["b", "strong", "em", "i"])
const told = new Set(["hidden", "style", "href", "open"])

class Page {
  readonly #html: string
  readonly #root: Array<Block> = []
  readonly #open: Array<Open> = []
  #now: Setting
  readonly #paragraph = new Paragraph()
  #name = ""
  #attribute = ""
  #attributes = new Map<string, string>()
  /** The element whose contents are passed over, and how many of its name are open. */
  #passing: { readonly name: string; depth: number; inner: number } | undefined

  constructor(html: string) {
    this.#html = html
    this.#now = {
      into: this.#root,
      nesting: 0,
      heading: 0,
      list: undefined,
      table: undefined,
      emphasis: false,
      link: null,
      keepsLines: false,
      gone: false,
      unseen: false
    }
  }

  blocks(): Blocks {
    this.#endTo(0)
    this.#flush()
    return this.#root
  }

  ontext(start: number, end: number): void {
    if (this.#passing !== undefined || this.#now.gone || this.#now.unseen) return
    const raw = this.#html.slice(start, end)
    const text = Visible.of(raw.includes("&") ? decodeHTML(raw) : raw)
    if (!this.#now.keepsLines) return this.#paragraph.put(/[^\S ]|\s\s/.test(text) ? text.replaceAll(/\s+/g, " ") : text, this.#now)
    text.split(/\r\n?|\n/).forEach((line, index) => {
      if (index > 0) this.#paragraph.breakLine(this.#now)
      this.#paragraph.put(line.replaceAll(/\s+/g, " "), this.#now)
    })
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#html.slice(start, end).toLowerCase()
    if (this.#attributes.size > 0) this.#attributes.clear()
  }

  onattribname(start: number, end: number): void {
    const name = this.#html.slice(start, end).toLowerCase()
    this.#attribute = told.has(name) && !this.#attributes.has(name) ? name : ""
    if (this.#attribute !== "") this.#attributes.set(name, "")
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute !== "") this.#attributes.set(this.#attribute, this.#attributes.get(this.#attribute)! + this.#html.slice(start, end))
  }

  onopentagend(): void {
    this.#begin(this.#name)
  }

  onselfclosingtag(): void {
    this.#begin(this.#name)
    if (this.#passing?.name === this.#name && isDrawing(this.#name)) this.#passOut(this.#name)
  }

  onclosetag(start: number, end: number): void {
    const name = this.#html.slice(start, end).toLowerCase()
    if (this.#passing !== undefined) return this.#passOut(name)
    if (name === "br") return this.#breakLine()
    this.#finish(Elements.of(name))
  }

  isInForeignContext(): boolean {
    return this.#passing !== undefined && isDrawing(this.#passing.name)
  }

  onattribentity(): void {}
  onattribend(): void {}
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}

  #passOut(name: string): void {
    const passing = this.#passing!
    if (name === "foreignobject" && passing.inner > 0) passing.inner--
    if (name === passing.name && --passing.depth === 0) this.#passing = undefined
  }

  #begin(name: string): void {
    const passing = this.#passing
    if (passing !== undefined) {
      if (!(isDrawing(passing.name) && passing.inner === 0 && Elements.endsDrawing(name))) {
        if (name === "foreignobject") passing.inner++
        if (name === passing.name) passing.depth++
        return
      }
      this.#passing = undefined
    }
    const element = Elements.of(name)
    this.#endImplied(element)
    if (this.#now.table === undefined && Elements.isPartOfTable(name)) return
    if (element.shape === "void") return this.#void(name)
    if (element.shape === "unseen" || (name === "dialog" && !this.#attributes.has("open"))) return this.#pass(name)
    const style = this.#attributes.has("style") ? Style.read(decodeHTMLAttribute(this.#attributes.get("style")!)) : Style.plain
    const block = element.shape === "block" || style.block
    if (block) this.#flush()
    const before = this.#now
    const now = this.#shown(name, before, style)
    if (this.#open.length >= maximumDepth) return now.gone || now.unseen ? this.#pass(name) : undefined
    const [setting, end] = this.#structure(name, now)
    this.#now = setting
    this.#open.push({ name, block, before, end })
  }

  #pass(name: string): void {
    this.#passing = { name, depth: 1, inner: 0 }
  }

  #shown(name: string, before: Setting, style: Style.Style): Setting {
    const emphasis = before.emphasis || emphasised.has(name)
    const link = name === "a" ? Href.read(decodeHTMLAttribute(this.#attributes.get("href") ?? "")) : before.link
    const keepsLines = style.keepsLines ?? (before.keepsLines || name === "pre" || name === "listing")
    const gone = before.gone || style.gone || this.#attributes.has("hidden")
    return { ...before, emphasis, link, keepsLines, gone, unseen: style.unseen ?? before.unseen }
  }

  #structure(name: string, now: Setting): readonly [Setting, Open["end"]] {
    if (Elements.isHeading(name)) return [{ ...now, heading: Number(name[1]) }, undefined]
    if (now.nesting >= maximumNesting) return [now, undefined]
    switch (name) {
      case "ul":
      case "ol":
      case "menu":
      case "dir": {
        const list = Container.list(name === "ol")
        return [this.#inside(now, list.loose, { list }), () => Container.endList(list, now.into)]
      }
      case "li": {
        const { list } = now
        if (list !== undefined) Container.endLoose(list)
        const blocks: Array<Block> = []
        return [this.#inside(now, blocks, { list: undefined }), () => {
          if (blocks.length === 0) return
          if (list !== undefined) Container.addItem(list, blocks)
          else now.into.push({ kind: "list", items: [{ marker: "•", blocks }] })
        }]
      }
      case "blockquote": {
        const blocks: Array<Block> = []
        return [this.#inside(now, blocks, { list: undefined }), () => {
          if (blocks.length > 0) now.into.push({ kind: "quote", blocks })
        }]
      }
      case "table": {
        const table: Container.Table = { rows: [] }
        return [{ ...this.#inside(now, now.into, { list: undefined }), table }, () => Container.endTable(table, now.into)]
      }
      case "tr":
        now.table!.rows.push([])
        return [now, undefined]
      case "caption":
      case "td":
      case "th": {
        const { rows } = now.table!
        const cell: Array<Block> = []
        if (name === "caption" || rows.length === 0) rows.push([])
        rows.at(-1)!.push(cell)
        return [{ ...this.#inside(now, cell, { list: undefined }), table: undefined, emphasis: now.emphasis || name === "th" }, undefined]
      }
      default:
        return [now, undefined]
    }
  }

  #inside(now: Setting, into: Array<Block>, { list }: Pick<Setting, "list">): Setting {
    return { ...now, into, list, nesting: now.nesting + 1, heading: 0 }
  }

  #void(name: string): void {
    if (name === "br") this.#breakLine()
    if (name !== "hr") return
    this.#flush()
    if (!this.#now.gone && !this.#now.unseen) this.#now.into.push({ kind: "rule" })
  }

  #finish(element: Elements.Element): void {
    for (let at = this.#open.length - 1; at >= 0; at--) {
      const { name } = this.#open[at]!
      if (name === element.name || (Elements.isHeading(name) && Elements.isHeading(element.name))) return this.#endTo(at)
      if (element.scope.has(name)) return
    }
  }

  #endImplied({ ends, within }: Elements.Element): void {
    if (ends.size === 0) return
    let end = -1
    for (let at = this.#open.length - 1; at >= 0; at--) {
      const { name } = this.#open[at]!
      if (ends.has(name)) end = at
      if (within.has(name)) break
    }
    if (end !== -1) this.#endTo(end)
  }

  #endTo(depth: number): void {
    while (this.#open.length > depth) {
      const { block, before, end } = this.#open.pop()!
      if (block) this.#flush()
      end?.()
      this.#now = before
    }
  }

  #breakLine(): void {
    if (!this.#now.gone) this.#paragraph.breakLine(this.#now)
  }

  /** Ends the paragraph, or the heading, that is in progress. */
  #flush(): void {
    const runs = this.#paragraph.end()
    if (runs === undefined) return
    const { heading, into } = this.#now
    if (heading > 0) into.push({ kind: "heading", level: heading, runs: runs.map((run) => ({ ...run, text: run.text.replaceAll(/ ?\n+ ?/g, " ") as RawText })) })
    else for (const block of Prose.blocks(runs)) into.push(block)
  }
}

const isDrawing = (name: string): boolean => name === "svg" || name === "math"
