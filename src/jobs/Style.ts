/**
 * An element's inline style as far as it decides whether its text is seen, and in lines of its own. No cascade, no sheets.
 */
export interface Style {
  /** Nothing within can be seen. */
  readonly gone: boolean
  /** Text is not seen unless something within says otherwise; `undefined`: as around it. */
  readonly unseen: boolean | undefined
  readonly block: boolean
  /** Line breaks in the source are line breaks; `undefined`: as around it. */
  readonly keepsLines: boolean | undefined
}

export const plain: Style = { gone: false, unseen: undefined, block: false, keepsLines: undefined }

const property = (style: string, name: string): string | undefined => {
  const last = style.split(";").findLast((declaration) => declaration.slice(0, declaration.indexOf(":")).trim() === name)
  return last?.slice(last.indexOf(":") + 1).replace("!important", "").trim()
}

export const read = (text: string): Style => {
  const style = text.toLowerCase().replaceAll(/\/\*.*?\*\//gs, "")
  if (!/display|visibility|opacity|font-size|white-space/.test(style)) return plain
  const display = property(style, "display")
  const visibility = property(style, "visibility")
  const size = property(style, "font-size")
  const space = property(style, "white-space")
  return {
    gone: display === "none" || /^0*\.?0+%?$/.test(property(style, "opacity") ?? ""),
    unseen: visibility === "hidden" || visibility === "collapse" || nothing(size) ? true : visibility === undefined && size === undefined ? undefined : false,
    block: display !== undefined && /^(?:block|flex|grid|table|list-item|flow-root)/.test(display),
    keepsLines: space === undefined ? undefined : space.startsWith("pre")
  }
}

const nothing = (size: string | undefined): boolean => size !== undefined && /^0*\.?0+(?:px|pt|em|rem|%)?$/.test(size)
