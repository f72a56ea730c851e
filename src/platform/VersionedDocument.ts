/**
 * JSON documents that state their version as `schema_version`, read by a program that may be older or newer than the one that wrote them.
 *
 * A document of the same version fits its schema however early it was written; keys that a later program added are passed over. Nothing is
 * guessed of another version.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

/** The document in a file's bytes, or why it is of no use here. */
export const decode = <S extends Schema.Top>(schema: S, version: number, content: Uint8Array): Result.Result<S["Type"], string> =>
  Result.flatMap(parse(version, content), (json) =>
    Result.mapError(
      Schema.decodeUnknownResult(schema as unknown as Schema.ConstraintDecoder<S["Type"]>, { onExcessProperty: "ignore" })(json),
      () => `it says it is of version ${version} and does not fit it`
    ))

/** The JSON of a document of the version, not checked further. */
export const parse = (version: number, content: Uint8Array): Result.Result<unknown, string> => {
  const json = jsonOf(content)
  const misfit = otherThan(version, statedIn(json))
  return misfit === undefined ? Result.succeed(json) : Result.fail(misfit)
}

/** Why a document is of no use here by its version alone; `undefined` where that is the one asked for. */
export const misfit = (version: number, content: Uint8Array): string | undefined => otherThan(version, statedAtEnd(content) ?? statedIn(jsonOf(content)))

const otherThan = (known: number, stated: number | undefined): string | undefined => {
  if (stated === undefined) return "it is not a document that states its version"
  return stated === known ? undefined : `it is of version ${stated}, and this program knows version ${known}`
}

/** Canonical JSON ends with the version, unless a later program added a key that sorts behind it: most documents need not be read for it. */
const statedAtEnd = (content: Uint8Array): number | undefined => {
  const [, stated] = /"schema_version":(\d+)\}$/.exec(new TextDecoder().decode(content.subarray(-40))) ?? []
  return stated === undefined ? undefined : Number(stated)
}

const statedIn = (json: unknown): number | undefined => {
  const { schema_version } = Object(json) as { readonly schema_version?: unknown }
  return typeof schema_version === "number" ? schema_version : undefined
}

const jsonOf = (content: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(content))
  } catch {
    return undefined
  }
}
