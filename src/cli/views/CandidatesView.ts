/**
 * Candidates: the list, a profile, what a résumé brought to it, and what is wrong.
 */
import type { CandidateProfile } from "../../../schemas/Profile.ts"
import * as Profiles from "../../candidates/Profiles.ts"
import type * as Setting from "../../engine/Setting.ts"
import * as Digest from "../../platform/Digest.ts"
import { type Candidates, fileOf } from "../CandidateFolder.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export const listDocument = ({ problems, profiles }: Candidates, current: string | undefined): object => ({
  schema_version: 1,
  current: current ?? null,
  candidates: [...profiles.values()].map((profile) => ({ id: profile.id, name: profile.name, digest: Profiles.digest(profile), file: fileOf(profile.id) })),
  problems
})

export const list = ({ problems, profiles }: Candidates, current: string | undefined, ink: Ink): string =>
  [
    ...Figures.table([...profiles.values()].map((profile) => [
      profile.id === current ? ink.good(ink.sign.arrow) : " ", ink.bold(profile.id), profile.name, wanted(profile.roles), ink.dim(Digest.short(Profiles.digest(profile)))
    ])),
    ...problems.map((problem) => `${ink.bad(ink.sign.failed)} ${told(problem)}`),
    ink.dim(problems.length > 0 ? "next: graph candidates validate" : `next: graph candidates show ${current ?? "ID"}`)
  ].join("\n")

export const showDocument = (profile: CandidateProfile): object => ({ schema_version: 1, digest: Profiles.digest(profile), file: fileOf(profile.id), profile })

export const show = (profile: CandidateProfile, ink: Ink): string => {
  const { deal_breakers: { employment_types, providers, title_words }, minimum_pay, source } = profile
  const pay = minimum_pay === null ? "does not count" : `from ${Figures.grouped(minimum_pay.amount)} ${minimum_pay.currency} a year; ${unstated(minimum_pay.when_unstated)}`
  return [
    `${ink.bold(profile.id)}   ${profile.name}   ${ink.dim(Digest.short(Profiles.digest(profile)))}`,
    ...Figures.table([
      ["  roles", wanted(profile.roles)],
      ["  levels", wanted(profile.seniorities)],
      ["  track", profile.track?.replaceAll("_", " ") ?? "any"],
      ["  skills", profile.skills.map((skill) => weighed(skill, profile.skill_weights?.[skill])).join(", ") || "none"],
      ["  must have", (profile.must_haves ?? []).map(({ term, when_unstated }) => `${term} (${unstated(when_unstated)})`).join(", ") || "nothing"],
      ["  work", wanted(profile.work_modes)],
      ["  remote within", wanted(profile.remote_within ?? [])],
      ["  cities", wanted(profile.cities)],
      ["  countries", wanted(profile.countries)],
      ["  languages", wanted(profile.languages ?? [])],
      ["  experience", profile.years_of_experience === undefined ? "not said" : Figures.count(profile.years_of_experience, "year")],
      ["  pay", pay],
      ["  employment", wanted(employment_types)],
      ["  prefers", (profile.preferred_providers ?? []).join(", ") || "nobody"],
      ["  hides", [...providers, ...title_words.map((word) => JSON.stringify(word))].join(", ") || "nothing"],
      ["  résumé", source === undefined ? "none" : `${kinds[source.kind]}, ${Digest.short(source.digest)}`]
    ]),
    ink.dim(`next: edit ${fileOf(profile.id)}, then graph candidates validate ${profile.id}`)
  ].join("\n")
}

export interface Written {
  readonly profile: CandidateProfile
  /** What a résumé brought; empty where there was none. */
  readonly placements: ReadonlyArray<Profiles.Placement>
}

export const writtenDocument = ({ placements, profile }: Written): object => ({ ...showDocument(profile), placements })

export const written = ({ placements, profile }: Written, ink: Ink): string =>
  [
    `${ink.good(ink.sign.ran)} ${ink.bold(profile.id)}   ${fileOf(profile.id)}`,
    ...(placements.length === 0 ? [] : ["  found in the résumé, and added to the profile:"]),
    ...Figures.table(placements.map(({ added, field, found }) => [`  ${field}`, found.length === 0 ? ink.dim("nothing") : found.map((word) => (added.includes(word) ? ink.good(`+${word}`) : word)).join(", ")])),
    ...(placements.length === 0 ? [] : [ink.dim("  + was added; the others are there already, were taken out by hand, or are for you to choose. The résumé itself is kept nowhere.")]),
    ink.dim(`next: look it over: graph candidates show ${profile.id}`)
  ].join("\n")

export interface Checked {
  /** Those that hold by their schema. */
  readonly candidates: ReadonlyArray<string>
  readonly problems: ReadonlyArray<Setting.Problem>
}

export const checkedDocument = ({ candidates, problems }: Checked): object => ({ schema_version: 1, sound: problems.length === 0, candidates, problems })

export const checked = ({ candidates, problems }: Checked, ink: Ink): string =>
  problems.length === 0
    ? `${ink.good(ink.sign.ran)} ${Figures.count(candidates.length, "profile")} sound: ${candidates.join(", ")}`
    : [...problems.map((problem) => `${ink.bad(ink.sign.failed)} ${told(problem)}`), ink.dim("next: correct them; schemas/json/candidate_profile.v1.schema.json describes the file")].join("\n")

const kinds = { pdf: "PDF", docx: "DOCX", text: "text", json_resume: "JSON Resume" }

const told = ({ file, pointer, problem }: Setting.Problem): string => `${file}${pointer === "" ? "" : ` at ${pointer}`}: ${problem}`
const wanted = (words: ReadonlyArray<string>): string => words.join(", ").replaceAll("_", " ") || "any"
const weighed = (skill: string, weight: number | undefined): string => (weight === undefined ? skill : `${skill} (${weight})`)
const unstated = (what: "neutral" | "exclude" = "neutral"): string => (what === "exclude" ? "a posting that does not say goes" : "a posting that does not say stays")
