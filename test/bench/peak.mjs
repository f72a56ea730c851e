/**
 * Loaded before a program (`--import`): leaves the most memory its process took, in bytes, in the file named by `BENCH_PEAK`.
 */
import * as fs from "node:fs"

process.on("exit", () => fs.writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS * 1024)))
