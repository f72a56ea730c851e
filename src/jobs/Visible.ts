/**
 * The characters of a text that can be seen. What only steers or hides is taken out: control characters, marks of writing
 * direction, zero-width and filler characters, tags.
 *
 * Joiners (U+200C, U+200D) stay between characters outside ASCII, where scripts and emoji need them; a lone surrogate becomes
 * U+FFFD.
 */
const unseen =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]|\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0d]/gu
const joiners = /[\u200c\u200d]+/g
const ordinary = /^[\t\n\r\x20-\x7e\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*$/

export const of = (text: string): string =>
  ordinary.test(text) ? text : text.toWellFormed().replace(unseen, "").replace(joiners, (run, at: number, whole: string) => beyondAscii(whole, at - 1) && beyondAscii(whole, at + run.length) ? run[0]! : "")

const beyondAscii = (text: string, at: number): boolean => text.charCodeAt(at) > 0x7f
