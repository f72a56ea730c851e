/**
 * Contributions and gaps of a score in words, for a person: one phrase each, without a full stop.
 *
 * A phrase is chosen by the rule, the contract's name for its number; a rule without one is told by its name.
 */
import type { Contribution, Missing } from "../../schemas/Score.ts"

/** What it is, seen by itself: without evidence and without points. */
export const of = ({ family, rule, signal }: Pick<Contribution, "family" | "rule" | "signal">): string =>
  (phrases[rule] ?? ((signal: string) => `${family}: ${signal}`))(plain(signal))

/** As `machine_learning` is written in a sentence. */
export const plain = (name: string): string => name.replaceAll("_", " ")

const phrases: Readonly<Record<string, (signal: string) => string>> = {
  "role.target": (role) => `${role} is a role you want`,
  "role.related": (role) => `${role} is near a role you want`,
  "role.mentioned": (role) => `the title names ${role}, which you want, beside another role`,
  "role.department": (role) => `the department is for ${role}, which you want`,
  "role.other": (role) => `${role} is not a role you want`,
  "seniority.target": (level) => `the level is ${level}, as you want`,
  "seniority.near": (level) => `the level is ${level}, next to one you want`,
  "seniority.other": (level) => `the level is ${level}, which you do not want`,
  "seniority.track": (track) => `the track is ${track}, as you want`,
  "seniority.other_track": (track) => `the track is ${track}, which you do not want`,
  "seniority.enough_experience": (years) => `asks for ${years}, which you have`,
  "seniority.too_little_experience": (years) => `asks for ${years}, more than you have`,
  "skills.required": (skill) => `requires ${skill}`,
  "skills.preferred": (skill) => `would like ${skill}`,
  "skills.mentioned": (skill) => `mentions ${skill}`,
  "skills.title_word": (skill) => `the title says ${skill}`,
  "skills.must_have": (skill) => `has ${skill}, a must for you`,
  "skills.foreign_language": (language) => `needs the language ${language}, which you do not list`,
  "location.work_mode": (mode) => `the work is ${mode}, as you want`,
  "location.remote_possible": () => "remote work is possible",
  "location.other_work_mode": (mode) => `the work is ${mode}, which you do not want`,
  "location.city": (city) => `it is in ${city}, a city you want`,
  "location.country": (country) => `it is in ${country}, where you may work`,
  "location.elsewhere": (place) => `it is in ${place}, where you may not work`,
  "location.remote_open": (place) => `remote work is open to ${place}`,
  "location.remote_closed": (place) => `remote work is for ${place} only`,
  "compensation.whole_range_above": () => "the whole pay range is above your minimum",
  "compensation.reaches_minimum": () => "the pay range reaches your minimum",
  "compensation.below_minimum": () => "the pay is below your minimum",
  "company.preferred": (provider) => `${provider} is an employer you prefer`,
  "completeness.each": (field) => `states its ${field}`,
  "semantic.boost": (likeness) => `its words are like what you look for (${likeness} of 1000)`.replace("likeness ", ""),
  "freshness.steps": (age) => `published ${age}`
}

/** What a posting does not state. */
export const missing = ({ family, signal }: Missing): string =>
  gaps[`${family}.${signal}`] ?? (family === "compensation" ? `pay${plain(signal).replace(/^pay/, "")}` : plain(signal))

const gaps: Readonly<Record<string, string>> = {
  "role.family": "what role it is",
  "role.role_family": "what role it is",
  "seniority.level": "level",
  "seniority.track": "whether it leads people",
  "seniority.years_of_experience": "years of experience asked for",
  "skills.text": "a text to find skills in",
  "skills.language": "the language it is written in",
  "location.work_mode": "mode of work",
  "location.remote_scope": "from where it may be done remotely",
  "freshness.published_at": "when it was published"
}
