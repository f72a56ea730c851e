/**
 * Values that cannot be changed: what several programs, or several rows, are given together.
 *
 * A program that tries to change one throws, and is broken; otherwise its change would be another's input, and no key would know.
 */
export const deep = <A>(value: A): A => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value
  for (const part of Object.values(value)) deep(part)
  return Object.freeze(value)
}
