/**
 * What was made of a text, remembered under it: boards repeat their titles, departments and places thousands of times.
 *
 * Emptied when full, so that a stranger's board cannot fill the memory. What is made depends on the key alone.
 */
const full = 20_000

export const of = <A extends NonNullable<unknown> | null>(known: Map<string, A>, key: string, make: () => A): A => {
  const value = known.get(key)
  if (value !== undefined) return value
  if (known.size >= full) known.clear()
  const made = make()
  known.set(apart(key), made)
  return made
}

/** A stretch of a long text would keep all of it. */
const apart = (key: string): string => key.split("").join("")
