/**
 * Boards whose every line is meant to do harm, and whose advertisements hold words that no other place holds.
 *
 * With the payloads of the conformance vectors where they are at hand: see `SIGNALCRAFT_VECTORS`.
 */
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as Path from "node:path"
import type { ProviderId, System } from "../../schemas/Provider.ts"
import * as Questions from "../../src/boards/Questions.ts"
import * as Home from "../../src/cli/Home.ts"
import * as SnapshotSet from "../../src/network/SnapshotSet.ts"
import * as Boards from "../boards/Rig.ts"

const vectors = Path.join(process.env["SIGNALCRAFT_VECTORS"] ?? "../shared/vectors", "xss.txt")
export const haveVectors = fs.existsSync(vectors)

const own: ReadonlyArray<string> = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "&lt;b&gt;bold&lt;/b&gt; &amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt; &amp;amp;amp;#x1b;[31m",
  "\u001B]0;owned\u0007\u001B[2J\u001B[8mhidden\u001B[0m engineer",
  "\u009B31mred \u0090dcs\u009C engineer\u0000\u007F\u0085",
  "Engineer\rRanked first \b\b\b\v\f",
  "Engineer \u202Egnp.exe\u202C \u2066x\u2069\u200F\u061C",
  "\u200B\u200C\u200DEngi\u2060neer\uFEFF\u00AD",
  "=cmd|' /C calc'!A0",
  "\u200B=1+1",
  "+SUM(A1)",
  "@SUM(A1)\",=1",
  "-1\r\n=1",
  "Engineer \u2028=1\u2029",
  "\uD800 lone \uDFFF",
  "__proto__",
  "\u200B\u2060\uFEFF\u0000",
  `E${"\u0301".repeat(2000)}`,
  "Senior Engineer ".repeat(6400)
]

const recorded = haveVectors ? fs.readFileSync(vectors, "utf8").split("\n").filter((line) => line.trim() !== "") : []

const systems = ["greenhouse", "ashby", "lever"] as const

/** Ours on every board, each of the others on one. */
export const payloads: Readonly<Record<string, ReadonlyArray<string>>> =
  Object.fromEntries(systems.map((system, turn) => [`bad-${system}`, [...own, ...recorded.filter((_, index) => index % systems.length === turn)]]))

/** As it stands in every text of these boards, and nowhere else in any form. */
export const canary = "quibblewort"

let planted = 0
const secret = (): string => `${canary}${(planted++).toString(36).padStart(5, "0")}`

/** A description around a payload: canaries as text, in attributes, in comments, in what no reader sees, and beside what rules look for. */
const description = (payload: string): string =>
  [
    `<h2>${secret()}</h2><p title="${secret()}">${secret()} ${payload} ${secret()}</p>`,
    `<!-- ${secret()} --><script>"${secret()}"</script><a href="https://${secret()}.example/">${secret()}</a>`,
    `<ul><li>5+ years of Python and ${secret()}</li><li>$100,000 - $150,000 ${secret()} a year, remote in ${secret()}</li></ul>`
  ].join("")

const escaped = (html: string): string => html.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")

const hostile: Readonly<Record<typeof systems[number], (payload: string, id: number) => Boards.Row>> = {
  greenhouse: (payload, id) => ({
    ...Boards.rows.greenhouse(id), title: payload, location: { name: payload }, departments: [{ id: 1, name: payload, child_ids: [], parent_id: null }], content: escaped(description(payload))
  }),
  ashby: (payload, id) => ({
    ...Boards.rows.ashby(id), title: payload, location: payload, department: payload, team: payload, descriptionHtml: description(payload), descriptionPlain: `${secret()}\n${payload}`
  }),
  lever: (payload, id) => ({
    ...Boards.rows.lever(id), text: payload, categories: { commitment: payload, department: payload, team: payload, location: payload, allLocations: [payload] },
    description: description(payload), descriptionPlain: secret(), lists: [{ text: secret(), content: `<li>${secret()}</li>` }]
  })
}

/** Rows and answers that cannot be read, with canaries where an error would quote. */
const broken = (): ReadonlyArray<readonly [id: string, system: System, body: string]> => [
  ["cutoff", "greenhouse", `{"jobs":[{"id":1,"title":"Engineer","content":"${secret()} ${secret()}`],
  ["notjson", "ashby", `${secret()}<p>${secret()}</p>`],
  ["wrongtypes", "greenhouse", Boards.write("greenhouse", Boards.envelope.greenhouse([
    { ...Boards.rows.greenhouse(1), content: [secret()] }, { ...Boards.rows.greenhouse(2), content: { a: secret() } }, { ...Boards.rows.greenhouse(3), title: null, content: secret() }, { ...Boards.rows.greenhouse(4), id: null, content: secret() }
  ]))],
  ["badrows", "lever", JSON.stringify([secret(), [secret()], { ...Boards.rows.lever(1), description: 7, lists: [secret()] }])]
]

/** A home with nothing but these boards, in a folder of its own. */
export const make = Effect.fnUntraced(function*(root: string) {
  const home = Home.at(root)
  fs.cpSync(Path.join(Home.program, "config"), home.config, { recursive: true })
  const boards = [
    ...systems.map((system) =>
      [`bad-${system}`, system, Boards.write(system, Boards.envelope[system](payloads[`bad-${system}`]!.map((payload, index) => hostile[system](payload, index + 1))))] as const),
    ...broken()
  ]
  const providers = boards.map(([id, system]) => ({ id, name: id, system, board: id, enabled: true }))
  fs.writeFileSync(Path.join(home.config, "providers.json"), JSON.stringify({ schema_version: 1, providers }))
  for (const [id, system, body] of boards) {
    yield* SnapshotSet.add(home.snapshots, id as ProviderId, {
      url: Questions.first({ id: id as ProviderId, system, board: id }).url,
      status: 200,
      headers: { "content-type": "application/json" },
      body: Buffer.from(body),
      received_at: "2026-11-22T06:00:00Z"
    })
  }
})
