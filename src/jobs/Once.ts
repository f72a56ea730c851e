/**
 * What is derived from a part of the configuration, made once for each part: lexicons, sets.
 *
 * Held weakly by the part itself; a decoded configuration is one object for a whole run.
 */
export const of = <A extends object, B>(make: (part: A) => B): (part: A) => B => {
  const made = new WeakMap<A, { readonly value: B }>()
  return (part) => {
    const known = made.get(part)
    if (known !== undefined) return known.value
    const value = make(part)
    made.set(part, { value })
    return value
  }
}
