import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

/** `npm test` runs the fault tests with few rounds; `npm run test:faults` sets FAULTS to their full number. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    environment: "node",
    pool: "threads",
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    env: { TZ: "UTC", FAULTS: process.env["FAULTS"] ?? "5" }
  }
})
