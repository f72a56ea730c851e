/**
 * Times that vendors write in other ways, as ISO 8601 with the offset they state. What cannot be read is given back as it was.
 */

const utc = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) UTC$/

/** `2026-08-05 09:41:37 UTC`. */
export const ofUtc = (text: string): string => text.replace(utc, "$1T$2Z")

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
const mail = /^(?:[A-Za-z]{3},\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})\s+(\d\d:\d\d(?::\d\d)?)\s+(?:(GMT|UTC|UT|Z)|([+-]\d\d):?(\d\d))$/

/** `Wed, 04 Feb 2026 09:26:20 +0100` (RFC 5322), as RSS writes dates. */
export const ofMail = (text: string): string => {
  const [, day, month, year, clock, zulu, hours, minutes] = mail.exec(text) ?? []
  const at = months.indexOf(month ?? "")
  if (day === undefined || at === -1) return text
  return `${year}-${String(at + 1).padStart(2, "0")}-${day.padStart(2, "0")}T${clock}${zulu === undefined ? `${hours}:${minutes}` : "Z"}`
}

/** Milliseconds since 1970; `null` outside the years 1970 to 9999. */
export const ofEpoch = (milliseconds: number | null): string | null =>
  milliseconds === null || !Number.isInteger(milliseconds) || milliseconds < 0 || milliseconds > 253_402_300_799_999 ? null : new Date(milliseconds).toISOString()
