/** Reads bits of a stream of HEVC, big end first (ITU-T H.265, 9.2). Past its end it throws a RangeError. */
export class BitReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** The next `count` bits, at most 32. */
  read(count: number): number {
    let value = 0
    for (let i = 0; i < count; i++, this.#at++) {
      const byte = this.#bytes[this.#at >> 3]
      if (byte === undefined) throw new RangeError('the stream ends early')
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1)
    }
    return value
  }

  skip(count: number): void {
    this.#at += count
    if (this.#at > 8 * this.#bytes.length) throw new RangeError('the stream ends early')
  }

  flag(): boolean {
    return this.read(1) === 1
  }

  /** An unsigned number in Exponential-Golomb code. */
  golomb(): number {
    let zeros = 0
    while (!this.flag()) if (++zeros > 31) throw new RangeError('a number this long is none')
    return 2 ** zeros - 1 + this.read(zeros)
  }
}
