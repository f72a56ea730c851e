/**
 * What came of asking the boards.
 */
import type { Refresh, Refreshed } from "../BoardRefresh.ts"
import type { Ink } from "../Terminal.ts"
import * as Figures from "./Figures.ts"

export const document = (folder: string, { boards, robots }: Refresh): object => ({
  schema_version: 1,
  folder,
  providers: boards.map((board) => ({
    provider: board.provider,
    outcome: board.outcome,
    pages: board.answers.length,
    bytes: bytesOf(board),
    failure: board.failure === null ? null : { _tag: board.failure._tag, reason: board.failure.reason, message: board.failure.message },
    requests: board.requests
  })),
  robots: robots.map(({ read }) => read)
})

export const render = (folder: string, { boards }: Refresh, ink: Ink): string =>
  [
    ...Figures.table(boards.map((one) => [`${sign(one, ink)} ${one.provider}`, detail(one)])),
    ...(boards.length === 0 ? ["No provider is read live, so nobody was asked. Enable one: graph providers enable ID --live --by NAME"] : []),
    ink.dim(`next: graph run daily --snapshots ${folder}`)
  ].join("\n")

const bytesOf = ({ answers }: Refreshed): number => answers.reduce((sum, { body }) => sum + body.length, 0)

const sign = ({ outcome }: Refreshed, ink: Ink): string => {
  switch (outcome) {
    case "recorded":
      return ink.good(ink.sign.ran)
    case "unchanged":
      return ink.sign.reused
    case "unread":
    case "failed":
      return ink.bad(ink.sign.failed)
  }
}

const detail = (board: Refreshed): string => {
  const { answers, failure, outcome } = board
  if (failure !== null) return failure.message
  const size = `${Figures.count(answers.length, "page")}, ${Figures.bytes(bytesOf(board))}`
  return outcome === "unread" ? `answered with something that is no board (${size}); what was recorded before stays` : `${outcome}  ${size}`
}
