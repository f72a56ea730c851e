/**
 * The two streams: results on stdout, everything else on stderr. And what may be drawn on them.
 *
 * What strangers wrote passes through here and nowhere else: characters that a terminal obeys, or that turn the order of a line
 * round, are written as `\u001b`, which in a JSON document is the same string.
 */
import { styleText } from "node:util"

/** Writes a result. A reader that went away (`| head`) is not an error. */
export const result = (text: string): void => void process.stdout.write(harmless(text.endsWith("\n") ? text : `${text}\n`))

/** Writes bytes as they are; where a person looks at them, as a result. */
export const content = (bytes: Uint8Array): void => (process.stdout.isTTY === true ? result(new TextDecoder().decode(bytes)) : void process.stdout.write(bytes))

export const json = (document: unknown): void => result(JSON.stringify(document, null, 2))

/** Writes a remark: progress, hints, errors. */
export const remark = (text: string): void => void process.stderr.write(harmless(text.endsWith("\n") ? text : `${text}\n`))

/** Colours as `Ink` and the help use them stay; all else that a terminal obeys, but tabs and line breaks, is shown instead. */
export const harmless = (text: string): string =>
  text.replaceAll(obeyed, (found, colour: string | undefined) => colour ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`)

// The second branch is \p{Cc} without tab and line break, the line separators, and \p{Bidi_Control}.
const obeyed = /(\u001B\[(?:[0-4]|2[2-4]|3[1-79]|9[0-7])m)|(?![\t\n])[\p{Cc}\u2028\u2029\p{Bidi_Control}](?!(?<=\r)\n)/gu

export interface Ink {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly warn: (text: string) => string
  readonly dim: (text: string) => string
  readonly bold: (text: string) => string
  /** Signs in Unicode, or in plain ASCII where the terminal cannot show them. */
  readonly sign: typeof unicode
}

const unicode = { ran: "✓", reused: "≡", running: "↻", queued: "·", degraded: "!", failed: "✗", skipped: "⊘", arrow: "→" }
const ascii = { ran: "+", reused: "=", running: "*", queued: ".", degraded: "!", failed: "x", skipped: "-", arrow: "->" }

export const plainInk: Ink = { good: (text) => text, bad: (text) => text, warn: (text) => text, dim: (text) => text, bold: (text) => text, sign: unicode }

/** Colour only where a person looks and has not asked for none (NO_COLOR, FORCE_COLOR, TERM=dumb). */
export const inkFor = (stream: NodeJS.WriteStream): Ink => {
  const sign = canShowUnicode() ? unicode : ascii
  if (!canColour(stream)) return { ...plainInk, sign }
  const paint = (format: Parameters<typeof styleText>[0]) => (text: string) => styleText(format, text, { validateStream: false })
  return { good: paint("green"), bad: paint("red"), warn: paint("yellow"), dim: paint("dim"), bold: paint("bold"), sign }
}

const canColour = (stream: NodeJS.WriteStream): boolean => {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0") return true
  return stream.isTTY === true && TERM !== "dumb"
}

const canShowUnicode = (): boolean => {
  const locale = process.env["LC_ALL"] || process.env["LC_CTYPE"] || process.env["LANG"] || ""
  return process.env["TERM"] !== "linux" && (process.env["CI"] !== undefined || locale === "" || /utf-?8/i.test(locale))
}
