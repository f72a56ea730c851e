/**
 * Policies for tests: a host that may be asked as fast as the test says.
 */
import type { Policy } from "../../schemas/Policy.ts"

export const policy = (host: string, more: Partial<Policy> = {}): Policy => ({
  host,
  provider: null,
  decision: "allow",
  mode: "ats_api",
  robots: { withheld: "refuse", seen: null },
  terms: { url: null, finding: "For tests." },
  spacing_seconds: 0.1,
  content_signals: { search: "unstated", ai_input: "unstated", ai_train: "unstated" },
  reason: "For tests.",
  author: "test",
  date: "2026-11-22",
  ...more
})
