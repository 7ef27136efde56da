import type { Plane, Raster } from '@plotline/strokes'
import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { turnBy } from '@plotline/strokes/geometry/turn'
import { createPlane, samplePlane } from '@plotline/strokes/tone/plane'

/** What part of an image is meant: turned clockwise first, then cut. */
export type Crop = {
  readonly rotateDeg: number
  /** Sides of what stays, as shares of the turned image from its top left. */
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Where pixels of a cropped image come from: target (x, y) is source (xx x + xy y + x0, yx x + yy y + y0). */
type Way = {
  readonly width: number
  readonly height: number
  readonly xx: number
  readonly xy: number
  readonly x0: number
  readonly yx: number
  readonly yy: number
  readonly y0: number
}

/** Whether a crop leaves images as they are. */
export function isWhole({ rotateDeg, left, top, right, bottom }: Crop): boolean {
  return rotateDeg % 360 === 0 && left <= 0 && top <= 0 && right >= 1 && bottom >= 1
}

/** The size of an image of `width` by `height` once it is turned and cut; at least a pixel each way. */
export function croppedSize(width: number, height: number, crop: Crop): { width: number; height: number } {
  const way = wayTo(width, height, crop)
  return { width: way.width, height: way.height }
}

/** A raster turned and cut, bilinear where the turn is not a quarter one. Of a slant the upright middle without empty corners stays. */
export async function cropRaster(raster: Raster, crop: Crop, pace: Pace = unpaced): Promise<Raster> {
  if (isWhole(crop)) return raster
  const way = wayTo(raster.width, raster.height, crop)
  const { width, height } = way
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  const { width: columns, height: rows, data: from } = raster
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = sourceX(way, x, y) - 0.5
      const v = sourceY(way, x, y) - 0.5
      const column = Math.min(Math.max(Math.floor(u), 0), columns - 1)
      const row = Math.min(Math.max(Math.floor(v), 0), rows - 1)
      const right = Math.min(column + 1, columns - 1)
      const below = Math.min(row + 1, rows - 1)
      const fx = Math.min(1, Math.max(0, u - column))
      const fy = Math.min(1, Math.max(0, v - row))
      const corners = [
        row * columns + column,
        row * columns + right,
        below * columns + column,
        below * columns + right,
      ]
      for (let d = 0; d < 3; d++) {
        const top = from[corners[0] * 4 + d] * (1 - fx) + from[corners[1] * 4 + d] * fx
        const bottom = from[corners[2] * 4 + d] * (1 - fx) + from[corners[3] * 4 + d] * fx
        data[(y * width + x) * 4 + d] = top * (1 - fy) + bottom * fy
      }
    }
    await pace(width * 40)
  }
  return { width, height, data }
}

/** A plane over the same picture, turned and cut alike. */
export async function cropPlane(plane: Plane, crop: Crop, pace: Pace = unpaced): Promise<Plane> {
  if (isWhole(crop)) return plane
  const way = wayTo(plane.width, plane.height, crop)
  const out = createPlane(way.width, way.height)
  for (let y = 0; y < way.height; y++) {
    for (let x = 0; x < way.width; x++) {
      out.data[y * way.width + x] = samplePlane(plane, sourceX(way, x, y), sourceY(way, x, y))
    }
    await pace(way.width * 15)
  }
  return out
}

function sourceX({ xx, xy, x0 }: Way, x: number, y: number): number {
  return xx * (x + 0.5) + xy * (y + 0.5) + x0
}

function sourceY({ yx, yy, y0 }: Way, x: number, y: number): number {
  return yx * (x + 0.5) + yy * (y + 0.5) + y0
}

function wayTo(width: number, height: number, { rotateDeg, left, top, right, bottom }: Crop): Way {
  const quarters = Math.round(rotateDeg / 90)
  const slant = ((rotateDeg - quarters * 90) * Math.PI) / 180
  const { cos, sin } = turnBy(rotateDeg)
  const [wide, high] = quarters % 2 === 0 ? [width, height] : [height, width]
  const inner = slant === 0 ? { width: wide, height: high } : insideSlant(wide, high, Math.abs(slant))
  const outWidth = Math.max(1, Math.round(inner.width * (right - left)))
  const outHeight = Math.max(1, Math.round(inner.height * (bottom - top)))
  // The middle of what stays, from the middle of the turned image.
  const dx = inner.width * ((left + right) / 2 - 0.5) - outWidth / 2
  const dy = inner.height * ((top + bottom) / 2 - 0.5) - outHeight / 2
  return {
    width: outWidth,
    height: outHeight,
    xx: cos,
    xy: sin,
    x0: cos * dx + sin * dy + width / 2,
    yx: -sin,
    yy: cos,
    y0: -sin * dx + cos * dy + height / 2,
  }
}

/** The largest upright rectangle of the same shape within a rectangle turned by up to 45°. */
function insideSlant(width: number, height: number, angle: number): { width: number; height: number } {
  const sin = Math.sin(angle)
  const cos = Math.cos(angle)
  const scale = Math.min(width / (width * cos + height * sin), height / (width * sin + height * cos))
  return { width: width * scale, height: height * scale }
}
