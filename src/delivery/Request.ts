/**
 * A message put as one channel's receiver wants it.
 */
import type { Courier } from "../network/Courier.ts"

export type Request =
  | { readonly _tag: "Post"; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly _tag: "Mail"; readonly host: string; readonly port: number; readonly mail: Parameters<Courier["mail"]>[0]["mail"] }

/** JSON to POST. */
export const post = (url: string, document: object, headers: Readonly<Record<string, string>>): Request => ({ _tag: "Post", url, headers, body: JSON.stringify(document) })
