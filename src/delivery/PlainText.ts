/**
 * CommonMark as this program writes it, without its marks: what a mail's plain part and a chat show.
 */
export const ofMarkdown = (markdown: string): string =>
  markdown
    .replace(/^#{1,6} +/gm, "")
    .replace(/(?<!\\)\*\*/g, "")
    .replace(/(?<!\\)\[((?:\\.|[^\\[\]])*)\]\(([^()\s]*)\)/g, (_, words: string, url: string) => `${words} (${url})`)
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/&(amp|lt|gt|quot);/g, (_, name: keyof typeof entities) => entities[name])

const entities = { amp: "&", lt: "<", gt: ">", quot: "\"" }
