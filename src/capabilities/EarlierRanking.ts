/**
 * How postings ranked for a candidate before this run.
 */
import * as Context from "effect/Context"
import { RankedJobs } from "../../schemas/RankedJobs.ts"
import * as Earlier from "./Earlier.ts"

export class EarlierRanking extends Context.Service<EarlierRanking, Earlier.Shape<RankedJobs>>()("signalcraft/capabilities/EarlierRanking") {}

export const earlier = Earlier.make(EarlierRanking, { artifact: "ranked_jobs", version: 1, schema: RankedJobs })
