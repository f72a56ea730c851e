import { assert, describe, it } from "@effect/vitest"
import * as Locate from "../../src/jobs/Locate.ts"
import { scoring } from "./Shipped.ts"
import * as Rig from "./Rig.ts"

describe("Locate", () => {
  it("takes the country a board states over the text", () => {
    assert.strictEqual(Locate.country(Rig.place("Paris", "United States"), scoring), "US")
    assert.strictEqual(Locate.country(Rig.place("Zürich", "CH"), scoring), "CH")
    assert.strictEqual(Locate.country(Rig.place("London", "UK"), scoring), "GB")
  })

  it("reads a written country and guesses none", () => {
    assert.strictEqual(Locate.country(Rig.place("New York, U.S."), scoring), "US")
    assert.strictEqual(Locate.country(Rig.place("Remote (United Kingdom)"), scoring), "GB")
    for (const text of ["San Francisco, CA", "Toronto, CA", "Tbilisi, Georgia", "Remote"]) {
      assert.strictEqual(Locate.country(Rig.place(text), scoring), undefined, text)
    }
  })

  it("tells a way to work from a place", () => {
    assert.isTrue(Locate.isPlaceless(Rig.place("Remote-Friendly (Travel Required)"), scoring))
    assert.isFalse(Locate.isPlaceless(Rig.place("Remote, Oregon"), scoring))
    assert.isFalse(Locate.isPlaceless({ ...Rig.place("Remote"), country: "US" }, scoring))
  })

  it("finds a city by its whole name", () => {
    assert.strictEqual(Locate.city(Rig.place("San Francisco, CA"), ["San Francisco"]), "San Francisco")
    assert.strictEqual(Locate.city(Rig.place("San Francisco, CA"), ["Francis"]), undefined)
  })
})
