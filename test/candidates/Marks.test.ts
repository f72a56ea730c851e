import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as Path from "node:path"
import { type MarkEntry, Marks as MarksSchema, Said } from "../../schemas/Marks.ts"
import { PostingId } from "../../schemas/Posting.ts"
import { CandidateId } from "../../schemas/Profile.ts"
import * as MarkJournal from "../../src/candidates/MarkJournal.ts"
import * as Marks from "../../src/candidates/Marks.ts"
import * as Disk from "../../src/platform/Disk.ts"
import * as Resumes from "./Resumes.ts"

const ada = CandidateId.make("ada")
const posting = (number: number) => PostingId.make(`greenhouse/acme/${number}`)
const at = (index: number) => `2026-11-22T10:00:${String(index % 60).padStart(2, "0")}.000Z`

type Word = readonly [number: number, said: Said, note?: string]

const chain = (...words: ReadonlyArray<Word>): ReadonlyArray<MarkEntry> => {
  const entries: Array<MarkEntry> = []
  for (const [index, [number, said, note]] of words.entries()) {
    entries.push(Marks.entry({ candidate: ada, posting: posting(number), said, note: note ?? null, at: at(index), previous: entries.at(-1)?.id ?? null }))
  }
  return entries
}
const bytes = (text: string) => new TextEncoder().encode(text)
const text = (entries: ReadonlyArray<MarkEntry>) => entries.map(Marks.line).join("")
const read = (journal: string) => Marks.read(bytes(journal), ada)
const folded = (...words: ReadonlyArray<Word>) => Marks.fold(ada, chain(...words)).postings.map(({ mark, note, posting }) => [posting.split("/")[2], mark, note])

describe("marks", () => {
  it("hold as last said, each posting apart, in the order of identity", () => {
    assert.deepStrictEqual(folded([2, "saved"], [1, "saved"], [2, "applied"]), [["1", "saved", null], ["2", "applied", null]])
  })

  it("keep a note through another mark, change it by another note, and lose all by a clear", () => {
    assert.deepStrictEqual(folded([1, "saved", "a"], [1, "applied"]), [["1", "applied", "a"]])
    assert.deepStrictEqual(folded([1, "saved", "a"], [1, "note", "b"]), [["1", "saved", "b"]])
    assert.deepStrictEqual(folded([1, "note", "b"]), [["1", null, "b"]])
    assert.deepStrictEqual(folded([1, "saved", "a"], [1, "clear"]), [])
    assert.deepStrictEqual(folded([1, "saved", "a"], [1, "clear"], [1, "dismissed"]), [["1", "dismissed", null]])
  })

  const Words = Schema.Array(Schema.Struct({ number: Schema.Literals([1, 2, 3]), said: Said }))
  const wordsOf = (words: typeof Words.Type): ReadonlyArray<Word> => words.map(({ number, said }) => [number, said, said === "note" ? "n" : undefined] as unknown as Word)

  it.prop("fold to what their schema has, and to nothing after all is cleared", [Words], ([words]) => {
    const entries = chain(...wordsOf(words), [1, "clear"], [2, "clear"], [3, "clear"])
    Schema.decodeUnknownSync(MarksSchema, { onExcessProperty: "error" })(Marks.fold(ada, entries.slice(0, -3)))
    assert.deepStrictEqual(Marks.fold(ada, entries).postings, [])
  })

  it.prop("read back as written", [Words], ([words]) => {
    const entries = chain(...wordsOf(words))
    assert.deepStrictEqual(read(text(entries)), { entries, damage: [], isOpen: false })
  })

  it("cut off at any byte lose no entry before, and show no damage", () => {
    const entries = chain([1, "saved", "} tricky"], [2, "applied"], [3, "dismissed"])
    const whole = text(entries)
    const ends = entries.map((_, index) => text(entries.slice(0, index + 1)).length - 1)
    for (let cut = 0; cut < whole.length; cut++) {
      const { damage, entries: left } = read(whole.slice(0, cut))
      assert.deepStrictEqual([damage, left.length], [[], ends.filter((end) => end <= cut).length], `cut at ${cut}`)
    }
  })

  it("show every changed byte, and read all other entries", () => {
    const entries = chain([1, "saved", "x"], [2, "applied"], [3, "dismissed"])
    const whole = text(entries)
    for (let index = 0; index < whole.length; index++) {
      const changed = whole[index] === "0" ? "1" : "0"
      const { damage, entries: left } = read(`${whole.slice(0, index)}${changed}${whole.slice(index + 1)}`)
      const isLineEnd = whole[index] === "\n"
      if (index === whole.length - 1) assert.strictEqual(left.length, 2)
      else assert.isNotEmpty(damage, `changed at ${index}`)
      assert.isAtLeast(left.length, isLineEnd ? 1 : 2)
    }
  })

  it("show a line taken out, unless it was the last", () => {
    const entries = chain([1, "saved"], [2, "applied"], [3, "dismissed"])
    assert.deepStrictEqual(read(text(entries.slice(1))).damage.map(({ line }) => line), [1])
    assert.deepStrictEqual(read(text(entries.filter((_, index) => index !== 1))).damage.map(({ line }) => line), [2])
  })

  it("of another candidate are no marks of this one", () => {
    const entries = chain([1, "saved"])
    assert.deepStrictEqual(Marks.read(bytes(text(entries)), CandidateId.make("bob")), { entries: [], damage: [{ line: 1, problem: "it is of the candidate ada" }], isOpen: false })
  })
})

describe("the journal of marks", () => {
  const folder = Resumes.folder()
  const said = (number: number) => ({ candidate: ada, posting: posting(number), said: "saved" as const, note: null, at: at(number) })
  const ids = (state: string) => MarkJournal.readUnsafe(Disk.make(), state, ada).entries.map(({ posting }) => Number(posting.split("/")[2]))

  it("is at the candidate's own place, and empty before the first mark", () => {
    const state = Path.join(folder, "new")
    assert.strictEqual(MarkJournal.file(state, ada), Path.join(state, "candidates/ada/marks.jsonl"))
    assert.deepStrictEqual(MarkJournal.readUnsafe(Disk.make(), state, ada), { entries: [], damage: [], isOpen: false })
  })

  it("goes on after a line torn at any byte, changing nothing that stands", () => {
    const state = Path.join(folder, "torn")
    MarkJournal.appendUnsafe(Disk.make(), state, said(1))
    const first = fs.readFileSync(MarkJournal.file(state, ada), "utf8")
    const second = Marks.line(MarkJournal.appendUnsafe(Disk.make(), state, said(2)))
    for (let cut = 0; cut < second.length; cut += 7) {
      const before = first + second.slice(0, cut)
      fs.writeFileSync(MarkJournal.file(state, ada), before)
      MarkJournal.appendUnsafe(Disk.make(), state, said(3))
      const { damage } = MarkJournal.readUnsafe(Disk.make(), state, ada)
      assert.deepStrictEqual([damage, ids(state)], [[], [1, 3]], `torn at ${cut}`)
      assert.isTrue(fs.readFileSync(MarkJournal.file(state, ada), "utf8").startsWith(before))
    }
  })

  it("fails at any step of the disk without losing what was said", () => {
    for (let nth = 1; nth <= 4; nth++) {
      const state = Path.join(folder, `failing-${nth}`)
      MarkJournal.appendUnsafe(Disk.make(), state, said(1))
      const failing = Disk.make(Disk.failing(nth, { code: "ENOSPC", written: 40, recovers: true }))
      try {
        MarkJournal.appendUnsafe(failing, state, said(2))
      } catch (error) {
        assert.instanceOf(error, Disk.DiskError)
      }
      MarkJournal.appendUnsafe(Disk.make(), state, said(3))
      assert.deepStrictEqual([MarkJournal.readUnsafe(Disk.make(), state, ada).damage, ids(state).filter((number) => number !== 2)], [[], [1, 3]])
    }
  })

  it("holds both of two entries written at once", () => {
    const state = Path.join(folder, "twice")
    MarkJournal.appendUnsafe(Disk.make(), state, said(1))
    const last = MarkJournal.readUnsafe(Disk.make(), state, ada).entries.at(-1)!.id
    const file = MarkJournal.file(state, ada)
    for (const number of [2, 3]) fs.appendFileSync(file, Marks.line(Marks.entry({ ...said(number), previous: last })))
    assert.deepStrictEqual([MarkJournal.readUnsafe(Disk.make(), state, ada).damage, ids(state)], [[], [1, 2, 3]])
  })
})
