/**
 * Whether a text is JSON that every reader understands alike: before `JSON.parse` sees it, and in one pass.
 *
 * Bounded in depth and in values; no name twice in one object, no `__proto__`; no number that a double does not hold (RFC 8259, section 4
 * and 6, calls these unpredictable). What is valid otherwise is for `JSON.parse` to say.
 */
export interface Problem {
  readonly reason: "json_limit" | "json_ambiguous" | "not_json"
  readonly detail: string
}

export const maxDepth = 64
export const maxValues = 2_000_000

export const check = (text: string): Problem | undefined => {
  const problem = scan(text)
  if (problem !== undefined) return problem
  try {
    JSON.parse(text)
    return undefined
  } catch {
    return { reason: "not_json", detail: "it is not JSON" }
  }
}

const number = /-?\d+(?:(\.\d+)?([eE][+-]?\d+)?)/y

const scan = (text: string): Problem | undefined => {
  /** Names seen in each open object; `null` for a list. */
  const open: Array<Set<string> | null> = []
  let values = 0
  let expectsName = false
  for (let at = 0; at < text.length;) {
    const character = text.charCodeAt(at)
    if (character === 0x22) {
      const end = closing(text, at)
      if (end === -1) return { reason: "not_json", detail: "a string does not end" }
      const names = open.at(-1)
      if (expectsName && names instanceof Set) {
        const name = nameOf(text.slice(at, end + 1))
        if (name === "__proto__") return { reason: "json_ambiguous", detail: "a property is called __proto__" }
        if (names.has(name)) return { reason: "json_ambiguous", detail: `the name ${JSON.stringify(name.slice(0, 60))} stands twice in one object` }
        names.add(name)
        expectsName = false
        if (++values > maxValues) return { reason: "json_limit", detail: `more than ${maxValues} values` }
      }
      at = end + 1
    } else if (character === 0x7b || character === 0x5b) {
      if (open.length === maxDepth) return { reason: "json_limit", detail: `nested deeper than ${maxDepth}` }
      open.push(character === 0x7b ? new Set() : null)
      expectsName = character === 0x7b
      at++
    } else if (character === 0x7d || character === 0x5d) {
      open.pop()
      expectsName = false
      at++
    } else if (character === 0x2c) {
      expectsName = open.at(-1) instanceof Set
      if (++values > maxValues) return { reason: "json_limit", detail: `more than ${maxValues} values` }
      at++
    } else if (character === 0x2d || (character >= 0x30 && character <= 0x39)) {
      number.lastIndex = at
      const match = number.exec(text)
      if (match === null) return { reason: "not_json", detail: "a number has no digits" }
      const value = Number(match[0])
      const isInteger = match[1] === undefined && match[2] === undefined
      if (!Number.isFinite(value) || (isInteger && !Number.isSafeInteger(value))) return { reason: "json_ambiguous", detail: `${match[0].slice(0, 40)} is a number that is not read alike everywhere` }
      at += match[0].length
    } else {
      at++
    }
  }
  return undefined
}

/** The place of the quote that ends the string begun at `start`. */
const closing = (text: string, start: number): number => {
  for (let end = text.indexOf("\"", start + 1); end !== -1; end = text.indexOf("\"", end + 1)) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return end
  }
  return -1
}

/** Two spellings of one name are one name. */
const nameOf = (quoted: string): string => {
  if (!quoted.includes("\\")) return quoted.slice(1, -1)
  try {
    return JSON.parse(quoted) as string
  } catch {
    return quoted
  }
}
