/**
 * A file that is not taken for a résumé, and what to do about it. Says nothing of what is in it.
 */
import * as Schema from "effect/Schema"

const reasons = {
  absent: "there is no such file. Check the path",
  not_permitted: "it may not be read. Give yourself the right to read it",
  symbolic_link: "it is a symbolic link. Name the file itself",
  not_a_file: "it is no regular file. Name a PDF, DOCX, text or JSON Resume file",
  empty: "it is empty. Save it again and name it once more",
  too_large: "it is larger than a résumé is. Leave out its pictures, or save its text as .txt",
  unknown_extension: "its name tells no format. Name it .pdf, .docx, .txt, .md or .json after what it holds",
  other_format: "it does not hold what its name says. Name it after what it holds, or save it again in that format",
  encrypted: "it is encrypted. Save a copy without a password",
  damaged: "it is damaged. Save it again from the program that made it, or save its text as .txt",
  unpacks_too_large: "it unpacks to far more than a résumé holds. Save its text as .txt",
  too_many_pages: "it has more pages than a résumé has. Name the résumé alone",
  no_text: "no text can be read from it: a scan, perhaps. Save its text as .txt",
  not_json_resume: "it is JSON and no JSON Resume (https://jsonresume.org/schema). Correct it, or save its text as .txt"
} as const

export type Reason = keyof typeof reasons

export class ResumeRefused extends Schema.TaggedError<ResumeRefused>()("ResumeRefused", {
  file: Schema.String,
  reason: Schema.Literals(Object.keys(reasons) as ReadonlyArray<Reason>)
}) {
  override get message() {
    return `${this.file} cannot be taken for a résumé: ${reasons[this.reason]}`
  }
}
