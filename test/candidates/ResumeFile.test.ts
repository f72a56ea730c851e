import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Zip from "effect/encoding/Zip"
import { execFileSync } from "node:child_process"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as ResumeFile from "../../src/candidates/ResumeFile.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Resumes from "./Resumes.ts"

const folder = Resumes.folder()

const put = (name: string, content: string | Uint8Array): string => {
  const file = Path.join(folder, name)
  fs.writeFileSync(file, content)
  return file
}

const read = (file: string) => Effect.runPromise(Effect.result(ResumeFile.read(file, Resumes.understanding, Resumes.day)))

const reasonOf = async (file: string): Promise<string> => {
  const result = await read(file)
  return Result.isFailure(result) ? result.failure.reason : "taken"
}

describe("a résumé's file", () => {
  for (const [name, kind] of [["resume.txt", "text"], ["resume.md", "text"], ["resume.pdf", "pdf"], ["resume.docx", "docx"], ["resume.json", "json_resume"]] as const) {
    it(`gives the expected facts as ${name}, with the digest of its bytes`, async () => {
      const content = new Map(await Resumes.files()).get(name)!
      const result = await read(put(name, content))
      if (Result.isFailure(result)) throw result.failure
      const { digest, found, kind: taken } = result.success
      assert.deepStrictEqual([taken, digest], [kind, Digest.of(content)])
      const sorted = (words: ReadonlyArray<string>) => [...words].sort()
      assert.deepStrictEqual({ ...found, skills: sorted(found.skills) }, { ...Resumes.facts, skills: sorted(Resumes.facts.skills) })
    })
  }

  it("is refused with a reason and what to do, never with its text", async () => {
    put("target.txt", Resumes.text)
    fs.symlinkSync(Path.join(folder, "target.txt"), Path.join(folder, "link.txt"))
    fs.mkdirSync(Path.join(folder, "folder.pdf"))
    execFileSync("mkfifo", [Path.join(folder, "pipe.txt")])
    const pdf = Resumes.pdf()
    const cases: ReadonlyArray<readonly [file: string, reason: string]> = [
      [Path.join(folder, "absent.pdf"), "absent"],
      [Path.join(folder, "target.txt", "below.txt"), "absent"],
      [Path.join(folder, "link.txt"), "symbolic_link"],
      [Path.join(folder, "folder.pdf"), "not_a_file"],
      [Path.join(folder, "pipe.txt"), "not_a_file"],
      ["/dev/zero", "not_a_file"],
      [put("empty.txt", ""), "empty"],
      [put("blank.txt", " \n\n "), "no_text"],
      [put("large.txt", "x".repeat(ResumeFile.limits.bytes + 1)), "too_large"],
      [put("long.txt", `${Resumes.text}\n`.repeat(400)), "too_large"],
      [put("resume.rtf", Resumes.text), "unknown_extension"],
      [put("resume", Resumes.text), "unknown_extension"],
      [put("text-as.pdf", Resumes.text), "other_format"],
      [put("pdf-as.docx", pdf), "other_format"],
      [put("docx-as.pdf", await Resumes.docx()), "other_format"],
      [put("binary.txt", Buffer.from([0xff, 0xfe, 0x00, 0x41])), "other_format"],
      [put("archive.docx", await Resumes.zip([Zip.file("a.txt", Resumes.text)])), "other_format"],
      [put("locked.docx", Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2000)])), "encrypted"],
      [put("locked.pdf", Resumes.encryptedPdf()), "encrypted"],
      [put("cut.docx", (await Resumes.docx()).subarray(0, 500)), "damaged"],
      [put("cut.pdf", Buffer.from("%PDF-1.7\nnothing more")), "damaged"],
      [put("scan.pdf", Resumes.pdf([])), "no_text"],
      [put("book.pdf", Resumes.pdf(Resumes.lines, { pages: 41 })), "too_many_pages"],
      [put("bomb.pdf", Resumes.pdf([], { page: Buffer.alloc(65 * 1024 ** 2, "BT ET\n") })), "unpacks_too_large"],
      [put("bomb.docx", await Resumes.docx(Resumes.lines, [Zip.file("word/styles.xml", Buffer.alloc(65 * 1024 ** 2, 0x20))])), "unpacks_too_large"],
      [put("crowd.docx", await Resumes.docx(Resumes.lines, Array.from({ length: 2_100 }, (_, index) => Zip.file(`word/${index}`, "x")))), "unpacks_too_large"],
      [put("other.json", JSON.stringify({ title: Resumes.lines[3] })), "not_json_resume"],
      [put("list.json", JSON.stringify(Resumes.lines)), "not_json_resume"],
      [put("half.json", Resumes.json.slice(0, -20)), "not_json_resume"]
    ]
    const found: Array<readonly [string, string]> = []
    for (const [file] of cases) found.push([file, await reasonOf(file)])
    assert.deepStrictEqual(found, cases)
    for (const [file] of cases) {
      const result = await read(file)
      if (Result.isSuccess(result)) continue
      const told = `${result.failure.message} ${JSON.stringify(result.failure)}`
      for (const line of Resumes.lines) if (line.length > 12) assert.notInclude(told, line)
      assert.match(result.failure.message, /\. [A-Z].*$/)
    }
  }, 60_000)
})
