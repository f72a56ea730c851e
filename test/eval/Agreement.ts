/**
 * How far one label for each item agrees with the label expected: accuracy, F1 class by class, and the confusions.
 *
 * Macro-F1 is the mean over the classes that are expected of at least one item. A prediction of `null` (nothing
 * understood) counts against its item like any other wrong one.
 */
import * as Canonical from "../../src/platform/Canonical.ts"
import * as Table from "./Table.ts"

export interface Pair {
  readonly expected: string
  readonly predicted: string | null
}

export interface Class {
  readonly name: string
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Items of which the class is expected. */
  readonly support: number
  /** Items of which it is predicted. */
  readonly predicted: number
}

export interface Agreement {
  readonly items: number
  readonly accuracy: number
  readonly macro_f1: number
  readonly classes: ReadonlyArray<Class>
  /** Expected → predicted → items. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export const nothing = "(none)"

export const of = (pairs: ReadonlyArray<Pair>): Agreement => {
  const confusion: Record<string, Record<string, number>> = {}
  for (const { expected, predicted } of pairs) {
    const row = confusion[expected] ??= {}
    row[predicted ?? nothing] = (row[predicted ?? nothing] ?? 0) + 1
  }
  const names = [...new Set(pairs.flatMap(({ expected, predicted }) => predicted === null ? [expected] : [expected, predicted]))].sort(Canonical.compare)
  const classes = names.map((name): Class => {
    const right = confusion[name]?.[name] ?? 0
    const support = sum(Object.values(confusion[name] ?? {}))
    const predicted = sum(Object.values(confusion).map((row) => row[name] ?? 0))
    const [precision, recall] = [ratio(right, predicted), ratio(right, support)]
    return { name, precision, recall, f1: ratio(2 * right, support + predicted), support, predicted }
  })
  const expected = classes.filter(({ support }) => support > 0)
  return {
    items: pairs.length,
    accuracy: ratio(sum(names.map((name) => confusion[name]?.[name] ?? 0)), pairs.length),
    macro_f1: ratio(sum(expected.map(({ f1 }) => f1)), expected.length),
    classes,
    confusion
  }
}

/** The label that is expected most often, given to every item. */
export const majority = (pairs: ReadonlyArray<Pair>): Agreement => {
  const [most] = of(pairs).classes.toSorted((a, b) => b.support - a.support || Canonical.compare(a.name, b.name))
  return of(pairs.map(({ expected }) => ({ expected, predicted: most?.name ?? null })))
}

/** The two figures that sections of this kind state. */
export const figures = ({ accuracy, macro_f1 }: Agreement): { readonly accuracy: number; readonly macro_f1: number } => ({ accuracy, macro_f1 })

/** Classes, then the matrix: a row for what is expected, a column for what is predicted. */
export const text = ({ classes, confusion }: Agreement): string => {
  const columns = [...classes.map(({ name }) => name), nothing].filter((name) => Object.values(confusion).some((row) => row[name] !== undefined))
  return [
    Table.text(["class", "precision", "recall", "F1", "support", "predicted"], classes.map(({ name, precision, recall, f1, support, predicted }) =>
      [name, Table.share(precision), Table.share(recall), Table.share(f1), String(support), String(predicted)])),
    "",
    Table.text(["expected \\ predicted", ...columns.map((name) => name.slice(0, 9))], Object.keys(confusion).sort(Canonical.compare).map((expected) =>
      [expected, ...columns.map((predicted) => String(confusion[expected]?.[predicted] ?? "."))]))
  ].join("\n")
}

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, number) => total + number, 0)
const ratio = (part: number, whole: number): number => whole === 0 ? 0 : part / whole
