import { croppedSize, isWhole, type Recipe } from '@plotline/vectorizer'

/** What stays of a photo: its sides as shares from the top left of the turned photo. */
export type Crop = Recipe['tone']['crop']

/** Which sides a grip moves: −1 the first side of that axis (left, top), 1 the other, 0 none. Both 0 moves the whole. */
export type Grip = { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 }

export const whole: Crop = { left: 0, top: 0, right: 1, bottom: 1 }

/** The size of a picture that is turned and not cut, px. */
export function turnedSize({ width, height }: { width: number; height: number }, rotateDeg: number) {
  return croppedSize(width, height, { rotateDeg, ...whole })
}

/** The least share that stays each way: 50 px of a photo of 1,000. */
const least = 0.05

/**
 * A crop once a grip is moved by shares of the photo's width and height. With `ratio` (width over height of what
 * stays, in shares) the crop keeps that shape: a corner follows the move that is longer, a side grows about its middle.
 */
export function moveGrip(crop: Crop, grip: Grip, dx: number, dy: number, ratio: number | null): Crop {
  if (grip.x === 0 && grip.y === 0) return shifted(crop, dx, dy)
  const width = held(crop.right - crop.left + grip.x * dx, least, roomFor(crop.left, crop.right, grip.x))
  const height = held(crop.bottom - crop.top + grip.y * dy, least, roomFor(crop.top, crop.bottom, grip.y))
  if (ratio === null) return anchored(crop, grip, width, height)
  const wide = grip.y === 0 || (grip.x !== 0 && width > height * ratio) ? width : height * ratio
  const most = Math.min(
    roomFor(crop.left, crop.right, grip.x),
    ratio * roomFor(crop.top, crop.bottom, grip.y),
  )
  const fitting = held(wide, Math.max(least, least * ratio), most)
  return anchored(crop, grip, fitting, fitting / ratio)
}

/** The largest crop of this shape about the middle of another, no larger than the photo. */
export function shapedTo(crop: Crop, ratio: number): Crop {
  const grip = { x: 0, y: 0 } as const
  const width = Math.max(crop.right - crop.left, (crop.bottom - crop.top) * ratio)
  const fitting = Math.min(width, 1, ratio)
  return shifted(anchored(crop, grip, fitting, fitting / ratio), 0, 0)
}

/** The same part of a photo that is turned by 90° more: 1 is clockwise, −1 the other way. */
export function turnedBy90({ left, top, right, bottom }: Crop, way: 1 | -1): Crop {
  if (way === 1) return { left: 1 - bottom, top: left, right: 1 - top, bottom: right }
  return { left: top, top: 1 - right, right: bottom, bottom: 1 - left }
}

/** A crop as the recipe keeps it: tenths of a percent, which is a pixel of a photo of 1,000. */
export function roundedCrop({ left, top, right, bottom }: Crop): Crop {
  const rounded = (share: number) => Math.round(1000 * share) / 1000
  return { left: rounded(left), top: rounded(top), right: rounded(right), bottom: rounded(bottom) }
}

/** "10 to 60 % across, 0 to 100 % down" */
export function placeInWords({ left, top, right, bottom }: Crop): string {
  const percent = (share: number) => Math.round(100 * share)
  return `${percent(left)} to ${percent(right)}\u00a0% across, ${percent(top)} to ${percent(bottom)}\u00a0% down`
}

/** A part of the photo as `isolate.box` has it; none where it is all of the photo. */
export function boxOf(crop: Crop): Recipe['isolate']['box'] {
  const { left, top, right, bottom } = roundedCrop(crop)
  return isWhole({ rotateDeg: 0, left, top, right, bottom }) ? undefined : [left, top, right, bottom]
}

/** The part of the photo that a box marks: without one the whole. */
export function cropOf(box: Recipe['isolate']['box']): Crop {
  if (!box) return whole
  const [left = 0, top = 0, right = 1, bottom = 1] = box
  return { left, top, right, bottom }
}

function shifted(crop: Crop, dx: number, dy: number): Crop {
  const x = held(dx, -crop.left, 1 - crop.right)
  const y = held(dy, -crop.top, 1 - crop.bottom)
  return { left: crop.left + x, right: crop.right + x, top: crop.top + y, bottom: crop.bottom + y }
}

/** A crop of this size that keeps the sides the grip does not move, or its middle. */
function anchored(crop: Crop, grip: Grip, width: number, height: number): Crop {
  const [left, right] = spread(crop.left, crop.right, grip.x, width)
  const [top, bottom] = spread(crop.top, crop.bottom, grip.y, height)
  return { left, top, right, bottom }
}

function spread(first: number, last: number, side: -1 | 0 | 1, length: number): [number, number] {
  if (side === 1) return [first, first + length]
  if (side === -1) return [last - length, last]
  const from = (first + last - length) / 2
  return [from, from + length]
}

/** How long a crop can get on an axis when a grip moves that side. */
function roomFor(first: number, last: number, side: -1 | 0 | 1): number {
  if (side === 1) return 1 - first
  if (side === -1) return last
  return Math.min(first + last, 2 - first - last)
}

const held = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
