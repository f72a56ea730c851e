/**
 * What can be told of a run while it goes on: the events of its graph, and of the boards asked before it.
 */
import type { Event } from "../engine/Event.ts"
import type { Asked } from "./LiveBoards.ts"

export type Happening = Event | Asked
