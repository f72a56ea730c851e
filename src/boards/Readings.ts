/**
 * Readings that were made and will be asked for once more: what a board says as a whole and what its postings say are two stages over one
 * answer, one soon after the other.
 *
 * A few, each given back once. Equal answers have equal readings, so whether one is kept changes nothing but the time.
 */
import type * as Result from "effect/Result"
import type { BoardReading, CountMismatch, EmptyBoard, Malformed } from "../../schemas/Board.ts"
import type { BoardAddress } from "../../schemas/Provider.ts"

/** What an answer is that is no board. */
export type Unreadable = Malformed | CountMismatch | EmptyBoard

export type Reading = Result.Result<BoardReading, Unreadable>

interface Kept {
  readonly provider: BoardAddress
  readonly content: Uint8Array
  readonly reading: Reading
}

/** In bytes of answers: as many boards as are gone through at once, and one at least. */
const most = 2 * 1024 * 1024

let kept: ReadonlyArray<Kept> = []

export const keep = (provider: BoardAddress, content: Uint8Array, reading: Reading): void => {
  kept = [...kept, { provider, content, reading }]
  let size = kept.reduce((sum, { content }) => sum + content.length, 0)
  for (; size > most && kept.length > 1; kept = kept.slice(1)) size -= kept[0]!.content.length
}

/** The reading of an answer, if it was kept. It is kept no longer. */
export const take = (provider: BoardAddress, content: Uint8Array): Reading | undefined => {
  const found = kept.find((one) => isSame(one.provider, provider) && isEqual(one.content, content))
  if (found !== undefined) kept = kept.filter((one) => one !== found)
  return found?.reading
}

const isSame = (a: BoardAddress, b: BoardAddress): boolean => a.id === b.id && a.system === b.system && a.board === b.board && a.url === b.url

const isEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0
