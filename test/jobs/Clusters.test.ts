import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Cluster } from "../../schemas/Clusters.ts"
import type { Posting, PostingId } from "../../schemas/Posting.ts"
import * as Clusters from "../../src/jobs/Clusters.ts"
import * as MinHash from "../../src/jobs/MinHash.ts"
import * as Canonical from "../../src/platform/Canonical.ts"
import * as Rig from "./Rig.ts"
import { gazetteer } from "./Shipped.ts"

const posting = (number: number, title: string, place: string, over: Partial<Posting> = {}): Posting =>
  Rig.posting({ number, title, places: [Rig.place(place)], departments: ["Sales"], requisition: null, ...over })
const numbers = (clusters: ReadonlyArray<Cluster>) => clusters.map(({ postings, rule }) => [rule, postings.map((id) => Number(id.split("/").at(-1)))])
const of = (...postings: ReadonlyArray<Posting>) => numbers(Clusters.requisitions(postings, gazetteer))

/** Words that look drawn, from a seed: two seeds share hardly any run of words. */
const text = (seed: number, length: number): string => Array.from({ length }, (_, index) => `word${(seed * 7919 + index * index * 37 + index * seed) % 997}`).join(" ")
const sketch = (text: string) => MinHash.sketch(text.split("\n").map(MinHash.inLine))
const sketched = (id: string, text: string) => ({ id: `ashby/acme/${id}` as PostingId, sketch: sketch(text)! })

describe("Clusters", () => {
  it("joins the postings of one requisition, whatever their titles", () =>
    assert.deepStrictEqual(of(posting(2, "Engineer", "Paris", { requisition: "R1" }), posting(1, "Scientist", "Paris", { requisition: "R1" }), posting(3, "Engineer", "Paris", { requisition: "R2" })), [["requisition", [1, 2]]]))

  it("joins one title in several places of one market where no number says otherwise", () => {
    assert.deepStrictEqual(of(posting(1, "Account Executive", "Munich"), posting(2, "Account Executive", "Paris"), posting(3, "Account Executive", "New York")), [["title", [1, 2]]])
    assert.deepStrictEqual(of(posting(1, "Account Executive", "New York"), posting(2, "account  executive", "Seattle")), [["title", [1, 2]]])
    assert.deepStrictEqual(of(posting(1, "Account Executive - New York", "New York"), posting(2, "Account Executive (Remote)", "Remote - US")), [["title", [1, 2]]])
    assert.deepStrictEqual(of(posting(1, "Account Executive", "Paris", { requisition: "R1" }), posting(2, "Account Executive", "Lyon")), [["title", [1, 2]]])
  })

  it("keeps apart what differs in number, department, provider or title, and what is in the same place twice", () => {
    const first = posting(1, "Account Executive", "Paris")
    assert.deepStrictEqual(of({ ...first, requisition: "R1" }, posting(2, "Account Executive", "Lyon", { requisition: "R2" })), [])
    assert.deepStrictEqual(of(first, posting(2, "Account Executive", "Lyon", { departments: ["Finance"] })), [])
    assert.deepStrictEqual(of(first, posting(2, "Account Executive", "Lyon", { provider: "other" as Posting["provider"] })), [])
    assert.deepStrictEqual(of(first, posting(2, "Account Executive, Startups", "Lyon")), [])
    assert.deepStrictEqual(of(first, posting(2, "Account Executive", "Paris")), [])
  })

  it("takes only what says where or how from a title", () => {
    const key = (title: string) => Clusters.titleKey(title, gazetteer)
    assert.deepStrictEqual(["Engineer - London", "Engineer (Remote, US)", "Engineer, EMEA", "Engineer"].map(key), ["engineer", "engineer", "engineer", "engineer"])
    assert.deepStrictEqual(["Engineer, Payments", "London Office Manager", "Remote"].map(key), ["engineer payments", "london office manager", "remote"])
  })

  const places = ["Paris", "Lyon", "Munich", "New York", "Seattle", "Remote", "?"]
  const Drawn = Schema.Array(Schema.Struct({ title: Schema.Literals(["A", "B"]), place: Schema.Literals(places), department: Schema.Literals(["x", "y", ""]), requisition: Schema.NullOr(Schema.Literals(["1", "2"])) }))
  it.prop("depends on the set of postings alone, and puts each into one cluster at most", [Drawn], ([drawn]) => {
    const postings = drawn.map(({ title, place, department, requisition }, number) => posting(number, title, place, { departments: department === "" ? [] : [department], requisition }))
    const clusters = Clusters.requisitions(postings, gazetteer)
    Schema.decodeUnknownSync(Schema.Array(Cluster), { onExcessProperty: "error" })(clusters)
    assert.deepStrictEqual(Clusters.requisitions(postings.toReversed(), gazetteer), clusters)
    const all = clusters.flatMap(({ postings }) => postings)
    assert.strictEqual(new Set(all).size, all.length)
    for (const { postings } of clusters) assert.deepStrictEqual(postings, postings.toSorted(Canonical.compare))
  })

  it("joins texts that differ in a few words of many, and no others", () => {
    const body = text(1, 400)
    const edited = `Edited ${body} lightly`
    assert.deepStrictEqual(Clusters.texts([sketched("3", edited), sketched("1", body), sketched("2", text(200, 400)), sketched("4", body.toUpperCase())]), [
      { rule: "text", postings: ["ashby/acme/1", "ashby/acme/3", "ashby/acme/4"] as ReadonlyArray<string> as ReadonlyArray<PostingId> }
    ])
  })

  it.prop("clusters texts in any order alike", [Schema.Array(Schema.Struct({ from: Schema.Literals([0, 40, 80]), length: Schema.Literals([3, 60, 64]) }))], ([drawn]) => {
    const all = drawn.map(({ from, length }, index) => sketched(String(index), text(from, length)))
    assert.deepStrictEqual(Clusters.texts(all.toReversed()), Clusters.texts(all))
  })

  describe("of a board", () => {
    const understood = (number: number, title: string, place: string, words: string | null, over: Partial<Posting> = {}) => Rig.asUnderstood(posting(number, title, place, over), words)
    const jobs = (...postings: ReadonlyArray<ReturnType<typeof understood>>) => numbers(Clusters.jobs(postings, gazetteer))

    it("join nearly equal texts only under one title, and what a requisition joins already", () => {
      const body = text(1, 400)
      assert.deepStrictEqual(jobs(understood(1, "Engineer", "Paris", body), understood(2, "Engineer - New York", "New York", body), understood(3, "Scientist", "Paris", body)), [["text", [1, 2]]])
      const numbered = (number: number, requisition: string) => understood(number, "Engineer", "Paris", body, { requisition })
      assert.deepStrictEqual(jobs(numbered(1, "R1"), numbered(2, "R1"), numbered(3, "R2"), understood(4, "Baker", "Paris", text(2, 400))), [["requisition", [1, 2, 3]]])
    })

    it("leave as many jobs as a reader sees", () => {
      const boards = [[understood(1, "Baker", "Paris", null), understood(2, "Baker", "Lyon", null), understood(3, "Cook", "Paris", null)], [understood(4, "Cook", "Lyon", null)]]
      assert.deepStrictEqual(Clusters.document(boards.map((postings) => ({ postings: postings.length, clusters: Clusters.jobs(postings, gazetteer) }))).counts, { postings: 4, clustered: 2, jobs: 3 })
    })

    it.prop("do not depend on the order of the postings, and hold each once", [Drawn], ([drawn]) => {
      const postings = drawn.map(({ title, place, department, requisition }, number) =>
        understood(number, title, place, number % 2 === 0 ? text(1, 60) : null, { departments: department === "" ? [] : [department], requisition }))
      const clusters = Clusters.jobs(postings, gazetteer)
      assert.deepStrictEqual(Clusters.jobs(postings.toReversed(), gazetteer), clusters)
      const all = clusters.flatMap(({ postings }) => postings)
      assert.strictEqual(new Set(all).size, all.length)
    })
  })
})

describe("MinHash", () => {
  it("gives equal words equal sketches, whatever their case, accents and punctuation", () => {
    assert.deepStrictEqual(sketch("Über uns: wir bauen Dinge, täglich"), sketch("uber UNS wir bauen dinge taglich"))
    assert.isNull(sketch(" … "))
  })

  it("keeps the sketch of a text from one version to the next", () =>
    assert.deepStrictEqual(sketch("the same words on every machine")?.slice(0, 12), "a97ac9055ef5"))

  it("estimates the share of common shingles", () => {
    const [whole, half, other] = [text(0, 400), `${text(0, 200)} ${text(170, 200)}`, text(90, 400)].map((one) => MinHash.minima(sketch(one)!))
    assert.strictEqual(MinHash.similarity(whole!, whole!), 1000)
    assert.isTrue(MinHash.similarity(whole!, half!) > 150 && MinHash.similarity(whole!, half!) < 650, String(MinHash.similarity(whole!, half!)))
    assert.isTrue(MinHash.similarity(whole!, other!) < 150)
    const share = MinHash.similarity(whole!, half!)
    assert.deepStrictEqual([share - 1, share, share + 1].map((least) => MinHash.similarity(whole!, half!, least)), [share, share, 0])
  })

  it.prop("is symmetric and sketches any text", [Schema.String, Schema.String], ([a, b]) => {
    const [first, second] = [sketch(a), sketch(b)]
    if (first === null || second === null) return
    assert.match(first, /^[0-9a-f]{384}$/)
    const [one, other] = [MinHash.minima(first), MinHash.minima(second)]
    assert.strictEqual(Array.from(one, (minimum) => minimum.toString(16).padStart(4, "0")).join(""), first)
    assert.strictEqual(MinHash.similarity(one, other), MinHash.similarity(other, one))
  })
})
