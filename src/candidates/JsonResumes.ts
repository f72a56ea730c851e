/**
 * A JSON Resume as the lines of a résumé, the latest work first.
 */
import * as Schema from "effect/Schema"
import type { JsonResume } from "../../schemas/JsonResume.ts"
import { CountryCode } from "../../schemas/Profile.ts"
import * as Canonical from "../platform/Canonical.ts"
import type { Line, Resume } from "./Resume.ts"

export const resume = ({ basics, education, languages, projects, skills, work }: JsonResume): Resume => {
  const latest = [...work ?? []].sort((a, b) => Canonical.compare(b.startDate ?? "", a.startDate ?? ""))
  const { city, countryCode } = basics?.location ?? {}
  const country = countryCode?.toUpperCase()
  return {
    lines: [
      ...lines("other", [basics?.label, basics?.summary]),
      ...latest.flatMap(({ endDate, highlights, position, startDate, summary }) => [
        ...lines("experience", [startDate == null ? position : `${position ?? ""}\t${startDate} – ${endDate ?? "present"}`]),
        ...lines("other", [summary, ...highlights ?? []])
      ]),
      ...(education ?? []).flatMap(({ area, studyType }) => lines("education", [studyType, area])),
      ...(projects ?? []).flatMap(({ description, highlights, keywords }) => lines("other", [description, ...highlights ?? [], keywords?.join(", ")])),
      ...(skills ?? []).flatMap(({ keywords, name }) => lines("skills", [name, keywords?.join(", ")])),
      ...lines("languages", (languages ?? []).map(({ language }) => language))
    ],
    places: isCountry(country) ? [{ city: city == null || city.trim() === "" ? undefined : city.trim(), country }] : []
  }
}

const lines = (section: Line["section"], texts: ReadonlyArray<string | null | undefined>): ReadonlyArray<Line> =>
  texts.flatMap((text) => (text == null || text === "" ? [] : [{ section, text }]))

const isCountry = Schema.is(CountryCode)
