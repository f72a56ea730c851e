/**
 * The contracts in a form others can check with: JSON Schema, draft 2020-12, generated from the Effect schemas.
 *
 * Looser than the schemas where JSON Schema cannot say a rule (distinct names, a date's month length); never stricter.
 */
import * as Schema from "effect/Schema"
import { Budgets } from "../../schemas/Budgets.ts"
import { Delivery } from "../../schemas/Delivery.ts"
import { OnboardingReceipt } from "../../schemas/OnboardingReceipt.ts"
import { Policies } from "../../schemas/Policy.ts"
import { CandidateProfile } from "../../schemas/Profile.ts"
import { Providers } from "../../schemas/Provider.ts"
import { ResumeWords } from "../../schemas/ResumeWords.ts"
import { Scoring } from "../../schemas/Scoring.ts"
import * as Catalogue from "./Catalogue.ts"

export interface Contract {
  readonly name: string
  readonly version: number
  readonly schema: Schema.Top
  readonly description: string
}

/** What is read from `config/`. */
const configuration: ReadonlyArray<Contract> = [
  { name: "providers", version: 1, schema: Providers, description: "config/providers.json: the registry of employers and their boards." },
  { name: "policies", version: 1, schema: Policies, description: "config/policies.json: which hosts may be asked, how, and who decided it." },
  { name: "onboarding_receipt", version: 1, schema: OnboardingReceipt, description: "config/receipts/<id>.json: what was found when a provider was added, and who reviewed it." },
  { name: "budgets", version: 1, schema: Budgets, description: "config/budgets.v1.json: what a run may spend on asking boards." },
  { name: "scoring", version: 1, schema: Scoring, description: "config/scoring.v1.json: the points of each signal." },
  { name: "candidate_profile", version: 1, schema: CandidateProfile, description: "config/candidates/<id>.json: what a candidate looks for." },
  { name: "resume", version: 1, schema: ResumeWords, description: "config/resume.v1.json: the words by which a résumé is understood." },
  { name: "delivery", version: 1, schema: Delivery, description: "config/delivery.v1.json: over which channels a candidate's alerts and digests are delivered." }
]

/** Every contract with a file, by name. */
export const contracts: ReadonlyArray<Contract> = [...Catalogue.all.filter(({ mediaType }) => mediaType === "application/json"), ...Catalogue.beside, ...configuration]

/** As `postings.v1.schema.json`. */
export const file = ({ name, version }: Contract): string => `${name}.v${version}.schema.json`

export const document = ({ name, version, schema, description }: Contract): Readonly<Record<string, unknown>> => {
  const { schema: root, definitions } = Schema.toJsonSchemaDocument(schema, { onExcessProperty: "error" })
  const { [nameOf(root)]: inlined, ...others } = definitions
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:signalcraft:schema:${name}:${version}`,
    title: `${name}.v${version}`,
    description,
    ...(inlined ?? root),
    ...(Object.keys(others).length === 0 ? {} : { $defs: others })
  }
}

/** The file's content. */
export const text = (contract: Contract): string => `${JSON.stringify(document(contract), null, 2)}\n`

const nameOf = (root: { readonly [key: string]: unknown }): string => String(root["$ref"] ?? "").replace("#/$defs/", "")
