import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Zip from "effect/encoding/Zip"
import { execFileSync } from "node:child_process"
import * as fs from "node:fs"
import * as Path from "node:path"
import * as ResumeFile from "../../src/candidates/ResumeFile.ts"
import * as Digest from "../../src/platform/Digest.ts"
import * as Tree from "../architecture/Tree.ts"
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

describe("the readers of file formats", () => {
  it("are imported where their format is read and nowhere else, and that only when a file needs it", () => {
    const importing = (what: string) => [...Tree.sources(["src", "graph", "schemas"])].filter(([, text]) => text.includes(what)).map(([path]) => path)
    assert.deepStrictEqual(importing('from "unpdf"'), ["src/candidates/Pdf.ts"])
    assert.deepStrictEqual(importing('from "mammoth"'), ["src/candidates/Docx.ts"])
    for (const file of ["Pdf.ts", "Docx.ts"]) {
      assert.deepStrictEqual(importing(`/${file}"`), ["src/candidates/ResumeFile.ts"])
      assert.deepStrictEqual(importing(`import("./${file}")`), ["src/candidates/ResumeFile.ts"])
    }
  })

  it("ask nobody, whatever a file names", async () => {
    const asked: Array<unknown> = []
    const { fetch } = globalThis
    globalThis.fetch = (...given) => {
      asked.push(given)
      return Promise.reject(new Error("no"))
    }
    try {
      const remote = "/Metadata (https://example.org/x) /F << /FS /URL /F (https://example.org/x) >> /OpenAction << /S /URI /URI (https://example.org/x) >> /AA << /O << /S /JavaScript /JS (app.launchURL('https://example.org')) >> >>"
      const link = '<w:p><w:r><w:instrText>INCLUDETEXT "https://example.org/x"</w:instrText></w:r></w:p>'
      const results = [
        await read(put("remote.pdf", Buffer.from(Resumes.pdf().toString("latin1").replace("/Type /Page ", `/Type /Page ${remote} `), "latin1"))),
        await read(put("remote.docx", await Resumes.docx([...Resumes.lines, link], [
          Zip.file("word/_rels/document.xml.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="https://example.org/x" TargetMode="External"/></Relationships>')
        ])))
      ]
      assert.deepStrictEqual([asked, results.length], [[], 2])
    } finally {
      globalThis.fetch = fetch
    }
  })
})

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
      [put("nested.pdf", Buffer.concat([Buffer.from("%PDF-1.7\ntrailer\n"), Buffer.alloc(1_000_000, "[")])), "damaged"],
      [put("circle.pdf", Buffer.from(Resumes.pdf().toString("latin1").replace("/Kids [3 0 R]", "/Kids [2 0 R]"), "latin1")), "damaged"],
      [put("streams.pdf", Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(1_000_000, "stream ")])), "unpacks_too_large"],
      [put("scan.pdf", Resumes.pdf([])), "no_text"],
      [put("book.pdf", Resumes.pdf(Resumes.lines, { pages: 41 })), "too_many_pages"],
      [put("bomb.pdf", Resumes.pdf([], { page: Buffer.alloc(65 * 1024 ** 2, "BT ET\n") })), "unpacks_too_large"],
      [put("bomb.docx", await Resumes.docx(Resumes.lines, [Zip.file("word/styles.xml", Buffer.alloc(65 * 1024 ** 2, 0x20))])), "unpacks_too_large"],
      [put("wide.docx", await Resumes.docx(Array.from({ length: 100_000 }, () => "paragraphs without end"))), "unpacks_too_large"],
      [put("pictures.docx", await Resumes.docx(Resumes.lines, [Zip.file("word/media/1.png", Buffer.alloc(65 * 1024 ** 2))])), "unpacks_too_large"],
      [put("deep.docx", await Resumes.packed(`${"<w:p>".repeat(100_000)}${"</w:p>".repeat(100_000)}`)), "damaged"],
      [put("entities.docx", await Resumes.packed("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", `<!DOCTYPE w [<!ENTITY a "${Resumes.lines[3]}"><!ENTITY b "&a;&a;">]>`)), "damaged"],
      [put("outside.docx", await Resumes.packed("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", '<!DOCTYPE w [<!ENTITY b SYSTEM "file:///etc/passwd">]>')), "damaged"],
      [put("crowd.docx", await Resumes.docx(Resumes.lines, Array.from({ length: 2_100 }, (_, index) => Zip.file(`word/${index}`, "x")))), "unpacks_too_large"],
      [put("other.json", JSON.stringify({ title: Resumes.lines[3] })), "not_json_resume"],
      [put("list.json", JSON.stringify(Resumes.lines)), "not_json_resume"],
      [put("nested.json", "[".repeat(100_000)), "not_json_resume"],
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
