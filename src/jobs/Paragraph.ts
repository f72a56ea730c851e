/**
 * A paragraph as it is read, piece by piece: white space collapses across its pieces, line breaks stay.
 *
 * Knows what a run is, nothing of elements. Pieces are joined once, so that its time grows with its length alone.
 */
import type { Run } from "../../schemas/Blocks.ts"
import type { RawText } from "../../schemas/RawText.ts"

type Manner = Pick<Run, "emphasis" | "link">

export class Paragraph {
  #runs: Array<Run> = []
  #pieces: Array<string> = []
  /** The last character put in: a line break at the beginning. */
  #last = "\n"
  /** Something of it can be seen. */
  #seen = false

  /** `text` has single spaces for white space. */
  put(text: string, manner: Manner): void {
    const begins = this.#last === "\n" || this.#last === " "
    const piece = begins ? text.trimStart() : text
    if (piece === "") return
    if (piece.trim() !== "") this.#seen = true
    this.#add(piece, manner)
  }

  breakLine(manner: Manner): void {
    if (this.#seen) this.#add("\n", manner)
  }

  /** Its runs, without white space at either end; `undefined` if nothing of it can be seen. Another begins. */
  end(): ReadonlyArray<Run> | undefined {
    if (!this.#seen) return undefined
    this.#endRun()
    const runs = this.#runs
    this.#runs = []
    this.#last = "\n"
    this.#seen = false
    return withoutEnd(runs)
  }

  #add(text: string, { emphasis, link }: Manner): void {
    const run = this.#runs.at(-1)
    if (run === undefined || run.emphasis !== emphasis || run.link !== link) {
      this.#endRun()
      this.#runs.push({ text: "" as RawText, emphasis, link })
    }
    this.#pieces.push(text)
    this.#last = text.at(-1)!
  }

  #endRun(): void {
    const run = this.#runs.pop()
    if (run === undefined) return
    this.#runs.push({ ...run, text: this.#pieces.join("") as RawText })
    this.#pieces = []
  }
}

const withoutEnd = (runs: Array<Run>): ReadonlyArray<Run> => {
  for (let run = runs.pop(); run !== undefined; run = runs.pop()) {
    const text = run.text.trimEnd()
    if (text === "") continue
    runs.push(text === run.text ? run : { ...run, text: text as RawText })
    break
  }
  return runs
}
