/**
 * What must not compile: artifacts for eyes that could hold an advertisement's text.
 */
import * as Schema from "effect/Schema"
import { Blocks } from "../../schemas/Blocks.ts"
import { BoardReading } from "../../schemas/Board.ts"
import { FullPosting, Posting } from "../../schemas/Posting.ts"
import { RawText } from "../../schemas/RawText.ts"
import * as Artifact from "../../src/artifacts/Artifact.ts"
import type { Reaches } from "../../src/artifacts/Safety.ts"

const about = { name: "sample", version: 1, scope: "run", description: "-" } as const
const { scope: _, ...unscoped } = about

Artifact.uiSafe({ ...about, schema: Posting })
Artifact.replaySafe({ ...about, schema: FullPosting })

// @ts-expect-error about nobody
Artifact.uiSafe({ ...unscoped, schema: Posting })
// @ts-expect-error about nobody
Artifact.replaySafe({ ...unscoped, schema: FullPosting })
// @ts-expect-error about somebody unheard of
Artifact.uiSafe({ ...about, scope: "employer", schema: Posting })
// @ts-expect-error the text itself
Artifact.uiSafe({ ...about, schema: FullPosting })
// @ts-expect-error in a tree
Artifact.uiSafe({ ...about, schema: Blocks })
// @ts-expect-error in an array, in a struct
Artifact.uiSafe({ ...about, schema: BoardReading })
// @ts-expect-error in a union, in an optional key
Artifact.uiSafe({ ...about, schema: Schema.Struct({ a: Schema.optionalKey(Schema.NullOr(RawText)) }) })
// @ts-expect-error in a record
Artifact.uiSafe({ ...about, schema: Schema.Record(Schema.String, RawText) })
// @ts-expect-error in a tuple
Artifact.uiSafe({ ...about, schema: Schema.Tuple([Schema.Int, RawText]) })
// @ts-expect-error branded once more
Artifact.uiSafe({ ...about, schema: RawText.pipe(Schema.brand("Excerpt")) })
// @ts-expect-error open to any value
Artifact.uiSafe({ ...about, schema: Schema.Struct({ a: Schema.Unknown }) })
// @ts-expect-error open to any JSON
Artifact.uiSafe({ ...about, schema: Schema.Struct({ a: Schema.Json }) })

type Is<A extends true> = A
type Not<A extends false> = A

export type Reached = [Is<Reaches<RawText>>, Is<Reaches<unknown>>, Is<Reaches<any>>, Is<Reaches<{ readonly a?: RawText }>>, Is<Reaches<FullPosting>>]
export type Unreached = [Not<Reaches<string>>, Not<Reaches<Posting>>, Not<Reaches<null>>, Not<Reaches<ReadonlyArray<number>>>, Not<Reaches<{}>>]
