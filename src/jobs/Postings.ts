/**
 * Postings without their text.
 */
import type { Posting } from "../../schemas/Posting.ts"

/** Keeps what a posting may show: a list of what stays, so that a field added beside the text does not slip through. */
export const withoutText = (posting: Posting): Posting => ({
  id: posting.id,
  provider: posting.provider,
  system: posting.system,
  board: posting.board,
  url: posting.url,
  title: posting.title,
  departments: posting.departments,
  places: posting.places,
  work_mode: posting.work_mode,
  employment_type: posting.employment_type,
  compensation: posting.compensation,
  published_at: posting.published_at,
  requisition: posting.requisition,
  language: posting.language
})
