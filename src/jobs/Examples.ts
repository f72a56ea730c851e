/**
 * A title that people of each family of roles have: what the net beneath the rules asks for, and so what it notes of a text.
 */
import type { Roles } from "../../schemas/Taxonomy.ts"

export const of = (family: string, { families }: Roles): string => families[family]?.titles?.[0] ?? family.replaceAll("_", " ")

export const all = (roles: Roles): ReadonlyArray<string> => Object.keys(roles.families).map((family) => of(family, roles))
