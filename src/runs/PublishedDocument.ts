/**
 * Reads what an earlier run published, which another version of this program may have written.
 *
 * What cannot be read is not guessed at: whoever asks goes on without it and says so. See docs/artifacts.md.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Artifact from "../artifacts/Artifact.ts"
import * as VersionedDocument from "../platform/VersionedDocument.ts"
import type { RunId } from "./RunId.ts"
import type * as RunRecord from "./RunRecord.ts"
import * as RunRepository from "./RunRepository.ts"

/** An artifact is intact, and is not what this version of the program knows under its name. */
export class ArtifactUnreadable extends Schema.TaggedError<ArtifactUnreadable>()("ArtifactUnreadable", {
  run: Schema.String,
  artifact: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.artifact} of run ${this.run} cannot be read here: ${this.reason}. Use the version that wrote it, or look at it as it is: graph artifact ${this.artifact} --run ${this.run} --raw`
  }
}

/** The document of an artifact that is everybody's; `undefined` where the run published none under its name. */
export const read = Effect.fnUntraced(function*<S extends Schema.Top>(
  runs: RunRepository.RunRepository,
  { id, record }: { readonly id: RunId; readonly record: RunRecord.RunRecord },
  { mediaType, name, schema, version }: Artifact.Artifact<S>
) {
  const listed = record.artifacts.find((one) => one.name === name && one.media_type === mediaType && one.candidate === null)
  if (listed === undefined) return undefined
  const decoded = VersionedDocument.decode(schema, version, yield* RunRepository.artifact(runs, id, listed))
  return yield* Effect.mapError(Effect.fromResult(decoded), (reason) => new ArtifactUnreadable({ run: id, artifact: name, reason }))
})
