/**
 * XML as plain values: an element is its text, or an object of its children and attributes (`@name`); equal siblings are an
 * array, and an element with nothing in it is `null`. Text beside children is under `#text`.
 *
 * No document type is read and no entity defined by one is expanded. Names keep their prefix, as `tt:city`.
 */
import { Parser } from "htmlparser2"

export interface Element {
  [name: string]: unknown
}

interface Open {
  readonly name: string
  readonly element: Element
  text: string
}

/** What a feed may nest; the parser's time grows with the square of the depth. */
const maximumDepth = 64

/** The root under its name, or `undefined` where an element is not closed, is too deep, or there is not exactly one root. */
export const parse = (text: string): Element | undefined => {
  const document: Open = { name: "", element: empty(), text: "" }
  const open: Array<Open> = [document]
  let sound = true
  let ended = false
  const parser = new Parser({
    onopentag: (name, attributes) => {
      const element = empty()
      for (const attribute of Object.keys(attributes)) element[`@${attribute}`] = attributes[attribute]
      if (open.length > maximumDepth) return stop()
      open.push({ name, element, text: "" })
    },
    ontext: (data) => void (open.at(-1)!.text += data),
    onclosetag: (name, implied) => {
      const closed = open.pop()!
      if (ended || closed.name !== name || open.length === 0 || (implied && !isSelfClosing())) sound = false
      if (open.length === 0) open.push(document)
      add(open.at(-1)!.element, name, valueOf(closed))
    }
  }, { xmlMode: true })
  const isSelfClosing = () => text[parser.endIndex - 1] === "/"
  const stop = () => {
    sound = false
    parser.pause()
  }
  parser.write(text)
  ended = true
  if (sound) parser.end()
  return sound && open.length === 1 && Object.keys(document.element).length === 1 && document.text.trim() === "" && !Array.isArray(Object.values(document.element)[0])
    ? document.element
    : undefined
}

/** Children under a name as a list, however many there are. */
export const all = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value])

const empty = (): Element => Object.create(null) as Element

const valueOf = ({ element, text }: Open): unknown => {
  const blank = text.trim() === ""
  if (Object.keys(element).length === 0) return blank ? null : text
  if (!blank) element["#text"] = text
  return element
}

const add = (parent: Element, name: string, value: unknown): void => {
  const earlier = parent[name]
  if (!(name in parent)) parent[name] = value
  else if (Array.isArray(earlier)) earlier.push(value)
  else parent[name] = [earlier, value]
}
