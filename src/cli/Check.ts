/**
 * One thing a run depends on, looked at.
 */
export interface Check {
  readonly name: string
  readonly standing: "ok" | "warning" | "problem"
  /** What was found: a phrase, and more lines where there is more than one finding. */
  readonly found: ReadonlyArray<string>
  /** What to do, if anything. */
  readonly remedy: string | null
}

export const ok = (name: string, found: string): Check => ({ name, standing: "ok", found: [found], remedy: null })

export const warning = (name: string, found: string | ReadonlyArray<string>, remedy: string): Check => ({ name, standing: "warning", found: list(found), remedy })

export const problem = (name: string, found: string | ReadonlyArray<string>, remedy: string): Check => ({ name, standing: "problem", found: list(found), remedy })

const list = (found: string | ReadonlyArray<string>): ReadonlyArray<string> => (typeof found === "string" ? [found] : found)
