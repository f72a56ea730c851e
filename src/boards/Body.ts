/**
 * The body of an answer as a value: JSON, the elements of XML, or a page of HTML.
 *
 * A body that was cut short is none of them: the two markups must close what they open, as JSON does.
 */
import * as Html from "./Html.ts"
import * as Xml from "./Xml.ts"

export type Form = "json" | "xml" | "html"

export interface Body {
  readonly form: Form
  readonly value: unknown
}

/** The value, or why there is none; the reason never quotes the body. */
export const parse = (body: string, forms: ReadonlyArray<Form>): Body | string => {
  const text = body.startsWith("\uFEFF") ? body.slice(1) : body
  const start = text.trimStart()
  if (start === "") return "the body is empty"
  const markup = start.startsWith("<")
  const form = markup ? forms.find((one) => one !== "json") : forms.find((one) => one === "json")
  if (form === undefined) return markup ? "it is a page of HTML or XML, not JSON" : `it is neither HTML nor XML: its ${text.length} characters begin with no element`
  const value = form === "json" ? json(text) : (form === "xml" ? Xml.parse : Html.parse)(text.toWellFormed())
  return value === undefined ? `its ${text.length} characters are not ${form.toUpperCase()}: it may be cut short` : { form, value }
}

/** `undefined` for what is not JSON. The parser's own message quotes the body, so it is not used. */
export const json = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
