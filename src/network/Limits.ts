/**
 * How much of an answer is taken, and how long it may take. Bytes and milliseconds.
 */
export interface Limits {
  readonly dns: number
  /** TCP and TLS together. */
  readonly connect: number
  /** From the request to the end of the headers, connecting included. */
  readonly headers: number
  /** One hop whole, with its body. */
  readonly exchange: number
  /** All hops together. */
  readonly total: number
  readonly headerBytes: number
  readonly headerCount: number
  /** Informational answers before the real one. */
  readonly informational: number
  /** As sent. */
  readonly wire: number
  /** After decompression. */
  readonly decoded: number
  /** Decoded to wire, past the first MiB. */
  readonly ratio: number
  /** Below this many bytes a second the answer is given up, once `slowAfter` has passed. */
  readonly slowest: number
  readonly slowAfter: number
  readonly redirects: number
}

export const limits: Limits = {
  dns: 5_000,
  connect: 5_000,
  headers: 10_000,
  exchange: 30_000,
  total: 60_000,
  headerBytes: 16 * 1024,
  headerCount: 128,
  informational: 8,
  wire: 8 * 1024 * 1024,
  decoded: 16 * 1024 * 1024,
  ratio: 100,
  slowest: 1024,
  slowAfter: 10_000,
  redirects: 5
}
