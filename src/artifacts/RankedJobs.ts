/**
 * The ranked list for those who read it in a spreadsheet: a line for each job, where else it is open beside it.
 */
import type { RankedJob, RankedJobs } from "../../schemas/RankedJobs.ts"
import * as Csv from "./Csv.ts"

const columns: Readonly<Record<string, (job: RankedJob) => Csv.Cell>> = {
  rank: ({ rank }) => rank,
  score: ({ score }) => score,
  title: ({ title }) => title,
  employer: ({ provider }) => provider,
  places: ({ places }) => places.join("; "),
  work_mode: ({ work_mode }) => work_mode,
  pay: ({ pay }) => pay,
  family: ({ family }) => family,
  level: ({ level }) => (level === "unspecified" ? null : level),
  url: ({ url }) => url,
  reasons: ({ reasons }) => reasons.join("; "),
  not_stated: ({ unstated }) => unstated.join("; "),
  also_open_in: ({ also }) => also.flatMap(({ places }) => places).join("; "),
  id: ({ id }) => id
}

export const csv = ({ jobs }: RankedJobs): string => Csv.table(Object.keys(columns), jobs.map((job) => Object.values(columns).map((cell) => cell(job))))
