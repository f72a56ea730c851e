/**
 * What was made of a text, remembered under it: boards repeat their titles, departments, places and paragraphs thousands of times.
 *
 * What was not asked for in a long time is forgotten and what is very long is not remembered, so that a stranger's board cannot fill the
 * memory. What is made depends on the key alone.
 */

/** What is remembered. What is found in `before` is asked for again, and moves to `now`; when that is full, it takes the other's place. */
export interface Memo<A> {
  now: Map<string, A>
  before: Map<string, A>
}

const full = 4096

/** In UTF-16 units: no employer repeats more. */
const longest = 4096

export const make = <A>(): Memo<A> => ({ now: new Map(), before: new Map() })

export const of = <A extends NonNullable<unknown> | null>(memo: Memo<A>, key: string, make: () => A): A => {
  if (key.length > longest) return make()
  const value = memo.now.get(key)
  if (value !== undefined) return value
  const known = memo.before.get(key) ?? make()
  if (memo.now.size >= full) [memo.now, memo.before] = [new Map(), memo.now]
  memo.now.set(apart(key), known)
  return known
}

/** A stretch of a long text would keep all of it; one that is cut from a text of its own keeps that. */
const apart = (key: string): string => ` ${key}`.slice(1)
