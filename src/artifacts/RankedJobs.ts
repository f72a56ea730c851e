/**
 * The ranked list for those who read it in a spreadsheet.
 */
import type { RankedJobs } from "../../schemas/RankedJobs.ts"
import * as Csv from "./Csv.ts"

export const csv = ({ jobs }: RankedJobs): string =>
  Csv.table(
    ["rank", "score", "title", "provider", "work_mode", "places", "also", "url", "id"],
    jobs.map(({ rank, score, title, provider, work_mode, places, also, url, id }) => [rank, score, title, provider, work_mode, places.join("; "), also.flatMap(({ places }) => places).join("; "), url, id])
  )
