/**
 * Makes a profile, from choices, from a résumé, or from both: a choice given wins over what the résumé says of it.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { CandidateProfile } from "../../../schemas/Profile.ts"
import * as Profiles from "../../candidates/Profiles.ts"
import * as ResumeFile from "../../candidates/ResumeFile.ts"
import * as Wire from "../../engine/Wire.ts"
import { BadUsage } from "../BadUsage.ts"
import * as CandidateFolder from "../CandidateFolder.ts"
import * as ConfigFolder from "../ConfigFolder.ts"
import * as DayOf from "../DayOf.ts"
import * as ResumeReader from "../ResumeReader.ts"
import { shared } from "../Root.ts"
import * as Terminal from "../Terminal.ts"
import * as CandidatesView from "../views/CandidatesView.ts"

export interface Input {
  readonly id: string
  readonly name: Option.Option<string>
  readonly from: Option.Option<string>
  readonly role: ReadonlyArray<string>
  readonly seniority: ReadonlyArray<string>
  readonly skill: ReadonlyArray<string>
  readonly city: ReadonlyArray<string>
  readonly country: ReadonlyArray<string>
  readonly workMode: ReadonlyArray<string>
  readonly minimumPay: Option.Option<string>
}

export const candidatesCreate = Effect.fnUntraced(function*(input: Input) {
  const { home, json } = yield* shared
  const id = yield* CandidateFolder.idOf(input.id)
  const blank = Profiles.blank(id, Option.getOrElse(input.name, () => id))
  const source = Option.isNone(input.from) ? undefined : yield* ResumeFile.read(input.from.value, yield* ResumeReader.load(home), yield* DayOf.read(undefined))
  const told = source === undefined ? blank : Profiles.told(blank, source)
  const chosen = {
    ...told,
    ...given("roles", input.role),
    ...given("seniorities", input.seniority),
    ...given("cities", input.city),
    ...given("countries", input.country),
    ...given("work_modes", input.workMode),
    skills: Profiles.grown(input.skill, [], told.skills),
    minimum_pay: Option.isNone(input.minimumPay) ? null : yield* pay(input.minimumPay.value)
  }
  const checked = Wire.validate(CandidateProfile)(chosen)
  if (Result.isFailure(checked)) return yield* new ConfigFolder.BadConfig({ problems: checked.failure.map((misfit) => ({ file: CandidateFolder.fileOf(id), ...misfit })) })
  yield* CandidateFolder.create(home, checked.success)
  const written: CandidatesView.Written = { profile: checked.success, placements: source === undefined ? [] : Profiles.placements(blank, checked.success, source) }
  if (json) Terminal.json(CandidatesView.writtenDocument(written))
  else Terminal.result(CandidatesView.written(written, Terminal.inkFor(process.stdout)))
})

const given = (field: string, values: ReadonlyArray<string>): object => (values.length === 0 ? {} : { [field]: values })

const pay = (text: string) => {
  const [, amount, currency] = /^(\d{1,12}) ([A-Z]{3})$/.exec(text) ?? []
  return amount === undefined || currency === undefined
    ? Effect.fail(new BadUsage({ flag: "--minimum-pay", given: text, expected: "an amount a year and a currency, as '90000 EUR'," }))
    : Effect.succeed({ amount: Number(amount), currency })
}
