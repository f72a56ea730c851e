/**
 * Understanding with the tables that ship.
 */
export { tables } from "./Taxonomy.ts"
export { posting } from "./Understand.ts"
