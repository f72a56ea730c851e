/**
 * Columns of whole numbers about the words of a text, while they are counted: one piece of memory for text after text.
 *
 * No text has more words than characters. Whoever fills columns copies out what was filled before another text is read.
 */
export type Columns = readonly [Int32Array, Int32Array, Int32Array, Int32Array]

/** The memory of longer texts is not kept. */
const usual = 1 << 14

const make = (length: number): Columns => [new Int32Array(length), new Int32Array(length), new Int32Array(length), new Int32Array(length)]

const kept = make(usual)

export const of = ({ length }: string): Columns => (length <= usual ? kept : make(length))
