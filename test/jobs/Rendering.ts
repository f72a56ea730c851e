/**
 * What a browser shows of a text: `innerText`, of texts as they are served. Asks nobody: all addresses lead nowhere.
 */
import { execFileSync } from "node:child_process"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import type { PostingText } from "../../schemas/Posting.ts"

export const browser: string | undefined = [process.env["SIGNALCRAFT_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  .find((file) => file !== undefined && fs.existsSync(file))

/** Escaped HTML is given as HTML, and plain text keeps its lines. */
const script = (texts: ReadonlyArray<PostingText>): string => `
const texts = ${JSON.stringify(texts).replaceAll("<", "\\u003c")}
const five = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }
const shown = texts.map(({ form, raw }) => {
  const element = document.createElement("div")
  document.body.append(element)
  if (form === "plain") element.style.whiteSpace = "pre-wrap"
  if (form === "plain") element.textContent = raw
  else element.innerHTML = form === "html" ? raw : raw.replace(/&(lt|gt|amp|quot|apos);/g, (_, name) => five[name])
  const text = element.innerText
  element.remove()
  return text
})
const bytes = new TextEncoder().encode(JSON.stringify(shown))
document.body.textContent = "shown:" + bytes.toHex() + ":"
`

export const shown = (executable: string, texts: ReadonlyArray<PostingText>): ReadonlyArray<string> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rendering-"))
  try {
    const page = path.join(folder, "page.html")
    const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-rendering'"
    fs.writeFileSync(page, `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><body><script nonce="rendering">${script(texts)}</script>`)
    const dumped = execFileSync(executable, [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-dev-shm-usage",
      "--host-resolver-rules=MAP * ~NOTFOUND",
      `--user-data-dir=${folder}/profile`,
      "--dump-dom",
      `file://${page}`
    ], { encoding: "utf8", maxBuffer: 256 * 1024 * 1024, stdio: ["ignore", "pipe", "ignore"], timeout: 100_000 })
    const [, hex] = /shown:([0-9a-f]*):/.exec(dumped) ?? []
    if (hex === undefined) throw new Error(`${executable} showed nothing: run it by hand with --headless --dump-dom`)
    return JSON.parse(Buffer.from(hex, "hex").toString("utf8")) as ReadonlyArray<string>
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
