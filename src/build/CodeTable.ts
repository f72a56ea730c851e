/**
 * The code table of the program that is running: stage name → code digest.
 *
 * The bundle reads what the build wrote beside it. A source run computes the same table from the files it runs.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type * as CodeDigest from "./CodeDigest.ts"

/** Set by the build (`define`): the code runs out of `dist/`. */
declare const SIGNALCRAFT_BUNDLE: true | undefined

/** Stage name → digest of its code. */
export type CodeTable = CodeDigest.CodeTable

/** Without a code table no stage has a key, and nothing can run. */
export class CodeTableUnavailable extends Schema.TaggedError<CodeTableUnavailable>()("CodeTableUnavailable", {
  detail: Schema.String
}) {
  override get message() {
    return `The code of the stages cannot be identified: ${this.detail}`
  }
}

/** The table of the running code, whichever way it runs. */
export const load: Effect.Effect<CodeTable, CodeTableUnavailable> = Effect.tryPromise({
  try: async () => {
    // One condition around import(): esbuild then leaves the whole branch out of the bundle.
    if (typeof SIGNALCRAFT_BUNDLE === "undefined") {
      const { codeDigests } = await import("./CodeDigest.ts")
      return (await codeDigests({ root: fileURLToPath(new URL("../..", import.meta.url)) })).table
    }
    const text = readFileSync(new URL("./build.json", import.meta.url), "utf8")
    return (JSON.parse(text) as { readonly code: CodeTable }).code
  },
  catch: (cause) => new CodeTableUnavailable({ detail: explain(cause) })
})

/** What the running bundle was built from; `null` where the build did not know, and for a source run. */
export const commit: Effect.Effect<string | null> = Effect.sync(() => {
  if (typeof SIGNALCRAFT_BUNDLE === "undefined") return null
  try {
    const found: unknown = JSON.parse(readFileSync(new URL("./commit.json", import.meta.url), "utf8"))
    return typeof found === "string" && /^[0-9a-f]{40}(-dirty)?$/.test(found) ? found : null
  } catch {
    return null
  }
})

const explain = (cause: unknown): string => {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === "ERR_MODULE_NOT_FOUND") return `a source run needs the development dependencies (${message}). Run \`npm ci\`, or \`npm run build\` where they are installed`
  if (code === "ENOENT") return `dist/ is incomplete (${message}). Run \`npm run build\``
  return message
}
