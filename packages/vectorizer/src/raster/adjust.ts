import type { Plane } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createPlane } from '@plotline/strokes/tone/plane'
import { bilateral } from './bilateral.ts'
import { equalizeLocally } from './clahe.ts'

/** What a person changes about an image's tones before it is drawn. All zeros and a gamma of 1 change nothing. */
export type Adjustment = {
  /** -1 black … 1 white. */
  readonly brightness: number
  /** -1 flat … 1 four times as steep. */
  readonly contrast: number
  /** Above 1 the middle tones get lighter. */
  readonly gamma: number
  /** 0 … 1, how far tones are evened out across the image. */
  readonly localContrast: number
  /** 0 … 1 */
  readonly denoise: number
}

/** Tones 0 … 1 adjusted: noise first, then local contrast, then contrast, brightness and gamma. */
export async function adjustTone(
  plane: Plane,
  { brightness, contrast, gamma, localContrast, denoise }: Adjustment,
  pace: Pace = unpaced,
): Promise<Plane> {
  const calm = denoise > 0 ? await bilateral(plane, 2 + 2 * denoise, 0.03 + 0.12 * denoise, pace) : plane
  const even = await equalizeLocally(calm, localContrast, pace)
  if (brightness === 0 && contrast === 0 && gamma === 1) return even
  const steep = 4 ** contrast
  const out = createPlane(plane.width, plane.height)
  for (let i = 0; i < out.data.length; i++) {
    const tone = (even.data[i] - 0.5) * steep + 0.5 + brightness
    out.data[i] = Math.min(1, Math.max(0, tone)) ** (1 / gamma)
    if (i % 65536 === 0) await pace(65536 * 20)
  }
  return out
}
