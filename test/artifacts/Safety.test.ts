import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Blocks } from "../../schemas/Blocks.ts"
import { BoardReading } from "../../schemas/Board.ts"
import { PostingLanguage } from "../../schemas/Languages.ts"
import { FullPosting, Posting } from "../../schemas/Posting.ts"
import { RawText } from "../../schemas/RawText.ts"
import { FoundSkill } from "../../schemas/Skills.ts"
import * as Artifact from "../../src/artifacts/Artifact.ts"
import * as Catalogue from "../../src/artifacts/Catalogue.ts"
import * as Safety from "../../src/artifacts/Safety.ts"

interface Tree {
  readonly text: string
  readonly children: ReadonlyArray<Tree>
}
const Tree: Schema.Codec<Tree> = Schema.Struct({ text: Schema.String, children: Schema.Array(Schema.suspend((): Schema.Codec<Tree> => Tree)) })

describe("Safety", () => {
  it("finds raw text wherever a schema can hide it", () => {
    const hidden: ReadonlyArray<readonly [Schema.Top, string]> = [
      [RawText, "."],
      [FullPosting, ".text.raw"],
      [BoardReading, ".postings[].text.raw"],
      [Blocks, "[].runs[].text"],
      [Schema.Struct({ a: Schema.NullOr(Schema.Array(Schema.Struct({ b: RawText }))) }), ".a[].b"],
      [Schema.Struct({ a: Schema.optionalKey(RawText) }), ".a"],
      [Schema.Record(Schema.String, RawText), "{}"],
      [Schema.Record(RawText, Schema.Int), "{key}"],
      [Schema.Tuple([Schema.Int, RawText]), "[]"],
      [Schema.NonEmptyArray(RawText), "[]"],
      [Schema.Union([Schema.Int, Schema.Struct({ _tag: Schema.Literal("A"), a: RawText })]), ".a"],
      [Schema.suspend(() => FullPosting), ".text.raw"],
      [RawText.check(Schema.isMaxLength(10)), "."],
      [RawText.annotate({ description: "tamed" }), "."],
      [Schema.String.check(Schema.isMaxLength(10)).annotate({ rawText: true }), "."],
      [RawText.pipe(Schema.brand("Excerpt")), "."]
    ]
    for (const [schema, place] of hidden) assert.strictEqual(Safety.rawTextIn(schema), place)
  })

  it("takes a part open to any value for one that may hold raw text", () => {
    for (const schema of [Schema.Unknown, Schema.Any, Schema.Json, Schema.Struct({ a: Schema.Unknown }), Schema.Record(Schema.String, Schema.Json)]) {
      assert.isDefined(Safety.rawTextIn(schema))
    }
  })

  it("finds none where there is none, and ends in schemas that contain themselves", () => {
    for (const schema of [Posting, FoundSkill, PostingLanguage, Tree, Schema.String, Schema.Struct({})]) assert.isUndefined(Safety.rawTextIn(schema))
  })

  it("refuses at start-up a ui_safe artifact that reaches raw text, naming the place", () => {
    assert.throws(
      () => Artifact.uiSafe({ name: "leak", version: 1, scope: "run", schema: FullPosting as unknown as typeof Posting, description: "-" }),
      /leak is declared ui_safe, but .* at \.text/
    )
    assert.strictEqual(Artifact.replaySafe({ name: "pages", version: 1, scope: "run", schema: FullPosting, description: "-" }).safety, "replay_safe")
  })
})

describe("Catalogue", () => {
  for (const artifact of Catalogue.all) {
    it(`${artifact.file} is described, versioned, and reaches no raw text if ui_safe`, () => {
      if (artifact.safety === "ui_safe") assert.isUndefined(Safety.rawTextIn(artifact.schema))
      assert.match(artifact.file, /^[a-z]+(_[a-z]+)*\.v\d+\.(json|csv|md)$/)
      assert.match(artifact.description, /^[A-Z].*\.$/s)
      assert.isTrue("fields" in artifact.schema && "schema_version" in (artifact.schema as typeof Posting & { fields: object }).fields)
    })
  }

  it("gives every artifact a file of its own", () => {
    assert.strictEqual(new Set(Catalogue.all.map(({ file }) => file)).size, Catalogue.all.length)
  })

  it("holds what every ending leaves", () => {
    for (const artifact of Catalogue.always) assert.include(Catalogue.all, artifact)
  })
})
