/**
 * Text within the limits of a service: cut short, or in pieces of whole lines where that is possible.
 *
 * Lengths are UTF-16 code units, which no service counts for less than it does itself. No pair of surrogates is torn.
 */
export const short = (text: string, most: number): string => (text.length <= most ? text : `${head(text, most - 1)}…`)

const head = (text: string, most: number): string => {
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)
}

/** All of the text in order, no piece empty or longer than `most`. */
export const pieces = (text: string, most: number): ReadonlyArray<string> => {
  const found: Array<string> = []
  let rest = text.trim()
  while (rest.length > most) {
    const end = rest.lastIndexOf("\n", most)
    const piece = end > 0 ? rest.slice(0, end) : head(rest, most)
    found.push(piece.trimEnd())
    rest = rest.slice(piece.length).replace(/^\n+/, "")
  }
  return [...found, rest].filter((piece) => piece !== "")
}
