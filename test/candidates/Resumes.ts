/**
 * One invented person's résumé in each format, made by hand: a PDF of positioned text, a DOCX of zipped XML, text, JSON Resume.
 */
import * as Effect from "effect/Effect"
import * as Zip from "effect/encoding/Zip"
import * as Stream from "effect/Stream"
import * as fs from "node:fs"
import * as os from "node:os"
import * as Path from "node:path"
import * as Zlib from "node:zlib"
import type { ResumeFacts } from "../../schemas/Profile.ts"
import * as ResumeReader from "../../src/cli/ResumeReader.ts"
import { ResumeWords } from "../../schemas/ResumeWords.ts"
import { afterAll } from "vitest"
import { tables } from "../../src/jobs/Taxonomy.ts"
import { decoded } from "../jobs/Shipped.ts"

export const understanding = ResumeReader.make(decoded(ResumeWords, "config/resume.v1.json"), tables)

/** What "present" means to the tests. */
export const day = "2026-11-22"

/** Every line of prose holds a word that is nowhere else in this repository. */
export const lines = [
  "Quillon Vexworth",
  "Berlin, Germany | quillon@vexworth.example | +49 30 5550142",
  "Summary",
  "Gralloping through zymotic clusters for a decade, I keep them calm.",
  "Experience",
  "Senior Platform Engineer, Brindlemoot GmbH, Mar 2021 – Present",
  "- Moved forty wumbling services to Kubernetes with Terraform and Go.",
  "Software Engineer",
  "Frobnitz Works, 06/2017 - 02/2021",
  "- Rewrote the splinetic billing in Python and PostgreSQL; cut snorfling by half.",
  "Education",
  "MSc Data Science, Universität Plonkstadt, 2015 – 2017",
  "Skills",
  "Go, Python, C++, Kubernetes, Terraform, PostgreSQL, gRPC",
  "Languages",
  "German (native), English (fluent)"
] as const

export const text = `${lines.join("\n")}\n`

export const facts: ResumeFacts = {
  roles: ["infrastructure", "software_engineering"],
  seniorities: ["senior"],
  skills: ["Kubernetes", "Terraform", "Python", "PostgreSQL", "data science", "C++", "gRPC", "Go"],
  cities: ["Berlin"],
  countries: ["DE"],
  languages: ["de", "en"],
  years_of_experience: 9
}

export const json = JSON.stringify({
  basics: { name: lines[0], email: "quillon@vexworth.example", summary: lines[3], location: { city: "Berlin", countryCode: "DE" } },
  work: [
    { name: "Frobnitz Works", position: "Software Engineer", startDate: "2017-06-01", endDate: "2021-02", highlights: [lines[9].slice(2)] },
    { name: "Brindlemoot GmbH", position: "Senior Platform Engineer", startDate: "2021-03", highlights: [lines[6].slice(2)] }
  ],
  education: [{ institution: "Universität Plonkstadt", area: "Data Science", studyType: "MSc" }],
  skills: [{ name: "Backend", keywords: ["Go", "Python", "C++", "Kubernetes", "Terraform", "PostgreSQL", "gRPC"] }],
  languages: [{ language: "German", fluency: "native" }, { language: "English" }]
})

const winAnsi = (text: string): Buffer => Buffer.from(text.replaceAll("–", "\u0096"), "latin1")

/** Objects in order from 1, with their cross-reference table (ISO 32000-2, 7.5). */
const assembled = (objects: ReadonlyArray<Buffer>, trailer = ""): Buffer => {
  const parts: Array<Buffer> = [Buffer.from("%PDF-1.7\n")]
  const offsets: Array<number> = []
  let at = parts[0]!.length
  for (const [index, object] of objects.entries()) {
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from("\nendobj\n")])
    offsets.push(at)
    at += whole.length
    parts.push(whole)
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")
  return Buffer.concat([...parts, Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n${at}\n%%EOF\n`)])
}

const stream = (content: Buffer): Buffer => {
  const packed = Zlib.deflateSync(content)
  return Buffer.concat([Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`), packed, Buffer.from("\nendstream")])
}

const escaped = (line: string): Buffer => Buffer.from(winAnsi(line).toString("latin1").replaceAll(/[\\()]/g, "\\$&"), "latin1")

/** One page, one line of text below the other. */
export const pdf = (content: ReadonlyArray<string> = lines, options: { readonly trailer?: string; readonly pages?: number; readonly page?: Buffer } = {}): Buffer => {
  const drawn = options.page ?? Buffer.concat(content.flatMap((line, index) => [Buffer.from(`BT /F1 11 Tf 50 ${780 - index * 18} Td (`), escaped(line), Buffer.from(") Tj ET\n")]))
  const kids = Array.from({ length: options.pages ?? 1 }, () => "3 0 R").join(" ")
  return assembled([
    Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"),
    Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${options.pages ?? 1} >>`),
    Buffer.from("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"),
    stream(drawn),
    Buffer.from("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
    Buffer.from(`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${"28".repeat(32)}> /U <${"4e".repeat(32)}> >>`)
  ], options.trailer)
}

/** It cannot be opened without a password. */
export const encryptedPdf = (): Buffer => pdf(lines, { trailer: `/Encrypt 6 0 R /ID [<${"00".repeat(16)}> <${"00".repeat(16)}>] ` })

export const zip = async (entries: ReadonlyArray<Zip.ContentEntry>): Promise<Buffer> =>
  Buffer.concat(await Effect.runPromise(Stream.runCollect(Stream.pipeThroughChannel(Stream.fromArray(entries), Zip.encode()))))

const xml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")

/** As a word processor packs it (ECMA-376, part 1). */
export const docx = (content: ReadonlyArray<string> = lines, others: ReadonlyArray<Zip.ContentEntry> = []): Promise<Buffer> =>
  packed(content.map((line) => `<w:p><w:r><w:t xml:space="preserve">${xml(line)}</w:t></w:r></w:p>`).join(""), "", others)

/** A DOCX whose body is the given XML. */
export const packed = (body: string, doctype = "", others: ReadonlyArray<Zip.ContentEntry> = []): Promise<Buffer> =>
  zip([
    Zip.file(
      "[Content_Types].xml",
      '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    Zip.file(
      "_rels/.rels",
      '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    Zip.file(
      "word/document.xml",
      `<?xml version="1.0" encoding="UTF-8"?>${doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
    ),
    ...others
  ])

/** The file's name and content, by format. */
export const files = async (): Promise<ReadonlyArray<readonly [name: string, content: Buffer]>> => [
  ["resume.txt", Buffer.from(text)],
  ["resume.md", Buffer.from(text.replaceAll(/^(Summary|Experience|Education|Skills|Languages)$/gm, "## $1"))],
  ["resume.pdf", pdf()],
  ["resume.docx", await docx()],
  ["resume.json", Buffer.from(json)]
]

/** A folder for the tests of one file. Call at its top. */
export const folder = (): string => {
  const folder = fs.mkdtempSync(Path.join(os.tmpdir(), "signalcraft-resumes-"))
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}
