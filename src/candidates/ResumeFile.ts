/**
 * A local file read into a résumé: opened once, checked, bounded, parsed by what both its name and its first bytes say it is.
 *
 * Follows no link, waits on no pipe, runs nothing the file holds. Parsers are loaded when a file needs them.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { isUtf8 } from "node:buffer"
import * as fs from "node:fs"
import * as Path from "node:path"
import { JsonResume } from "../../schemas/JsonResume.ts"
import type { ResumeSource } from "../../schemas/Profile.ts"
import * as Digest from "../platform/Digest.ts"
import * as JsonResumes from "./JsonResumes.ts"
import * as Resume from "./Resume.ts"
import { type Reason, ResumeRefused } from "./ResumeRefused.ts"
import type { Understanding } from "./Understanding.ts"

/** The largest file, in bytes, and the longest text, in UTF-16 units. Résumés with a portrait take one or two MiB. */
export const limits = { bytes: 8 * 1024 ** 2, text: 200_000 }

/** The résumé's source, with what was found in it. */
export const read = Effect.fnUntraced(function*(file: string, understanding: Understanding, day: string) {
  const refuse = (reason: Reason) => new ResumeRefused({ file, reason })
  const bytes = yield* Effect.mapError(contentOf(file), refuse)
  const kind = yield* Effect.mapError(Effect.fromResult(kindOf(file, bytes)), refuse)
  const resume = yield* Effect.mapError(parse(kind, bytes, understanding), refuse)
  const source: ResumeSource = { kind, digest: Digest.of(bytes), found: Resume.facts(resume, understanding, day) }
  return source
})

type Kind = ResumeSource["kind"]

const contentOf = (file: string): Effect.Effect<Uint8Array, Reason> =>
  Effect.suspend(() => {
    let descriptor: number
    try {
      descriptor = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK)
    } catch (error) {
      return Effect.fail(unopened[(error as NodeJS.ErrnoException).code ?? ""] ?? "not_a_file")
    }
    try {
      const status = fs.fstatSync(descriptor)
      if (!status.isFile()) return Effect.fail("not_a_file")
      if (status.size > limits.bytes) return Effect.fail("too_large")
      if (status.size === 0) return Effect.fail("empty")
      const bytes = Buffer.alloc(status.size)
      return Effect.succeed(bytes.subarray(0, fs.readSync(descriptor, bytes, 0, status.size, 0)))
    } catch {
      return Effect.fail("damaged")
    } finally {
      fs.closeSync(descriptor)
    }
  })

const unopened: Readonly<Record<string, Reason>> = { ENOENT: "absent", ENOTDIR: "absent", EACCES: "not_permitted", EPERM: "not_permitted", ELOOP: "symbolic_link", EMLINK: "symbolic_link" }

const kinds: Readonly<Record<string, Kind>> = { ".pdf": "pdf", ".docx": "docx", ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".json": "json_resume" }

const kindOf = (file: string, bytes: Uint8Array): Result.Result<Kind, Reason> => {
  const named = kinds[Path.extname(file).toLowerCase()]
  if (named === undefined) return Result.fail("unknown_extension")
  return named === shapeOf(bytes) || (named === "json_resume" && shapeOf(bytes) === "text") ? Result.succeed(named) : Result.fail(encryptedOffice(bytes) ? "encrypted" : "other_format")
}

/** By the first bytes. A PDF may begin within its first 1,024 (ISO 32000-2, annex I). */
const shapeOf = (bytes: Uint8Array): Kind | undefined => {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString("latin1")
  if (start.startsWith("PK\u0003\u0004")) return "docx"
  if (start.includes("%PDF-")) return "pdf"
  return isUtf8(bytes) && !start.includes("\0") ? "text" : undefined
}

/** Office puts an encrypted document into a compound file ([MS-OFFCRYPTO] 2.3). */
const encryptedOffice = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 8)).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))

const parse = (kind: Kind, bytes: Uint8Array, understanding: Understanding): Effect.Effect<Resume.Resume, Reason> => {
  switch (kind) {
    case "pdf":
      return ofText(Effect.flatMap(Effect.promise(() => import("./Pdf.ts")), ({ text }) => text(bytes)), understanding)
    case "docx":
      return ofText(Effect.flatMap(Effect.promise(() => import("./Docx.ts")), ({ text }) => text(bytes)), understanding)
    case "text":
      return ofText(Effect.succeed(new TextDecoder().decode(bytes)), understanding)
    case "json_resume":
      return Effect.map(jsonResume(bytes), JsonResumes.resume)
  }
}

const ofText = (reading: Effect.Effect<string, Reason>, understanding: Understanding): Effect.Effect<Resume.Resume, Reason> =>
  Effect.flatMap(reading, (text) => {
    if (text.length > limits.text) return Effect.fail("too_large")
    return text.trim() === "" ? Effect.fail("no_text") : Effect.succeed(Resume.ofText(text, understanding))
  })

const jsonResume = (bytes: Uint8Array): Effect.Effect<JsonResume, Reason> =>
  Effect.suspend(() => {
    const document = Result.try(() => JSON.parse(new TextDecoder().decode(bytes)) as unknown)
    const decoded = Result.flatMap(document, (json) => Schema.decodeUnknownResult(JsonResume)(json))
    if (Result.isFailure(decoded)) return Effect.fail("not_json_resume")
    const { basics, skills, work } = decoded.success
    return basics == null && work == null && skills == null ? Effect.fail("not_json_resume") : Effect.succeed(decoded.success)
  })
