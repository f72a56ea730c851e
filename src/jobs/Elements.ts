/**
 * HTML's elements as far as they shape what is seen: which break a line, which end which, which show nothing.
 *
 * After the HTML standard: "Rendering" for what is shown, "Parsing" for implied ends and scopes.
 */
export interface Element {
  readonly name: string
  readonly shape: "inline" | "block" | "void" | "unseen"
  /** Elements that the opening of this one ends, and those beyond which it does not look for them. */
  readonly ends: ReadonlySet<string>
  readonly within: ReadonlySet<string>
  /** Beyond these, an end tag of this element finds nothing to end. */
  readonly scope: ReadonlySet<string>
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(" "))

const none: ReadonlySet<string> = new Set()
const cells = set("td th caption table")
const lists = set("ul ol menu dir td th caption table blockquote details fieldset section article aside main form")
const closingParagraph = set(
  "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr listing main menu nav ol p pre search section summary table ul"
)
const blocks = set("body html legend optgroup tbody thead tfoot caption li dd dt td th tr")
const headings = set("h1 h2 h3 h4 h5 h6")
const voids = set("area base basefont bgsound br col frame hr img input keygen link meta param source track wbr embed")
const unseen = set(
  "applet audio canvas datalist frameset iframe math noembed noframes noscript object plaintext rp script select style svg template textarea title video xmp"
)

/** Inline elements whose end does not reach past a block. */
const inlineScope = new Set([...closingParagraph, ...blocks])

const known = [...closingParagraph, ...blocks, ...voids, ...unseen, "a", "b", "strong", "em", "i"]

const shape = (name: string): Element["shape"] =>
  voids.has(name) ? "void" : unseen.has(name) ? "unseen" : closingParagraph.has(name) || blocks.has(name) ? "block" : "inline"

const rules = (name: string): Pick<Element, "ends" | "within"> => {
  if (name === "li") return { ends: set("li p"), within: lists }
  if (name === "dt" || name === "dd") return { ends: set("dt dd p"), within: new Set([...lists, "dl"]) }
  if (name === "td" || name === "th") return { ends: set("td th"), within: set("table") }
  if (name === "tr") return { ends: set("tr td th caption"), within: set("table") }
  if (name === "tbody" || name === "thead" || name === "tfoot") return { ends: set("tbody thead tfoot tr td th caption"), within: set("table") }
  if (name === "a") return { ends: set("a"), within: inlineScope }
  if (headings.has(name)) return { ends: new Set([...headings, "p"]), within: new Set([...cells, "li", "div", "button"]) }
  return closingParagraph.has(name) ? { ends: set("p"), within: cells } : { ends: none, within: none }
}

const scope = (name: string): ReadonlySet<string> => {
  if (name === "li") return lists
  if (["table", "body", "html"].includes(name)) return none
  if (["td", "th", "caption", "tr", "tbody", "thead", "tfoot"].includes(name)) return set("table")
  return shape(name) === "block" ? cells : inlineScope
}

const table = new Map(known.map((name): [string, Element] => [name, { name, shape: shape(name), ...rules(name), scope: scope(name) }]))

/** By the name in lower case. An element that HTML does not know is inline. */
export const of = (name: string): Element => table.get(name) ?? { name, shape: "inline", ends: none, within: none, scope: inlineScope }

const endingDrawing = set(
  "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)

/** HTML's own elements end a drawing or formula that was left open. */
export const endsDrawing = (name: string): boolean => endingDrawing.has(name)

const partsOfTables = set("caption tbody td tfoot th thead tr")

/** Outside of a table it is passed over. */
export const isPartOfTable = (name: string): boolean => partsOfTables.has(name)

export const isHeading = (name: string): boolean => headings.has(name)
