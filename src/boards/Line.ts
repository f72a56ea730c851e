/**
 * One line of a stranger's text, made comparable: a title, a department, a place.
 *
 * White space is trimmed and runs of it collapsed; halves of surrogate pairs, which no canonical form can carry, become
 * U+FFFD. Nothing else is changed, and nothing here knows what the line means.
 */

export const tidy = (text: string): string => (isTidy(text) ? text : text.replace(runs, " ").trim().toWellFormed())

const runs = /\s+/g

/** Printable ASCII with single spaces inside: most lines are, and asking costs less than any expression. */
const isTidy = (text: string): boolean => {
  let previous = space
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit > 126 || unit < space || (unit === space && previous === space)) return false
    previous = unit
  }
  return previous !== space || text.length === 0
}

const space = 32

const seen = /[\p{L}\p{N}\p{P}\p{S}]/u

/** Whether a reader would see anything: zero-width and control characters alone are nothing. */
export const isVisible = (text: string): boolean => seen.test(text)

const hidden = /\p{C}/gu

/** Short enough and plain enough for a report: the control and direction characters of a stranger become `?`. */
export const excerpt = (text: string, limit: number): string => {
  const points = Array.from(text.slice(0, 2 * limit + 2).toWellFormed())
  return (points.length > limit ? `${points.slice(0, limit).join("")}…` : points.join("")).replace(hidden, "?")
}

/** The lines that say something, each once. */
export const distinct = (lines: ReadonlyArray<string | null>): Array<string> => {
  const kept = new Set<string>()
  for (const line of lines) if (line !== null && line !== "") kept.add(line)
  return [...kept]
}
