/**
 * A stranger's text within CommonMark, as nothing but text.
 *
 * What is not seen (controls, marks of writing direction, zero-width characters) is taken out, lines are joined, and every
 * character that could begin markup, HTML, an entity, a mention or a bare link is escaped. GitHub's dialect included.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0]/gu
const markup = /[\\`*_{}[\]<>#|~!$@&^=]/g

/** The text on one line, with nothing in it that is not seen. */
export const plain = (text: string): string => text.toWellFormed().replace(/\s+/g, " ").replace(unseen, "").trim()

export const text = (line: string): string =>
  plain(line)
    .replace(markup, (character) => entities[character] ?? `\\${character}`)
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/\b(www|mailto|xmpp)([.:])/gi, "$1\\$2")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/^[-+]/, "\\$&")

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" }

/** A link, where the address is one of https; else its words alone. */
export const link = (words: string, url: string): string => (/^https:\/\/[^\s/]/.test(url) ? `[${text(words)}](${address(url)})` : text(words))

/** What could end an address or mean something in it is percent-encoded. */
const address = (url: string): string =>
  url.toWellFormed().replace(/[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu, (character) => percent(character)).replaceAll("&", "&amp;")

const encoder = new TextEncoder()

const percent = (character: string): string => Array.from(encoder.encode(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("")
