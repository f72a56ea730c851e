/**
 * Plots of `analytics.v1` over many days, as SVG: from the artifacts' numbers alone, the same bytes each time.
 *
 * Whole coordinates, no font of its own, colours for a light and a dark page.
 */
import type { Analytics } from "../../schemas/Analytics.ts"

const [width, height] = [940, 400]
const plot = { left: 52, right: 692, top: 64, bottom: 356 }

/** Told apart by people who see few colours too: Okabe and Ito, the darker ones lightened on a dark page. */
const style = `<style>
  text { font: 12px system-ui, sans-serif; fill: #57606a } .title { font-size: 15px; font-weight: 600; fill: #1f2328 }
  .grid { stroke: #d0d7de; stroke-width: 1 } .axis { stroke: #8c959f; stroke-width: 1 } .line { fill: none; stroke-width: 2; stroke-linejoin: round } .unread { stroke-dasharray: 2 4 }
  .event { stroke: #8c959f; stroke-width: 1; stroke-dasharray: 4 3 } .soft { fill-opacity: 0.5 } .mark { fill: #1f2328; stroke: #ffffff; stroke-width: 1.5 }
  .c0 { --c: #0072b2 } .c1 { --c: #d55e00 } .c2 { --c: #00815b } .c3 { --c: #b5478a } .c4 { --c: #9a6700 } .c5 { --c: #2a86c7 } .c6 { --c: #57606a }
  .line { stroke: var(--c) } .label { font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 } .title { fill: #f0f6fc } .grid { stroke: #30363d } .axis, .event { stroke: #6e7681 } .mark { fill: #f0f6fc; stroke: #0d1117 }
    .c0 { --c: #56b4e9 } .c1 { --c: #f0883e } .c2 { --c: #3fb98c } .c3 { --c: #e08cc0 } .c4 { --c: #e3b341 } .c5 { --c: #8ecbff } .c6 { --c: #b1bac4 }
  }
  .fill, .label { fill: var(--c) }
</style>`

/** By file name, of the artifacts of consecutive days. */
export const files = (artifacts: ReadonlyArray<Analytics>): Readonly<Record<string, string>> => ({
  "open-postings.svg": openPostings(artifacts),
  "openings-and-closings.svg": openingsAndClosings(artifacts),
  "time-to-close.svg": timeToClose(artifacts.at(-1)!)
})

type Point = readonly [x: number, y: number]

/** Open postings of each provider at the end of each day; dotted while its board is not read, a line where that began. */
const openPostings = (artifacts: ReadonlyArray<Analytics>): string => {
  const last = artifacts.at(-1)!
  const providers = last.windows[0]!.providers.map(({ provider }) => provider)
  const open = (artifact: Analytics, provider: string): number => artifact.windows[0]!.providers.find((one) => one.provider === provider)?.open_after ?? 0
  const isRead = (artifact: Analytics, provider: string): boolean => artifact.boards.some((board) => board.provider === provider && board.observed_on === artifact.as_of)
  const highest = ceiling(Math.max(...artifacts.flatMap((artifact) => providers.map((provider) => open(artifact, provider)))), 100)
  const x = scale(0, artifacts.length - 1, plot.left, plot.right)
  const y = scale(0, highest, plot.bottom, plot.top)
  const ordered = providers.toSorted((a, b) => open(last, b) - open(last, a))
  const heights = apart(ordered.map((provider) => y(open(last, provider))))
  const lines = ordered.flatMap((provider, index) => {
    const known = artifacts.flatMap((artifact, day) => (artifact.boards.some((board) => board.provider === provider && board.first_observed !== null) ? [{ artifact, day }] : []))
    const parts = runs(known, ({ artifact }) => isRead(artifact, provider))
    return [
      ...parts.map(({ is, items }) => path(items.map(({ artifact, day }): Point => [x(day), y(open(artifact, provider))]), `line c${index}${is ? "" : " unread"}`)),
      label(plot.right + 8, heights[index]! + 4, `${provider} ${open(last, provider)}`, `label c${index}`)
    ]
  })
  return document("Open postings on seven employers' boards", `At the end of each day, ${artifacts[0]!.as_of} to ${last.as_of}. Dotted: the board could not be read, its postings stay as they were.`, [
    ...gridOf(y, highest, 100),
    ...monthsOf(artifacts, x),
    ...eventsOf(artifacts, x),
    ...lines
  ])
}

/** Openings and closings in the seven days up to each seventh day. */
const openingsAndClosings = (artifacts: ReadonlyArray<Analytics>): string => {
  const weeks = artifacts.filter((_, index) => index > 0 && index % 7 === 0)
  const flows = weeks.map(({ windows }) => windows.find(({ days }) => days === 7)!.total)
  const highest = ceiling(Math.max(...flows.flatMap(({ closed, opened, reopened }) => [opened + reopened, closed])), 50)
  const y = scale(-highest, highest, plot.bottom, plot.top)
  const x = scale(0, weeks.length, plot.left, plot.right)
  const wide = x(1) - x(0) - 6
  const bars = flows.flatMap(({ closed, net, opened, reopened }, index) => {
    const left = x(index) + 3
    const bar = (from: number, to: number, colour: string) => (from === to ? [] : [`<rect class="fill ${colour}" x="${left}" y="${y(to)}" width="${wide}" height="${y(from) - y(to)}"/>`])
    return [...bar(0, opened, "c0"), ...bar(opened, opened + reopened, "c0 soft"), ...bar(-closed, 0, "c1"), `<circle class="mark" cx="${left + Math.floor(wide / 2)}" cy="${y(net)}" r="4"/>`]
  })
  const months = weeks.flatMap(({ as_of }, index) => (index % 4 === 0 ? [label(x(index) + 3, plot.bottom + 18, as_of)] : []))
  const legend = [["opened", "c0"], ["came back (lighter)", "c0"], ["closed", "c1"], ["net (dots)", "c6"]] as const
  return document("Openings and closings by week", "All boards, the seven days up to and with the day shown. What was there when a board was first read is no opening.", [
    ...gridOf(y, highest, 50, -highest),
    ...bars,
    `<line class="axis" x1="${plot.left}" x2="${plot.right}" y1="${y(0)}" y2="${y(0)}"/>`,
    ...months,
    ...legend.map(([text, colour], index) => label(plot.right + 8, plot.top + 20 + 20 * index, text, `label ${colour}`))
  ])
}

/** Kaplan-Meier: all, and the families with the most closings; dotted after the last closing. */
const timeToClose = ({ as_of, time_to_close: { curves, period_days } }: Analytics): string => {
  const families = curves.filter(({ family }) => family !== null).toSorted((a, b) => b.closed - a.closed || (a.family! < b.family! ? -1 : 1)).slice(0, 5)
  const shown = [...curves.slice(0, 1), ...families]
  const longest = 120
  const x = scale(0, longest, plot.left, plot.right)
  const y = scale(0, 1000, plot.bottom, plot.top)
  const ends = shown.map(({ curve }) => curve.filter(({ days }) => days <= longest).at(-1)?.open_permille ?? 1000)
  const order = shown.map((_, index) => index).sort((a, b) => ends[b]! - ends[a]!)
  const heights = apart(order.map((index) => y(ends[index]!)))
  const lines = shown.flatMap(({ curve, family, median }, index) => {
    const steps = curve.filter(({ days }) => days <= longest)
    const points = steps.flatMap(({ days, open_permille }, at): ReadonlyArray<Point> => [[x(days), y(steps[at - 1]?.open_permille ?? 1000)], [x(days), y(open_permille)]])
    const half = median === null ? "not reached" : `${median.days} days`
    return [
      path([[x(0), y(1000)], ...points], `line c${index}`),
      path([points.at(-1) ?? [x(0), y(1000)], [x(longest), y(ends[index]!)]], `line c${index} unread`),
      label(plot.right + 8, heights[order.indexOf(index)]! + 4, `${(family ?? "all").replaceAll("_", " ")}`, `label c${index}`, `median ${half}`)
    ]
  })
  return document("How long postings stay open", `Share still open by age in days (Kaplan-Meier), the ${period_days} days up to ${as_of}; those seen to open alone. Dotted: no closing at such an age.`, [
    ...[0, 250, 500, 750, 1000].flatMap((share) => [`<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${y(share)}" y2="${y(share)}"/>`, label(plot.left - 8, y(share) + 4, `${share / 10} %`, "", undefined, "end")]),
    ...[0, 30, 60, 90, 120].map((days) => label(x(days), plot.bottom + 18, String(days), "", undefined, "middle")),
    ...lines
  ])
}

const document = (title: string, subtitle: string, parts: ReadonlyArray<string>): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">`,
    style,
    `<text class="title" x="12" y="24">${title}</text>`,
    `<text x="12" y="44">${subtitle}</text>`,
    ...parts,
    "</svg>",
    ""
  ].join("\n")

const label = (x: number, y: number, text: string, classes = "", hint?: string, anchor: "start" | "middle" | "end" = "start"): string =>
  `<text${classes === "" ? "" : ` class="${classes}"`} x="${x}" y="${y}"${anchor === "start" ? "" : ` text-anchor="${anchor}"`}>${text}${hint === undefined ? "" : `<title>${hint}</title>`}</text>`

const path = (points: ReadonlyArray<Point>, classes: string): string => `<polyline class="${classes}" points="${points.map(([x, y]) => `${x},${y}`).join(" ")}"/>`

const scale = (from: number, to: number, first: number, last: number) => (value: number): number => Math.round(first + (value - from) * (last - first) / (to - from))

const ceiling = (value: number, step: number): number => Math.ceil(value / step) * step

const gridOf = (y: (value: number) => number, highest: number, step: number, lowest = 0): ReadonlyArray<string> =>
  Array.from({ length: (highest - lowest) / step + 1 }, (_, index) => lowest + index * step).flatMap((value) => [
    `<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${y(value)}" y2="${y(value)}"/>`,
    label(plot.left - 8, y(value) + 4, String(Math.abs(value)), "", undefined, "end")
  ])

const monthsOf = (artifacts: ReadonlyArray<Analytics>, x: (value: number) => number): ReadonlyArray<string> =>
  artifacts.flatMap(({ as_of }, day) => (as_of.endsWith("-01") ? [label(x(day), plot.bottom + 18, as_of, "", undefined, "middle")] : []))

/** The days on which a board's status became another than that it is read. */
const eventsOf = (artifacts: ReadonlyArray<Analytics>, x: (value: number) => number): ReadonlyArray<string> =>
  artifacts.flatMap(({ as_of, boards }, day) =>
    boards.filter(({ since, status }) => status !== "observed" && since === as_of).flatMap(({ provider, status }, index) => [
      `<line class="event" x1="${x(day)}" x2="${x(day)}" y1="${plot.top}" y2="${plot.bottom}"/>`,
      label(x(day) + 5, plot.top + 12 + 14 * index, `${provider}: ${status}`)
    ]))

/** Neighbours with the same answer; each run begins where the one before it ends, so that lines meet. */
const runs = <A>(items: ReadonlyArray<A>, is: (item: A) => boolean): ReadonlyArray<{ readonly is: boolean; readonly items: ReadonlyArray<A> }> => {
  const found: Array<{ readonly is: boolean; readonly items: Array<A> }> = []
  for (const item of items) {
    const run = found.at(-1)
    if (run?.is === is(item)) run.items.push(item)
    else found.push({ is: is(item), items: run === undefined ? [item] : [run.items.at(-1)!, item] })
  }
  return found
}

/** Heights from the top down, moved apart so that labels do not touch. */
const apart = (heights: ReadonlyArray<number>): ReadonlyArray<number> => {
  const moved: Array<number> = []
  for (const height of heights) moved.push(Math.max(height, (moved.at(-1) ?? -Infinity) + 15))
  return moved
}
