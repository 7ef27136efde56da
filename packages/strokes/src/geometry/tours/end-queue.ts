/** A queue that holds each number below `size` at most once. */
export type EndQueue = {
  push(end: number): void
  /** The number waiting longest, or -1. */
  pop(): number
  isEmpty(): boolean
}

export function createEndQueue(size: number): EndQueue {
  const ring = new Int32Array(size)
  const isWaiting = new Uint8Array(size)
  let head = 0
  let waiting = 0
  return {
    isEmpty: () => waiting === 0,
    push(end) {
      if (isWaiting[end]) return
      isWaiting[end] = 1
      let tail = head + waiting++
      if (tail >= size) tail -= size
      ring[tail] = end
    },
    pop() {
      if (waiting === 0) return -1
      const end = ring[head]
      head = head + 1 === size ? 0 : head + 1
      waiting--
      isWaiting[end] = 0
      return end
    },
  }
}
