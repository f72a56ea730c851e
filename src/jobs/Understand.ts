/**
 * A posting understood: its title, places, pay, terms and text, by the tables of the taxonomy.
 *
 * Fields that a board states win over what the text says. The text is read as the lines that a reader would see. What is found is put
 * together in the order in which it is written (`engine/Writer`): there are many of it.
 */
import type { FullPosting } from "../../schemas/Posting.ts"
import type { UnderstoodPosting } from "../../schemas/Understanding.ts"
import * as Blocks from "./Blocks.ts"
import * as Employment from "./Employment.ts"
import * as Experience from "./Experience.ts"
import * as Language from "./Language.ts"
import * as Lines from "./Lines.ts"
import * as MinHash from "./MinHash.ts"
import * as Passages from "./Passages.ts"
import * as Postings from "./Postings.ts"
import * as Salary from "./Salary.ts"
import * as Similarity from "./Similarity.ts"
import * as Skills from "./Skills.ts"
import type { Tables } from "./Taxonomy.ts"
import * as Title from "./Title.ts"
import * as Whereabouts from "./Whereabouts.ts"
import * as WorkMode from "./WorkMode.ts"

/** Longer titles and places are no titles and no places: their beginning is read. */
const longest = 400

const read = (posting: FullPosting): FullPosting =>
  posting.title.length <= longest && posting.places.every(({ text }) => text.length <= longest) ? posting : {
    ...posting,
    title: posting.title.slice(0, longest),
    places: posting.places.map((place) => ({ ...place, text: place.text.slice(0, longest) }))
  }

export const posting = (whole: FullPosting, tables: Tables): UnderstoodPosting => {
  const posting = read(whole)
  const { passages, text } = Passages.of(posting.text === null ? empty : Lines.of(Blocks.of(posting.text)), tables)
  const whereabouts = Whereabouts.of(posting.places, tables.places)
  const { url, work_mode, ...fields } = Postings.withoutText(whole)
  return {
    ...fields,
    understanding: {
      employment: Employment.of(posting, Passages.each(passages, ({ employment }) => employment), tables.work),
      experience: Experience.of(Passages.each(passages, ({ experience }) => experience)),
      gist: Similarity.gist(passages.map(({ said }) => said.words)),
      language: Language.of(posting.language, text, passages.map(({ said }) => said.language), tables.languages),
      salary: Salary.of(posting.compensation, Passages.each(passages, ({ pay }) => pay), onlyCountry(whereabouts), tables.pay),
      sketch: MinHash.sketch(passages.map(({ said }) => said.shingles)),
      skills: Skills.find(posting.title, passages.map(({ line, said }) => [line, said.skills]), tables.skills),
      title: Title.understand(posting.title, tables),
      whereabouts,
      workplace: WorkMode.of(posting, Passages.each(passages, ({ modes }) => modes), tables.places)
    },
    url,
    work_mode
  }
}

const empty = Lines.of([])

/** Dollars are of the one country that a posting is in; of several, nobody knows. */
const onlyCountry = (whereabouts: UnderstoodPosting["understanding"]["whereabouts"]): string | null => {
  const countries = new Set(whereabouts.map(({ country }) => country))
  const [country] = countries
  return countries.size === 1 ? country ?? null : null
}
