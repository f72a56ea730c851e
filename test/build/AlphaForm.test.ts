import * as esbuild from "esbuild"
import { assert, describe, it } from "vitest"
import * as AlphaForm from "../../src/build/AlphaForm.ts"
import * as Syntax from "../../src/build/Syntax.ts"

const form = async (source: string): Promise<string> => {
  const { code } = await esbuild.transform(source, { minify: true, format: "esm", target: "es2024" })
  return AlphaForm.of(code, Syntax.parse(code))
}

const equal: Readonly<Record<string, readonly [string, string]>> = {
  "parameters and locals": ["export const f = (a, b) => { let c = a; for (const d of b) c += d; return c }", "export const f = (x, a) => { let y = x; for (const x of a) y += x; return y }"],
  "shorthand and long properties": ["export const f = (a) => ({ a, b: a })", "export const f = (b) => ({ a: b, b })"],
  "destructuring with defaults": ["export const f = ({ a, b: [c = 1, ...d] }) => [a, c, d]", "export const f = ({ a: z, b: [a = 1, ...b] }) => [z, a, b]"],
  "imported and exported names": ['import { a as b } from "m"; const c = b; export { c as d }', 'import { a } from "m"; const q = a; export { q as d }'],
  "classes and private members": ["export class A { #x = 1; get y() { return this.#x } }", "class Q { #long = 1; get y() { return this.#long } } export { Q as A }"],
  "labels": ["export const f = (a) => { one: for (const b of a) for (const c of b) { if (c) continue one; a(c) } }", "export const f = (q) => { z: for (const r of q) for (const s of r) { if (s) continue z; q(s) } }"],
  "switches and catches": ["export const f = (a, b) => { switch (a) { case b: try { b() } catch (c) { return c } default: return a } }", "export const f = (q, r) => { switch (q) { case r: try { r() } catch (q) { return q } default: return q } }"],
  "templates": ["export const f = (a, b) => `x${a}y${b}z`", "export const f = (b, a) => `x${b}y${a}z`"]
}

const different: Readonly<Record<string, readonly [string, string]>> = {
  "which parameter is used": ["export const f = (a, b) => a", "export const f = (a, b) => b"],
  "a property name": ["export const f = (a) => a.b", "export const f = (a) => a.c"],
  "a global": ["export const f = (a) => isNaN(a)", "export const f = (a) => isFinite(a)"],
  "an exported name": ["export const f = 1", "export const g = 1"],
  "an imported name": ['import { a } from "m"; export const f = a', 'import { b } from "m"; export const f = b'],
  "where it is imported from": ['import { a } from "m"; export const f = a', 'import { a } from "n"; export const f = a'],
  "text in a template": ["export const f = (a) => `x${a}y`", "export const f = (a) => `x${a}z`"],
  "which closure variable is used": ["export const f = (a) => (b) => a", "export const f = (a) => (b) => b"]
}

describe("AlphaForm", () => {
  for (const [what, [a, b]] of Object.entries(equal)) {
    it(`is one text whatever the names of ${what}`, async () => assert.strictEqual(await form(a), await form(b)))
  }
  for (const [what, [a, b]] of Object.entries(different)) {
    it(`keeps ${what}`, async () => assert.notStrictEqual(await form(a), await form(b)))
  }
})
