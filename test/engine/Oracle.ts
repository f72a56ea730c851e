/**
 * What a run has to do, worked out from scratch: a memo table in place of keys, digests and stores.
 *
 * A node executes unless everything it depends on is, value for value, what it was once before when it succeeded, and that answer
 * was not dropped since. A row is computed unless the last execution of the same lane (the node's own fields and its other
 * inputs) saw it. Uses nothing of the engine.
 */
import * as Random from "./RandomGraph.ts"

interface Failed {
  readonly node: string
  readonly stage: string
  readonly error: unknown
  readonly message: string
}

/** Everything that may influence a node, as text. */
export interface Fields {
  readonly stage: string
  readonly partition: string | null
  readonly code: number
  readonly config: string | null
  readonly item: string | null
  readonly inputs: { readonly [port: string]: string | { readonly [partition: string]: string } }
  readonly uses: { readonly [capability: string]: string }
}

export type Verdict =
  | { readonly status: "ran" | "reused"; readonly fields: Fields; readonly key: string; readonly value: unknown; readonly rows: { readonly total: number; readonly computed: number } | null }
  | { readonly status: "failed"; readonly fields: Fields; readonly key: string; readonly failure: Failed }
  | { readonly status: "skipped"; readonly failure: Failed }

export interface Expected {
  readonly nodes: ReadonlyMap<string, Verdict>
  /** Node to the nodes it reads. */
  readonly reads: ReadonlyMap<string, ReadonlyArray<string>>
}

interface Entry {
  readonly node: string
  readonly value: unknown
  /** Of a stage over rows: the rows it saw. */
  readonly saw: ReadonlyArray<Random.Row> | undefined
}

export interface Oracle {
  readonly run: (shapes: ReadonlyArray<Random.Shape>, state: Random.State) => Expected
  readonly known: (key: string) => boolean
  /** Keys that may be dropped, in the order in which they were first made. */
  readonly keys: () => ReadonlyArray<string>
  readonly dropAction: (key: string) => void
  /** Drops the answer itself, from under every key that has it. `undefined` if other nodes may give the very same. */
  readonly dropBlob: (key: string) => { readonly node: string } | undefined
  readonly dropHints: () => void
}

const stable = Random.stable

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? [...value as ReadonlyArray<Random.Row>].sort((a, b) => (a.key < b.key ? -1 : 1)) : value

export const make = (): Oracle => {
  const entries = new Map<string, Entry>()
  const lanes = new Map<string, string>()
  const blobs = new Set<string>()
  const blobOf = ({ value }: Entry) => stable(value)
  const find = (key: string): Entry | undefined => {
    const entry = entries.get(key)
    return entry !== undefined && blobs.has(blobOf(entry)) ? entry : undefined
  }

  const settle = (shape: Random.Shape, keys: Random.Scope, state: Random.State, settled: ReadonlyMap<string, Verdict>, reads: Array<string>): Verdict => {
    const scope = Random.scopeText(keys)
    const node = idOf(shape.name, scope)
    const inputs: Record<string, string | Record<string, string>> = {}
    const values: Record<string, unknown> = {}
    const ports = [...shape.ports, ...(shape.rows === null ? [] : [{ name: "~rows", of: shape.rows, fan: "one" as const }])]
    let missing: Failed | undefined
    for (const { fan, name, of } of ports) {
      const isAligned = fan === "one" || fan === "either"
      const own = Object.fromEntries(of.over.flatMap((list) => (keys[list] === undefined ? [] : [[list, keys[list]]]))) as Random.Scope
      const digests: Record<string, string> = {}
      const parts: Array<unknown> = []
      for (const others of Random.scopesOf(of.over.filter((list) => keys[list] === undefined), state)) {
        const id = idOf(of.name, Random.scopeText(Object.fromEntries(of.over.map((list) => [list, own[list] ?? others[list]!]))))
        const key = Random.scopeText(isAligned ? own : others) ?? ""
        const from = settled.get(id)!
        reads.push(id)
        if ("value" in from) {
          digests[key] = stable(from.value)
          parts.push(fan === "one" ? from.value : fan === "all" ? { key, value: from.value } : { _tag: "ok", key, value: from.value })
        } else {
          if (fan === "one" || fan === "all") missing ??= from.failure
          digests[key] = `failed ${stable(from.failure)}`
          parts.push({ _tag: "failed", key, ...from.failure })
        }
      }
      inputs[name] = isAligned ? Object.values(digests)[0]! : digests
      if (name !== "~rows") values[name] = isAligned ? parts[0] : parts
    }
    if (missing !== undefined) return { status: "skipped", failure: missing }

    const items = Object.fromEntries(shape.over.map((list) => [list, { id: keys[list]!, value: state.lists[list][keys[list]!] }]))
    const config = shape.knob === null ? null : state.knobs[shape.knob]
    const index = Number(shape.name.slice(1))
    const asked = shape.asks.map((at) => [Random.askName(at), Random.answerOf(state, at, scope)] as const)
    const fields: Fields = {
      stage: shape.name,
      partition: scope,
      code: state.codes[index]!.version,
      config: config === null ? null : stable(config),
      item: shape.over.length === 0 ? null : stable(items),
      inputs,
      uses: Object.fromEntries(asked.map(([name, { fingerprint }]) => [name, fingerprint]))
    }
    const key = stable(fields)
    const known = find(key)
    if (known !== undefined) return { status: "reused", fields, key, value: known.value, rows: null }

    const given: Random.Given = { inputs: values, items, config, answers: asked.map(([, { answer }]) => answer) }
    const { behaviour } = state.codes[index]!
    const fails = state.failing.includes(node)
    const failed = (code: number): Verdict =>
      ({ status: "failed", fields, key, failure: { node, stage: shape.name, error: { _tag: "Nope", code }, message: "it does not want to" } })

    if (shape.rows === null) {
      if (fails) return failed(9)
      const answer = Random.compute(shape, node, behaviour, given)
      if ("code" in answer) return failed(answer.code)
      const value = sorted(answer.value)
      keep(key, { node, value, saw: undefined })
      return { status: "ran", fields, key, value, rows: null }
    }
    const rows = (settled.get(idOf(shape.rows.name, Random.scopeText(Object.fromEntries(shape.rows.over.map((list) => [list, keys[list]!]))))) as { value: ReadonlyArray<Random.Row> }).value
    const { "~rows": _, ...rest } = inputs
    const lane = stable({ ...fields, inputs: rest })
    const last = find(lanes.get(lane) ?? "")
    const remembered = new Map(last === undefined || !blobs.has(stable(last.saw)) ? [] : last.saw!.map((row, at) => [stable(row), (last.value as ReadonlyArray<Random.Row>)[at]!]))
    const made: Array<unknown> = []
    let computed = 0
    for (const row of rows) {
      const before = remembered.get(stable(row))
      if (before !== undefined) {
        made.push(before)
        continue
      }
      if (fails) return failed(9)
      computed++
      const answer = Random.computeRow(shape, node, behaviour, row, given)
      if ("code" in answer) return failed(answer.code)
      made.push(answer.value)
    }
    keep(key, { node, value: made, saw: rows })
    lanes.set(lane, key)
    return { status: "ran", fields, key, value: made, rows: { total: rows.length, computed } }
  }

  const keep = (key: string, entry: Entry) => {
    entries.set(key, entry)
    blobs.add(blobOf(entry))
  }

  return {
    run: (shapes, state) => {
      const nodes = new Map<string, Verdict>()
      const reads = new Map<string, ReadonlyArray<string>>()
      for (const shape of shapes) {
        for (const scope of Random.scopesOf(shape.over, state)) {
          const from: Array<string> = []
          const id = idOf(shape.name, Random.scopeText(scope))
          nodes.set(id, settle(shape, scope, state, nodes, from))
          reads.set(id, from)
        }
      }
      return { nodes, reads }
    },
    known: (key) => find(key) !== undefined,
    keys: () => [...entries.keys()],
    dropAction: (key) => void entries.delete(key),
    dropBlob: (key) => {
      const entry = entries.get(key)!
      const content = blobOf(entry)
      if (content === "[]" || !Random.isUnlike(entry.node)) return undefined
      blobs.delete(content)
      return { node: entry.node }
    },
    dropHints: () => lanes.clear()
  }
}

export const idOf = (stage: string, scope: string | null): string => (scope === null ? stage : `${stage}[${scope}]`)

/** The fields in which a node differs from what the run before recorded of it, as words. */
export const causes = (before: Verdict | undefined, now: Extract<Verdict, { fields: Fields }>): ReadonlyArray<string> => {
  if (before === undefined || before.status === "skipped") return ["first"]
  if (before.key === now.key) return [before.status === "failed" ? "failed" : "lost"]
  return differences(before.fields, now.fields)
}

export const differences = (a: Fields, b: Fields): ReadonlyArray<string> => {
  const found: Array<string> = []
  for (const field of ["code", "config", "item"] as const) if (a[field] !== b[field]) found.push(field)
  for (const name of keysOf(a.uses, b.uses)) if (a.uses[name] !== b.uses[name]) found.push(`capability ${name}`)
  for (const port of keysOf(a.inputs, b.inputs)) {
    const [x, y] = [a.inputs[port], b.inputs[port]]
    if (typeof x === "object" && typeof y === "object") {
      for (const part of keysOf(x, y)) if (x[part] !== y[part]) found.push(`input ${port}[${part}]`)
    } else if (x !== y) found.push(`input ${port}`)
  }
  return found.sort()
}

const keysOf = (a: object, b: object) => [...new Set([...Object.keys(a), ...Object.keys(b)])]
