/**
 * `npm run eval`: how well postings are understood, beside simpler ways to understand them.
 *
 * `npm run eval -- --labels FILE --skills FILE --json` reads other files of the same shape. Exit code 2: usage, or a file
 * that cannot be read. A missed target is printed, and is no failure.
 */
import { parseArgs } from "node:util"
import * as Data from "./Data.ts"
import * as Report from "./Report.ts"
import * as Sections from "./Sections.ts"

const usage = "npm run eval -- [--labels FILE] [--skills FILE] [--json]"

const refuse = (problem: string): never => {
  console.error(problem)
  process.exit(2)
}

const options = (() => {
  try {
    return parseArgs({ options: { labels: { type: "string" }, skills: { type: "string" }, json: { type: "boolean", default: false } } }).values
  } catch (cause) {
    return refuse(`${cause instanceof Error ? cause.message : String(cause)}\nUsage: ${usage}`)
  }
})()

const data = (() => {
  try {
    return Data.load(options)
  } catch (cause) {
    if (cause instanceof Data.BadFile) return refuse(cause.message)
    throw cause
  }
})()

const sections = Sections.all.map((measure) => measure(data))
console.log(options.json ? Report.json(sections) : Report.text(sections))
