/**
 * Writes `schemas/json/`: `npm run schemas`. A test refuses a folder that differs from what this writes.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import * as JsonSchema from "./JsonSchema.ts"

const folder = new URL("../../schemas/json/", import.meta.url)
mkdirSync(folder, { recursive: true })
for (const name of readdirSync(folder)) rmSync(new URL(name, folder))
for (const contract of JsonSchema.contracts) writeFileSync(new URL(JsonSchema.file(contract), folder), JsonSchema.text(contract))
