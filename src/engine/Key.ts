/**
 * The action record: everything that may influence a node, and nothing else. Its digest is the action key.
 *
 * One value is hashed, stored, compared and printed, so an explanation cannot leave out what the key contains. Not in it, on
 * purpose: host, folder, architecture, concurrency, retries, log level, run id, wall clock.
 */
import * as Canonical from "../platform/Canonical.ts"
import type * as Digest from "../platform/Digest.ts"
import type * as Capability from "./Capability.ts"
import type { Failure } from "./Failure.ts"
import type * as Graph from "./Graph.ts"
import type { ActionKey } from "./Store.ts"

/** Raised whenever the engine itself changes what a key means or what bytes an equal program gives. */
export const engineEpoch = 1

/** The digest of an input, `failed:<digest>` for a partition that gave none, or a map of them by partition key. */
export type InputDigest = string | { readonly [partition: string]: string }

export interface Action {
  readonly engine: number
  readonly stage: string
  readonly partition: string | null
  /** The digest of the stage's own program (see `src/build/CodeDigest.ts`). */
  readonly code: string
  /** The digest of the part of the configuration the stage reads. */
  readonly config: string | null
  /** The digest of the partition's item. */
  readonly item: string | null
  readonly inputs: { readonly [port: string]: InputDigest }
  readonly uses: { readonly [capability: string]: string }
  /** The versions that text handling depends on: Unicode, ICU, time zones. */
  readonly runtime: { readonly [library: string]: string }
}

/** What the keys of one run have in common. */
export interface Ground {
  readonly codes: Graph.Codes
  readonly runtime: Action["runtime"]
  readonly fingerprint: (capability: Capability.Any, scope: Capability.Scope) => string
}

export const action = (ground: Ground, node: Graph.Node, inputs: Action["inputs"]): Action => ({
  engine: engineEpoch,
  stage: node.stage.name,
  partition: node.scope,
  code: ground.codes[node.stage.name]!,
  config: node.setting?.digest ?? null,
  item: node.item ?? null,
  inputs,
  uses: Object.fromEntries(node.stage.uses.map((capability) => [capability.key, ground.fingerprint(capability, node.scope)])),
  runtime: ground.runtime
})

export const of = (action: Action): ActionKey => Canonical.digestUnsafe(action)

/** How a failed partition enters the key of a stage that settles it. */
export const ofFailure = (failure: Failure): string =>
  `failed:${Canonical.digestUnsafe({ node: failure.node, stage: failure.stage, error: failure.error, message: failure.message })}`

/** The key of the whole graph as planned: a memo, computable before anything runs. It never decides alone. */
export const ofPlan = (ground: Ground, nodes: Graph.Nodes): Digest.Digest =>
  Canonical.digestUnsafe({
    graph: nodes.graph.name,
    nodes: nodes.all.map((node) => ({
      ...action(ground, node, {}),
      inputs: Object.fromEntries(node.edges.map((edge) => [edge.port, { fan: edge.fan, from: edge.from.map(({ node }) => node.id) }]))
    }))
  })
