/**
 * Text broken into lines of a width, at spaces. A word longer than a line stays whole.
 */
export const lines = (text: string, columns: number, indent: string): ReadonlyArray<string> => {
  const broken: Array<string> = []
  let line = ""
  for (const word of text.replaceAll(/[\t\r\n]+/g, " ").split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > columns) {
      broken.push(`${indent}${line}`)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return [...broken, `${indent}${line}`]
}
