/**
 * How a candidate's ranking went before this run.
 */
import * as Context from "effect/Context"
import { Trajectory } from "../../schemas/Trajectory.ts"
import * as Earlier from "./Earlier.ts"

export class EarlierTrajectory extends Context.Service<EarlierTrajectory, Earlier.Shape<Trajectory>>()("signalcraft/capabilities/EarlierTrajectory") {}

export const earlier = Earlier.make(EarlierTrajectory, { artifact: "trajectory", version: 1, schema: Trajectory })
