import type { Pen, Plane, Stroke } from '@plotline/strokes'
import { samplePlane } from '@plotline/strokes/tone/plane'
import type { Canvas, Marks } from '../../cost-marks.ts'
import type { Knobs } from '../../knobs.ts'
import type { Place } from '../../style.ts'

/** How a line wobbles for a share of ink: from a straight line to waves that nearly fill its band. */
export type Wobble = {
  /** Ink of the straight line, and of the widest and closest waves, as shares of paper. */
  readonly least: number
  readonly most: number
  readonly stepMm: number
  /** How wide and close waves with this much ink are: 0 the straight line … 1 the most. */
  shareFor(ink: number): number
  amplitudeMm(share: number): number
  /** Waves per mm. */
  frequency(share: number): number
}

/** Waves follow each other at this many pen widths where they are closest: paper just shows between them. */
const closestWave = 2.25
const longestWave = 9
const steps = 24

/** Distance of the lines where none is given: the finer the pen and the denser the drawing, the closer. */
export function usualPitchMm([pen]: readonly Pen[], knobs: Knobs): number {
  return pen.widthMm * 5 * 2.2 ** (1 - 2 * knobs.density)
}

/** About how many marks lines so far apart make of a usual picture. */
export function waves({ areaMm2 }: Canvas, [pen]: readonly Pen[], pitchMm: number): Marks {
  const stepMm = Math.max(0.05, pen.widthMm * 0.3)
  const rowsMm = areaMm2 / pitchMm
  return { strokes: 400 + rowsMm / 100, points: (0.35 * rowsMm) / stepMm, laid: rowsMm / stepMm }
}

/**
 * Waves of a pen in a band of `pitchMm`: amplitude and frequency grow together. Which of them lay how much ink is
 * measured by drawing one wave of each on a fine grid, overlaps and all.
 */
export function createWobble(pitchMm: number, penMm: number): Wobble {
  const widest = Math.max(0, (pitchMm - penMm) / 2)
  const amplitudeOf = (t: number) => widest * Math.min(1, t * 1.15)
  const frequencyOf = (t: number) => 1 / (penMm * (longestWave * (closestWave / longestWave) ** t))
  const inks = Float64Array.from({ length: steps + 1 }, (_, k) =>
    inkOfWave(amplitudeOf(k / steps), 1 / frequencyOf(k / steps), pitchMm, penMm),
  )
  // Measured on a grid, so it may tremble in the last digit.
  for (let k = 1; k <= steps; k++) inks[k] = Math.max(inks[k], inks[k - 1] + 1e-6)

  function shareFor(ink: number): number {
    let k = 1
    while (k < steps && inks[k] < ink) k++
    const share = (ink - inks[k - 1]) / (inks[k] - inks[k - 1])
    return Math.min(1, Math.max(0, (k - 1 + share) / steps))
  }

  return {
    least: inks[0],
    most: inks[steps],
    stepMm: Math.max(0.05, penMm * 0.3),
    shareFor,
    amplitudeMm: amplitudeOf,
    frequency: frequencyOf,
  }
}

/** The share of a band that one wave covers. */
function inkOfWave(amplitudeMm: number, lengthMm: number, pitchMm: number, penMm: number): number {
  const [columns, rows, points] = [24, 48, 96]
  const reach = (penMm / 2) ** 2
  let covered = 0
  for (let row = 0; row < rows; row++) {
    // The band of a wave and what it paints beyond it count alike: its neighbors do the same.
    const y = ((row + 0.5) / rows - 0.5) * (pitchMm + penMm)
    for (let column = 0; column < columns; column++) {
      const x = ((column + 0.5) / columns) * lengthMm
      // Only what lies within the pen's reach along the wave can cover this place.
      const from = Math.max(-points, Math.floor(((x - penMm / 2) / lengthMm) * points))
      const to = Math.min(2 * points - 1, Math.ceil(((x + penMm / 2) / lengthMm) * points))
      for (let k = from; k <= to; k++) {
        const dx = (k / points) * lengthMm - x
        if (dx * dx > reach) continue
        const dy = amplitudeMm * Math.sin((2 * Math.PI * k) / points) - y
        if (dx * dx + dy * dy > reach) continue
        covered++
        break
      }
    }
  }
  return Math.min(0.98, ((covered / (rows * columns)) * (pitchMm + penMm)) / pitchMm)
}

/** Follows a path with waves: `move` steps along it, `lift` ends the stroke. */
export type Wobbler = {
  /** On to a place in mm from the image's top left, `alongMm` farther; (nx, ny) points across the path. */
  move(x: number, y: number, nx: number, ny: number, alongMm: number): void
  lift(): void
  readonly strokes: Stroke[]
  /** The size of the image on paper. */
  readonly widthMm: number
  readonly heightMm: number
}

/** A pen that wobbles by the ink it finds, lifted where that is less than the share `bareBelow` of a straight line's. */
export function createWobbler(
  ink: Plane,
  { mmPerPx, xMm, yMm }: Place,
  wobble: Wobble,
  bareBelow: number,
): Wobbler {
  const strokes: Stroke[] = []
  const widthMm = ink.width * mmPerPx
  const heightMm = ink.height * mmPerPx
  let points: number[] = []
  let phase = 0
  const lift = () => {
    if (points.length > 4) strokes.push({ points: Float64Array.from(points), closed: false })
    points = []
  }
  return {
    strokes,
    lift,
    widthMm,
    heightMm,
    move(x, y, nx, ny, alongMm) {
      const isInside = x >= 0 && y >= 0 && x <= widthMm && y <= heightMm
      const wanted = isInside ? samplePlane(ink, x / mmPerPx, y / mmPerPx) : 0
      if (wanted < wobble.least * bareBelow) {
        lift()
        return
      }
      const share = wobble.shareFor(wanted)
      phase += wobble.frequency(share) * alongMm * 2 * Math.PI
      const aside = wobble.amplitudeMm(share) * Math.sin(phase)
      points.push(
        Math.min(widthMm, Math.max(0, x + nx * aside)) + xMm,
        Math.min(heightMm, Math.max(0, y + ny * aside)) + yMm,
      )
    },
  }
}
