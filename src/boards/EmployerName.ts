/**
 * What an answer calls the employer, where it says so at all: a proposal for the registry, never an identity.
 */
import type { Page } from "../../schemas/Board.ts"
import type { System } from "../../schemas/Provider.ts"
import * as Body from "./Body.ts"
import * as Html from "./Html.ts"
import * as Line from "./Line.ts"

export const of = (system: System, { body }: Page): string | undefined => {
  const parsed = Body.parse(body, ["json", "html"])
  if (typeof parsed === "string") return undefined
  const documents = parsed.value instanceof Html.Page ? ofScripts(parsed.value) : [parsed.value]
  for (const document of documents) {
    for (const path of paths[system] ?? []) {
      const found = at(document, path)
      const line = typeof found === "string" ? Line.excerpt(Line.tidy(found), longest) : ""
      if (Line.isVisible(line)) return line
    }
  }
  return undefined
}

const longest = 80

type Path = ReadonlyArray<string | number>

const paths: Partial<Record<System, ReadonlyArray<Path>>> = {
  ashby: [["organization", "name"]],
  greenhouse: [["jobs", 0, "company_name"]],
  jsonld: [["hiringOrganization", "name"], ["@graph", 0, "hiringOrganization", "name"], [0, "hiringOrganization", "name"]],
  recruitee: [["offers", 0, "company_name"]],
  smartrecruiters: [["content", 0, "company", "name"]],
  teamtailor: [["title"]],
  workable: [["name"]]
}

const ofScripts = (page: Html.Page): ReadonlyArray<unknown> => [
  Body.json(Html.assigned(page, "window.__appData") ?? ""),
  ...page.scripts.filter(({ text, type }) => type === "application/ld+json" && text.includes("hiringOrganization")).map(({ text }) => Body.json(text))
]

const at = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined), document)
