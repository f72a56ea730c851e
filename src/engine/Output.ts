/**
 * The three forms of what a stage gives, and their bytes.
 *
 * A document is one JSON value, stored as canonical JSON. A table is rows with distinct keys, stored as one canonical JSON
 * row a line, in key order. Text and bytes are stored as they are. Equal values have equal bytes, whatever order they were made in.
 */
import * as Result from "effect/Result"
import * as Canonical from "../platform/Canonical.ts"
import * as Wire from "./Wire.ts"
import * as Writer from "./Writer.ts"

export interface Document<out A> {
  readonly kind: "document"
  readonly schema: Wire.Wire<A>
  readonly mediaType: "application/json"
  /** What stands before and after the rows of a table that are put into it as they are. */
  readonly around?: readonly [before: string, after: string]
}

/** A document and the list in it, empty in `frame`, that rows are put into. */
export interface Frame<out A> {
  readonly schema: Wire.Wire<A>
  readonly frame: A
  readonly rows: PropertyKey
}

export interface Table<out Row> {
  readonly kind: "table"
  readonly schema: Wire.Wire<Row>
  readonly key: (row: never) => string
  readonly mediaType: "application/x-ndjson"
}

export interface Raw<out A extends string | Uint8Array> {
  readonly kind: "text" | "bytes"
  readonly mediaType: string
  readonly "~value"?: A
}

export type Output = Document<any> | Table<any> | Raw<any>

export const document = <A>(schema: Wire.Wire<A>): Document<A> => ({ kind: "document", schema, mediaType: "application/json" })

export const framed = <A>({ frame, rows, schema }: Frame<A>): Document<A> => {
  const whole = Canonical.stringifyUnsafe(frame)
  const list = `${JSON.stringify(rows)}:[`
  const [before, after, ...others] = whole.split(`${list}]`)
  if (after === undefined || others.length > 0) throw new Error(`the frame has no empty list ${String(rows)}`)
  return { ...document(schema), around: [before + list, `]${after}`] }
}

export const table = <Row>(schema: Wire.Wire<Row>, key: (row: Row) => string): Table<Row> =>
  ({ kind: "table", schema, key, mediaType: "application/x-ndjson" })

/** UTF-8 text. */
export const text = (mediaType: string): Raw<string> => ({ kind: "text", mediaType })

export const bytes = (mediaType: string): Raw<Uint8Array> => ({ kind: "bytes", mediaType })

const encoder = new TextEncoder()
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** A codec for an output, its validator compiled once. */
export interface Codec {
  /** The bytes of a value, or why it does not fit. */
  readonly encode: (value: unknown) => Result.Result<Uint8Array, string>
  /** One checked row of a table as its line. */
  readonly line: (row: unknown) => Result.Result<string, string>
  /** The value of verified bytes. */
  readonly decodeUnsafe: (content: Uint8Array) => unknown
}

export const codec = (output: Output): Codec => {
  switch (output.kind) {
    case "document": {
      const line = checkedLine(output.schema)
      return {
        line,
        encode: (value) => Result.map(line(value), (text) => encoder.encode(text)),
        decodeUnsafe: (content) => JSON.parse(decoder.decode(content))
      }
    }
    case "table": {
      const line = checkedLine(output.schema)
      return {
        line,
        encode: (value) => Result.map(tableLines(output, line, value), ofLines),
        decodeUnsafe: (content) => Array.from(lines(content), (row) => JSON.parse(row) as unknown)
      }
    }
    case "text":
      return {
        line: () => Result.fail("text has no rows"),
        encode: (value) =>
          typeof value !== "string"
            ? Result.fail(`a string is due, not ${typeof value}`)
            : value.isWellFormed() ? Result.succeed(encoder.encode(value)) : Result.fail("the text holds a lone surrogate"),
        decodeUnsafe: (content) => decoder.decode(content)
      }
    case "bytes":
      return {
        line: () => Result.fail("bytes have no rows"),
        encode: (value) => value instanceof Uint8Array ? Result.succeed(value) : Result.fail(`bytes are due, not ${typeof value}`),
        decodeUnsafe: (content) => content
      }
  }
}

/** So many UTF-16 units at least are turned to bytes at once: a table may be larger than any string. */
const piece = 1 << 20

/** The rows of a stored table, each as its line. One by one: a sign beyond Latin in one of them makes that one a wide string, and no other. */
export const lines = function*(content: Uint8Array): Generator<string, void> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length)
  let from = 0
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, from)) {
    yield bytes.toString("utf8", from, end)
    from = end + 1
  }
}

/** The rows of a stored table, decoded while they are gone through. */
export const rows = (content: Uint8Array): Iterable<unknown> => ({
  *[Symbol.iterator]() {
    for (const line of lines(content)) yield JSON.parse(line) as unknown
  }
})

/** The first and the last row of a stored table that has any. */
export const ends = (content: Uint8Array): readonly [first: string, last: string] => [
  decoder.decode(content.subarray(0, content.indexOf(newline))),
  decoder.decode(content.subarray(content.lastIndexOf(newline, content.length - 2) + 1, content.length - 1))
]

/** The bytes of lines already in key order. */
export const ofLines = (lines: Iterable<string>): Uint8Array => {
  const pieces: Array<Uint8Array> = []
  let some: Array<string> = []
  let length = 0
  const close = () => {
    if (some.length > 0) pieces.push(encoder.encode(`${some.join("\n")}\n`))
    ;[some, length] = [[], 0]
  }
  for (const line of lines) {
    some.push(line)
    length += line.length
    if (length >= piece) close()
  }
  close()
  return pieces.length === 1 ? pieces[0]! : joined(pieces)
}

const newline = 0x0a
const comma = 0x2c

/** A document with the rows of a stored table in its list. */
export const around = ([before, after]: readonly [before: string, after: string], table: Uint8Array): Uint8Array => {
  const rows = table.slice(0, Math.max(0, table.length - 1))
  for (let at = rows.indexOf(newline); at !== -1; at = rows.indexOf(newline, at + 1)) rows[at] = comma
  return joined([encoder.encode(before), rows, encoder.encode(after)])
}

/** Tables behind each other, in this order. */
export const joined = (pieces: ReadonlyArray<Uint8Array>): Uint8Array => {
  const content = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    content.set(piece, at)
    at += piece.length
  }
  return content
}

const checkedLine = (schema: Wire.Wire): (value: unknown) => Result.Result<string, string> => {
  const validate = Wire.validate(schema)
  let writer: Writer.Writer | undefined
  let compiled = false
  return (value) => {
    // On first use: a run with nothing to do checks nothing.
    if (!compiled) [writer, compiled] = [Writer.make(schema), true]
    const written = writer?.(value)
    if (written !== undefined) return Result.succeed(written)
    const valid = validate(value)
    return Result.isFailure(valid) ? Result.fail(Wire.summary(valid.failure)) : canonical(valid.success)
  }
}

const canonical = (value: unknown): Result.Result<string, string> => {
  try {
    return Result.succeed(Canonical.stringifyUnsafe(value))
  } catch (error) {
    if (error instanceof Canonical.NotCanonical) return Result.fail(error.message)
    throw error
  }
}

const tableLines = (
  output: Table<any>,
  line: (row: unknown) => Result.Result<string, string>,
  value: unknown
): Result.Result<ReadonlyArray<string>, string> => {
  if (!Array.isArray(value)) return Result.fail(`rows are due, not ${typeof value}`)
  const rows: Array<readonly [key: string, line: string]> = []
  for (const [index, row] of value.entries()) {
    const text = line(row)
    if (Result.isFailure(text)) return Result.fail(`row ${index}: ${text.failure}`)
    rows.push([output.key(row as never), text.success])
  }
  rows.sort(([a], [b]) => Canonical.compare(a, b))
  for (let index = 1; index < rows.length; index++) {
    if (rows[index]![0] === rows[index - 1]![0]) return Result.fail(`two rows have the key ${JSON.stringify(rows[index]![0])}`)
  }
  return Result.succeed(rows.map(([, text]) => text))
}
