import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { PostingHistory } from "../../schemas/PostingHistory.ts"
import { RoleTaxonomy as Document } from "../../schemas/RoleTaxonomy.ts"
import * as Safety from "../../src/artifacts/Safety.ts"
import * as RoleTaxonomy from "../../src/jobs/RoleTaxonomy.ts"
import { tables } from "../../src/jobs/Taxonomy.ts"
import * as Histories from "./Histories.ts"

const { board, day, row, traits } = Histories
const boards = ["acme", "zeta", "iota"].map((provider) => board(provider, 0, 60))
const of = (rows: ReadonlyArray<PostingHistory>) => RoleTaxonomy.of({ as_of: day(60), rows, boards }, tables)

const engineer = (provider: string, title: string, over: Partial<PostingHistory> = {}) => row(provider, title.replaceAll(/\W+/g, "-"), { title, ...over })
const gone = { state: "closed", last_seen: day(50), closed_on: day(51) } as const

const market = [
  engineer("acme", "Software Engineer, Payments"),
  engineer("acme", "Software Engineer, Payments Risk", { first_seen: day(55) }),
  engineer("zeta", "Software Engineer, Payments"),
  engineer("zeta", "Software Engineer, Payments (London)"),
  engineer("acme", "Software Engineer, Search"),
  engineer("zeta", "Software Engineer, Storage"),
  engineer("iota", "Software Engineer, Compilers", gone),
  engineer("iota", "Software Engineer, Networks")
]

describe("RoleTaxonomy", () => {
  it("reaches no text of an advertisement", () => assert.isUndefined(Safety.rawTextIn(Document)))

  it("parts a family by the word that titles of several employers share, and keeps the rest together", () => {
    const { archetypes, counts } = of(market)
    assert.deepStrictEqual(archetypes.map(({ employers, id, members }) => [id, employers.join(" "), members.length]), [
      ["software_engineering/unspecified/unspecified/payments", "acme zeta", 4],
      ["software_engineering/unspecified/unspecified/*", "acme iota zeta", 3]
    ])
    assert.deepStrictEqual(counts, { open: 7, placed: 7, scattered: 0, unnamed: 0 })
  })

  it("says since when, on what evidence, how sure, and how it grew", () => {
    const [payments] = of(market).archetypes
    assert.strictEqual(payments!.first_seen, day(0))
    assert.deepStrictEqual(payments!.evidence, { postings: 4, titles: [{ title: "software engineer payments", postings: 3 }, { title: "software engineer payments risk", postings: 1 }], skills: [] })
    assert.deepStrictEqual([payments!.growth.open_before, payments!.growth.opened, payments!.growth.open_after], [3, 1, 4])
    // Three titles, two employers, nine of ten words that at least half of the titles have.
    assert.strictEqual(payments!.confidence_permille, Math.floor(1000 * 3 * 2 * 9 / (8 * 3 * 10)))
  })

  const titled = (role: string, teams: Readonly<Record<string, ReadonlyArray<string>>>) =>
    Object.entries(teams).flatMap(([provider, names]) => names.map((name) => engineer(provider, `${role}, ${name}`)))
  const words = (rows: ReadonlyArray<PostingHistory>) => of(rows).archetypes.map(({ word }) => word)

  it("takes no word of one employer, of two titles, of more than half of them, of the family's name or for a person", () => {
    const others = { iota: ["Search", "Storage", "Compilers", "Networks"] }
    assert.deepStrictEqual(words(titled("Software Engineer", { acme: ["Payments", "Payments Risk", "Payments Ledger"], ...others })), [null])
    assert.deepStrictEqual(words(titled("Software Engineer", { acme: ["Payments"], zeta: ["Payments Risk"], ...others })), [null])
    assert.deepStrictEqual(words(titled("Software Engineer", { acme: ["Payments", "Payments Risk", "Payments Ledger"], zeta: ["Payments", "Payments Ledger"], ...others })), [null])
    const backend = titled("Backend Developer", { iota: ["Search", "Storage", "Compilers", "Networks"] })
    assert.deepStrictEqual(words([...titled("Software Engineer", { acme: ["Games", "Music"], zeta: ["Maps"] }), ...backend]), [null])
  })

  it("has been seen since the first time of the first of its postings", () => {
    const spells = [{ first_seen: day(2), last_seen: day(3), closed_on: day(4) }]
    const rows = titled("Software Engineer", { acme: ["Search", "Storage"], zeta: ["Compilers", "Networks"] }).map((one, index) => ({ ...one, known_since: index === 2 ? day(2) : day(20 + index), first_seen: day(20 + index), spells: index === 2 ? spells : [] }))
    assert.strictEqual(of(rows).archetypes[0]!.first_seen, day(2))
  })

  it("counts as common a word that half of the titles have", () => {
    const rows = titled("Software Engineer", { acme: ["Search Maps", "Search Music"], zeta: ["Compilers", "Networks"] })
    // Four titles, two employers; `software` and `engineer` four times each, `search` twice, of fourteen words.
    assert.strictEqual(of(rows).archetypes[0]!.confidence_permille, Math.floor(1000 * 4 * 2 * 10 / (9 * 3 * 14)))
  })

  it("keeps levels apart, and counts what is alone and what has no family", () => {
    const senior = { traits: traits({ seniority: "senior" }) }
    const { archetypes, counts } = of([...market, engineer("acme", "Senior Software Engineer", senior), engineer("acme", "Wizard", { traits: traits({ family: null, domain: null }) })])
    assert.deepStrictEqual([archetypes.length, counts], [2, { open: 9, placed: 7, scattered: 1, unnamed: 1 }])
  })

  it("counts a posting that goes on on another board once", () => {
    const [first, ...others] = market
    const moved = { ...first!, id: Histories.row("later", 1).id, continues: { posting: first!.id, evidence: "requisition" as const } }
    assert.deepStrictEqual(of([{ ...first!, continued_by: moved.id }, moved, ...others]).counts, of(market).counts)
  })

  it("drops an archetype a month after the last of it closed", () => {
    const closedOn = (n: number) => market.map((one) => ({ ...one, first_seen: day(0), state: "closed" as const, last_seen: day(n - 1), closed_on: day(n) }))
    assert.deepStrictEqual([of(closedOn(31)).archetypes.length, of(closedOn(30)).archetypes.length], [2, 0])
  })

  it.prop("places every open posting once, whatever the order of rows, and is what its schema says", [Histories.Drawn], ([drawn]) => {
    const histories = Histories.of(Histories.drawn(drawn))
    const document = RoleTaxonomy.of(histories, tables)
    const members = document.archetypes.flatMap(({ members }) => members)
    assert.strictEqual(new Set(members).size, members.length)
    assert.strictEqual(document.counts.placed, members.length)
    assert.isAtLeast(document.counts.scattered, 0)
    for (const { confidence_permille } of document.archetypes) assert.isBelow(confidence_permille, 1000)
    assert.deepStrictEqual(RoleTaxonomy.of({ ...histories, rows: histories.rows.toReversed() }, tables), document)
    assert.deepStrictEqual(Schema.decodeUnknownSync(Document, { onExcessProperty: "error" })(document), document)
  })
})
