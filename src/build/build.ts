/**
 * `npm run build`, and `npm ci` through `prepare`: writes `dist/`.
 */
import { resolve } from "node:path"
import * as Bundle from "./Bundle.ts"

const root = resolve(import.meta.dirname, "../..")
const started = performance.now()

try {
  const { code, sources } = await Bundle.build(root)
  console.log(`dist/: ${Object.keys(sources).length} source files, ${Object.keys(code).length} stages, ${Math.round(performance.now() - started)} ms`)
} catch (cause) {
  console.error(`The build failed and dist/ is unchanged.\n${(cause as Error).message}`)
  process.exitCode = 1
}
