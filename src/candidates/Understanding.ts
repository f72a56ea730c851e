/**
 * What is asked of whoever knows words, places and titles, to read a résumé: the one seam between this room and the domain's tables.
 *
 * Each question is about one short text, a line or a part of one, and what is not understood is `undefined` or absent.
 */
import type { CountryCode, LanguageCode, Seniority } from "../../schemas/Profile.ts"
import type { RoleName } from "../../schemas/RoleName.ts"
import type { Section } from "../../schemas/ResumeWords.ts"

export interface Title {
  readonly role: RoleName | undefined
  readonly seniority: Seniority | undefined
}

export interface Place {
  readonly city: string | undefined
  readonly country: CountryCode
}

export interface Understanding {
  /** The section that a line is the heading of. */
  readonly section: (line: string) => Section | undefined
  readonly title: (text: string) => Title
  /** As the table calls them, in the order in which they stand. */
  readonly skills: (line: string) => ReadonlyArray<string>
  readonly languages: (line: string) => ReadonlyArray<LanguageCode>
  readonly place: (text: string) => Place | undefined
}
