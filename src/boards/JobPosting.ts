/**
 * schema.org's JobPosting, wherever it is embedded: what a row gets out of one.
 *
 * https://schema.org/JobPosting, https://developers.google.com/search/docs/appearance/structured-data/job-posting. Almost every
 * property may be a value, an object or a list of either. `validThrough` is often long past on open postings: it is left.
 */
import type { Compensation, EmploymentType, PayRange, Place, WorkMode } from "../../schemas/Posting.ts"
import type { Row } from "./Adapter.ts"
import * as Employment from "./Employment.ts"
import type { Fields, Shape, Vocabulary } from "./Fields.ts"
import * as Line from "./Line.ts"
import * as Text from "./Text.ts"

/** Properties that any thing may have. */
const common = ["@type", "@context", "@id", "sameAs", "image", "alternateName"]

export const shape = (path: string): Shape => ({
  path,
  read: new Set([
    "title", "url", "identifier", "description", "datePosted", "jobLocation", "jobLocationType", "applicantLocationRequirements", "employmentType", "baseSalary",
    "salaryCurrency", "inLanguage"
  ]),
  ignored: new Set([
    ...common, "name", "mainEntityOfPage", "validThrough", "hiringOrganization", "directApply", "industry", "occupationalCategory", "responsibilities",
    "qualifications", "skills", "educationRequirements", "experienceRequirements", "experienceInPlaceOfEducation", "jobBenefits", "incentiveCompensation",
    "workHours", "specialCommitments", "employmentUnit", "employerOverview", "jobStartDate", "jobImmediateStart", "totalJobOpenings", "applicationContact",
    "applicationDeadline", "estimatedSalary", "relevantOccupation", "physicalRequirement", "securityClearanceRequirement", "sensoryRequirement",
    "eligibilityToWorkRequirement", "workLocation", "dateModified", "datePublished", "dateCreated", "benefits", "incentives", "salary", "logo"
  ])
})
const identifierShape: Shape = { path: "JobPosting.identifier", read: new Set(["value"]), ignored: new Set([...common, "name", "propertyID"]) }
const placeShape: Shape = {
  path: "JobPosting.jobLocation[]",
  read: new Set(["name", "address", "addressLocality", "addressRegion", "addressCountry"]),
  ignored: new Set([...common, "geo", "latitude", "longitude", "url", "telephone", "streetAddress", "postalCode", "additionalProperty", "description"])
}
const addressShape: Shape = {
  path: "JobPosting.jobLocation[].address",
  read: new Set(["addressLocality", "addressRegion", "addressCountry"]),
  ignored: new Set([...common, "name", "streetAddress", "postalCode", "postOfficeBoxNumber", "telephone"])
}
const areaShape: Shape = { path: "JobPosting.*.name", read: new Set(["name"]), ignored: new Set([...common, "address", "geo", "url"]) }
const salaryShape: Shape = {
  path: "JobPosting.baseSalary",
  read: new Set(["currency", "value", "minValue", "maxValue", "unitText"]),
  ignored: new Set([...common, "name", "validFrom", "validThrough", "median", "percentile10", "percentile25", "percentile75", "percentile90", "duration"])
}
const amountShape: Shape = { path: "JobPosting.baseSalary.value", read: new Set(["value", "minValue", "maxValue", "unitText"]), ignored: new Set([...common, "name", "unitCode", "currency"]) }

const units: Vocabulary<NonNullable<PayRange["interval"]>> = new Map([
  ["HOUR", "hour"],
  ["DAY", "day"],
  ["WEEK", "week"],
  ["MONTH", "month"],
  ["YEAR", "year"]
])

/** What a row takes from it, but for where the posting is and what it is called there. */
export const read = (posting: Fields): Omit<Row, "id" | "url" | "listed" | "title" | "departments" | "requisition"> => ({
  places: readPlaces(posting),
  work_mode: readMode(posting),
  employment_type: readEmployment(posting),
  compensation: readCompensation(posting),
  published_at: posting.time("datePosted"),
  language: typeof posting.raw("inLanguage") === "string" ? posting.line("inLanguage") : null,
  text: Text.either(posting.text("description"))
})

/** The employer's own number: a text, a number, or a PropertyValue of either. */
export const identifier = (posting: Fields): string | null => {
  const value = posting.raw("identifier")
  const [first] = typeof value === "object" && value !== null ? posting.oneOrMore("identifier", identifierShape) : [posting]
  return first === undefined ? null : first.identifier(first === posting ? "identifier" : "value")
}

/** Where the office is; for remote work without one, where applicants may live. */
const readPlaces = (posting: Fields): Array<Place> => {
  const located = typeof posting.raw("jobLocation") === "string"
    ? posting.lines("jobLocation").map(bare)
    : readLocations(posting)
  return located.length > 0 ? located : areas(posting, "applicantLocationRequirements").map((country) => ({ ...bare(country), country }))
}

const bare = (text: string): Place => ({ city: null, country: null, region: null, text })

/** Templates repeat the address of the first place in all of them: then only their names tell the places apart. */
const readLocations = (posting: Fields): Array<Place> => {
  const read = posting.oneOrMore("jobLocation", placeShape).map((location) => ({ name: location.line("name"), place: readPlace(location) }))
  const names = new Set(read.map(({ name }) => name))
  const copied = read.length > 1 && names.size === read.length && !names.has(null) && new Set(read.map(({ place }) => place?.text)).size === 1
  return read.flatMap(({ name, place }) => (copied && name !== null ? [bare(name)] : place === null ? [] : [place]))
}

/** The address is an object, a line, or left out, with its parts in the place itself. */
const readPlace = (place: Fields): Place | null => {
  const name = place.line("name")
  if (typeof place.raw("address") === "string") {
    const line = place.line("address") ?? name
    return line === null ? null : bare(line)
  }
  const address = place.oneOrMore("address", addressShape)[0] ?? place
  const parts = { city: lineOf(address, "addressLocality"), region: lineOf(address, "addressRegion"), country: areas(address, "addressCountry")[0] ?? null }
  const text = Line.distinct([parts.city, parts.region, parts.country]).join(", ") || name
  return text === null ? null : { text, ...parts }
}

const lineOf = (fields: Fields, key: string): string | null => fields.lines(key).join(", ") || null

/** The names of countries or regions, written as text or as things that have a name, or a list of the same name. */
const areas = (fields: Fields, key: string): Array<string> => {
  const value = fields.raw(key)
  const listed = Array.isArray(value) ? value : [value]
  if (listed.every((one) => typeof one !== "object" || one === null)) return fields.lines(key)
  return Line.distinct(fields.oneOrMore(key, areaShape).flatMap((area) => area.lines("name")))
}

const readMode = (posting: Fields): WorkMode | null => {
  const kinds = posting.lines("jobLocationType")
  for (const kind of kinds) if (kind !== "TELECOMMUTE") posting.drift(`jobLocationType=${Line.excerpt(kind, 60)}`)
  return kinds.includes("TELECOMMUTE") ? "remote" : null
}

/** Several words are several ways to be employed: only one says how. */
const readEmployment = (posting: Fields): EmploymentType | null => {
  const meanings = new Set<EmploymentType>()
  for (const word of posting.lines("employmentType")) {
    const meaning = Employment.of(word)
    if (meaning === undefined) posting.drift(`employmentType=${Line.excerpt(word, 60)}`)
    if (meaning != null) meanings.add(meaning)
  }
  return meanings.size === 1 ? [...meanings][0]! : null
}

/** A number, a MonetaryAmount around one, or around a QuantitativeValue; amounts may be text. */
const readCompensation = (posting: Fields): Compensation | null => {
  const currency = posting.line("salaryCurrency")
  if (typeof posting.raw("baseSalary") === "number" || typeof posting.raw("baseSalary") === "string") {
    return ofAmounts(posting.figure("baseSalary"), null, null, currency, null)
  }
  const salary = posting.oneOrMore("baseSalary", salaryShape)[0]
  if (salary === undefined) return null
  const inside = typeof salary.raw("value") === "object" ? (salary.oneOrMore("value", amountShape)[0] ?? salary) : salary
  const exact = inside.raw("value") === null || typeof inside.raw("value") === "object" ? null : inside.figure("value")
  const unit = inside.word("unitText", units) ?? (inside === salary ? null : salary.word("unitText", units))
  return ofAmounts(exact, inside.figure("minValue"), inside.figure("maxValue"), salary.line("currency") ?? currency, unit)
}

const ofAmounts = (exact: number | null, least: number | null, most: number | null, currency: string | null, interval: PayRange["interval"]): Compensation | null => {
  const [minimum, maximum] = [least ?? exact, most ?? exact]
  return minimum === null && maximum === null ? null : { summary: null, ranges: [{ label: null, minimum, maximum, currency, interval }], offers_equity: null }
}
