/**
 * `graph candidates list|show|create|update|switch|validate`
 */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

const several = (name: string, description: string) => Flag.String(name).pipe(Flag.withDescription(`${description}; may be given several times`), Flag.atLeast(0))

const list = Command.make("list", {}, () => Effect.flatMap(Effect.promise(() => import("../actions/candidates-list.ts")), ({ candidatesList }) => candidatesList())).pipe(
  Command.withDescription("Who postings are ranked for, and whose artifacts are shown where no candidate is named")
)

const show = Command.make("show", {
  id: Argument.String("id").pipe(Argument.withDescription("Which candidate [default: the current one]"), Argument.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/candidates-show.ts")), ({ candidatesShow }) => candidatesShow(input))).pipe(
  Command.withDescription("What a candidate looks for, and the profile's digest")
)

const create = Command.make("create", {
  id: Argument.String("id").pipe(Argument.withDescription("Its name: lower-case words joined by dashes")),
  name: Flag.String("name").pipe(Flag.withDescription("How lists call the candidate [default: the id]"), Flag.optional),
  from: Flag.String("from").pipe(Flag.withDescription("A résumé to begin with: .pdf, .docx, .txt, .md, or a JSON Resume. Read here, kept nowhere"), Flag.optional),
  role: several("role", "A family of work wanted, as machine_learning"),
  seniority: several("seniority", "A level wanted, as senior"),
  skill: several("skill", "A skill, as Python"),
  city: several("city", "A city wanted"),
  country: several("country", "A country where the candidate may work, as DE"),
  workMode: several("work-mode", "on_site, hybrid or remote"),
  minimumPay: Flag.String("minimum-pay").pipe(Flag.withDescription("The least acceptable base pay a year, as '90000 EUR'"), Flag.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/candidates-create.ts")), ({ candidatesCreate }) => candidatesCreate(input))).pipe(
  Command.withDescription("Make a profile in config/candidates/. One that is there already is left as it is"),
  Command.withExamples([
    { command: "graph candidates create ada --from resume.pdf", description: "From a résumé" },
    { command: "graph candidates create ada --role sales --country DE --minimum-pay '90000 EUR'", description: "From choices; a choice given wins over what the résumé says" }
  ])
)

const update = Command.make("update", {
  id: Argument.String("id").pipe(Argument.withDescription("Which candidate")),
  from: Flag.String("from").pipe(Flag.withDescription("The newer résumé: .pdf, .docx, .txt, .md, or a JSON Resume"))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/candidates-update.ts")), ({ candidatesUpdate }) => candidatesUpdate(input))).pipe(
  Command.withDescription("Add what a newer résumé says to a profile: skills, languages, years at work. What was edited by hand stays as it was edited"),
  Command.withExamples([{ command: "graph candidates update ada --from resume.docx", description: "Adds what is new in it" }])
)

const switchTo = Command.make("switch", {
  id: Argument.String("id").pipe(Argument.withDescription("Which candidate"))
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/candidates-switch.ts")), ({ candidatesSwitch }) => candidatesSwitch(input))).pipe(
  Command.withDescription("Choose whose artifacts and marks commands mean where no candidate is named")
)

const validate = Command.make("validate", {
  id: Argument.String("id").pipe(Argument.withDescription("Only this candidate [default: all]"), Argument.optional)
}, (input) => Effect.flatMap(Effect.promise(() => import("../actions/candidates-validate.ts")), ({ candidatesValidate }) => candidatesValidate(input))).pipe(
  Command.withDescription("Every problem of every profile, with its file and place. Exits 2 if there is one")
)

export const candidates = Command.make("candidates").pipe(
  Command.withDescription("Who postings are ranked for: their profiles, made by hand or from a résumé"),
  Command.withSubcommands([list, show, create, update, switchTo, validate])
)
