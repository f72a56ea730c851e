/**
 * How far sets of labels agree with the sets expected: precision, recall and F1 over all labels of all items (micro).
 *
 * Labels are compared as given; whoever wants `Python` and `python` to be one says so before. A label counts once an item.
 */
export interface Sets {
  readonly expected: ReadonlyArray<string>
  readonly predicted: ReadonlyArray<string>
}

export interface Overlap {
  readonly items: number
  readonly precision: number
  readonly recall: number
  readonly micro_f1: number
  /** Labels expected and predicted, predicted alone, expected alone. */
  readonly right: number
  readonly surplus: number
  readonly missed: number
}

export const of = (items: ReadonlyArray<Sets>): Overlap => {
  let [right, expectedAll, predictedAll] = [0, 0, 0]
  for (const item of items) {
    const [expected, predicted] = [new Set(item.expected), new Set(item.predicted)]
    right += [...expected].filter((label) => predicted.has(label)).length
    expectedAll += expected.size
    predictedAll += predicted.size
  }
  return {
    items: items.length,
    precision: ratio(right, predictedAll),
    recall: ratio(right, expectedAll),
    micro_f1: ratio(2 * right, expectedAll + predictedAll),
    right,
    surplus: predictedAll - right,
    missed: expectedAll - right
  }
}

const ratio = (part: number, whole: number): number => whole === 0 ? 0 : part / whole
