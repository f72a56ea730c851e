/**
 * As much of a stranger's line as a sentence or a list has room for: a title may be a hundred thousand characters long.
 */
export const brief = (line: string): string => (line.length <= room ? line : `${Array.from(line.slice(0, 2 * room)).slice(0, room - 1).join("")}…`)

const room = 100
