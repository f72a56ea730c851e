/**
 * Text written by a stranger: a job advertisement as its board served it, markup and all.
 *
 * The annotation marks every schema it is part of, so that an artifact meant for eyes or pages cannot be built from one
 * that reaches it (`src/artifacts`). It is never shown, logged or put in an error.
 */
import * as Schema from "effect/Schema"

declare module "effect/Schema" {
  namespace Annotations {
    interface Annotations {
      /** Set on text that no UI-safe artifact may reach. */
      readonly rawText?: true | undefined
    }
  }
}

export const RawText = Schema.String.annotate({ rawText: true }).pipe(Schema.brand("RawText"))
export type RawText = typeof RawText.Type
