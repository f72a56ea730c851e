/**
 * Follows a candidate's ranking from day to day: how many jobs, how good the first, how many of them new, and how scores changed.
 */
import { Trajectory } from "../../schemas/Trajectory.ts"
import { EarlierTrajectory } from "../../src/capabilities/EarlierTrajectory.ts"
import * as Partition from "../../src/engine/Partition.ts"
import * as Stage from "../../src/engine/Stage.ts"
import * as Trajectories from "../../src/jobs/Trajectory.ts"
import * as Withdrawal from "../../src/jobs/Withdrawal.ts"
import { candidate, withdrawn } from "../settings.ts"
import { rankJobs } from "./rank-jobs.ts"

export const followRanking = Stage.make("follow-ranking", {
  over: Partition.keys(candidate),
  inputs: { ranking: rankJobs },
  output: Trajectory,
  config: withdrawn,
  uses: [EarlierTrajectory],
  *run({ ranking }, withdrawn) {
    const earlier = yield* (yield* EarlierTrajectory).document
    return Trajectories.fold(earlier && Trajectories.without(earlier, Withdrawal.stays(withdrawn)), ranking)
  }
})
