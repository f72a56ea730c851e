/**
 * A map of whole numbers of 32 bits, such as hashes, by open addressing. A `Map` makes an object of every key beyond 31 bits
 * that it is asked for, and a text asks for each of its words.
 */
export class IntMap {
  /** In the order in which they came. */
  readonly keys: Array<number> = []
  #slots: Int32Array
  #used: Uint8Array

  /** Quick for as many keys as are expected, and right for any number. */
  constructor(expected: number) {
    const size = 1 << Math.ceil(Math.log2(2 * expected + 16))
    this.#slots = new Int32Array(2 * size)
    this.#used = new Uint8Array(size)
  }

  static of(entries: Iterable<readonly [key: number, value: number]>): IntMap {
    const all = [...entries]
    const map = new IntMap(all.length)
    for (const [key, value] of all) map.set(key, value)
    return map
  }

  get(key: number, otherwise: number): number {
    const slot = this.#slotOf(key)
    return this.#used[slot] === 0 ? otherwise : this.#slots[2 * slot + 1]!
  }

  set(key: number, value: number): void {
    let slot = this.#slotOf(key)
    if (this.#used[slot] === 0) {
      if (2 * this.keys.length >= this.#used.length) {
        this.#grow()
        slot = this.#slotOf(key)
      }
      this.#used[slot] = 1
      this.#slots[2 * slot] = key
      this.keys.push(key)
    }
    this.#slots[2 * slot + 1] = value
  }

  /** Where a key is, or would be. */
  #slotOf(key: number): number {
    const mask = this.#used.length - 1
    let slot = key & mask
    while (this.#used[slot] === 1 && this.#slots[2 * slot] !== key) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const larger = new IntMap(this.#used.length)
    for (const key of this.keys) larger.set(key, this.get(key, 0))
    this.#slots = larger.#slots
    this.#used = larger.#used
  }
}
