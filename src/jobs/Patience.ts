/**
 * How soon the absence of postings is believed: figures of `docs/history.md`, measured on 144 days of seven boards.
 */
import type { Extraction } from "../../schemas/Board.ts"

/**
 * On so many days in a row a complete answer lacks a posting before it is closed. Of 250 postings that came back, 22 lacked one day: a
 * second look spares them a closing, and tells of the others a day later. What reads pages for people, or a feed that a site builds for
 * others, loses rows for reasons of its own: a third look.
 */
export const misses: Readonly<Record<Extraction, number>> = { api: 2, ats_api: 2, json_ld: 3, feed: 3, html: 3 }

/** So many of the last complete answers say how many postings a board has. */
export const remembered = 7

/** A board of fewer postings may lose most of them in a day. */
const sizable = 8

/** Days after which a board that collapsed is believed, if it still serves something. One that serves nothing is never believed. */
export const grace = 7

/** Less than half of the median: the steepest real fall of a board of eight or more in a day was to 89 %, the one that moved went to nothing. */
export const isCollapsed = (served: number, counts: ReadonlyArray<number>): boolean => {
  const usual = median(counts)
  return usual >= sizable && served * 2 < usual
}

/** Of an even number the lower of the two in the middle; 0 of none. */
const median = (counts: ReadonlyArray<number>): number => counts.toSorted((a, b) => a - b)[(counts.length - 1) >> 1] ?? 0

/** Days within which a posting that takes the place of one that went away is the same job published anew. */
export const repost = 30
