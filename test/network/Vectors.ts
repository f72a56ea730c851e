/**
 * The conformance vectors, which lie outside the project.
 */
import * as fs from "node:fs"
import * as path from "node:path"
import { fileURLToPath } from "node:url"

export const folder = process.env["SIGNALCRAFT_VECTORS"] ?? fileURLToPath(new URL("../../../shared/vectors", import.meta.url))

export const absent = !fs.existsSync(folder)

/** Empty where the vectors are absent: the tests over them are skipped. */
export const read = <A>(name: string): ReadonlyArray<A> => (absent ? [] : (JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")) as ReadonlyArray<A>))
