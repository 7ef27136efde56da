/** Where HP-GL's coordinates lie, in plotter units: the scaling points and what was scaled to them. */
export type HpglPlace = {
  /** `IP`: the scaling points; without all four numbers the usual ones. */
  points(values: readonly number[]): void
  /** `SC`: what the scaling points mean in user units; false where its numbers make no scale. */
  scale(values: readonly number[]): boolean
  /** A step of user units. */
  step(dx: number, dy: number): Point
  at(x: number, y: number): Point
  /** Whether it was scaled to points that the file does not name. */
  readonly isGuessed: boolean
}

export type Point = readonly [x: number, y: number]

/** P1 and P2 of an HP 7475A with A4: what a file is most likely to mean that names none. */
const usualPoints = [603, 521, 10603, 7721] as const

export function createHpglPlace(): HpglPlace {
  let [x1, y1, x2, y2]: readonly number[] = usualPoints
  let isNamed = false
  let isGuessed = false
  let asked: readonly number[] = []
  let sx = 1
  let sy = 1
  let left = 0
  let bottom = 0

  function fit(): boolean {
    ;[sx, sy, left, bottom] = [1, 1, 0, 0]
    if (asked.length === 0) return true
    const [lowX, highX, lowY, highY, kind = 0, shareX = 50, shareY = 50] = asked
    if (kind === 2) [sx, sy] = [highX, highY]
    else [sx, sy] = [(x2 - x1) / (highX - lowX), (y2 - y1) / (highY - lowY)]
    const isScale = Number.isFinite(sx) && Number.isFinite(sy) && sx !== 0 && sy !== 0
    if (!isScale) {
      ;[sx, sy] = [1, 1]
      return false
    }
    let [spareX, spareY] = [0, 0]
    if (kind === 1) {
      // Alike along both axes, what is left over shared out to both sides.
      const least = Math.min(Math.abs(sx), Math.abs(sy))
      ;[sx, sy] = [Math.sign(sx) * least, Math.sign(sy) * least]
      spareX = ((x2 - x1 - sx * (highX - lowX)) * shareX) / 100
      spareY = ((y2 - y1 - sy * (highY - lowY)) * shareY) / 100
    }
    left = x1 + spareX - sx * lowX
    bottom = y1 + spareY - sy * lowY
    return true
  }

  return {
    points(values) {
      isNamed = values.length >= 2
      if (values.length >= 4) [x1, y1, x2, y2] = values
      // P2 follows P1 where that alone is named.
      else if (values.length >= 2)
        [x1, y1, x2, y2] = [values[0], values[1], x2 + values[0] - x1, y2 + values[1] - y1]
      else [x1, y1, x2, y2] = usualPoints
      fit()
    },
    scale(values) {
      if (values.length !== 0 && values.length < 4) return false
      asked = values
      if (fit()) return true
      asked = []
      return false
    },
    step: (dx, dy) => [dx * sx, dy * sy],
    at(x, y) {
      isGuessed ||= asked.length > 0 && !isNamed
      return [left + x * sx, bottom + y * sy]
    },
    get isGuessed() {
      return isGuessed
    },
  }
}
