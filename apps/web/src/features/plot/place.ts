import { type Arrangement, type Device, hullSize, type Paper, paperSize, type Sheet } from '@plotline/strokes'
import type { Opened } from './use-plot.ts'

/** What a person sets about where a drawing lies. `bed` is a sheet as large as the machine reaches. */
export type Place = {
  readonly paper: Paper | 'bed'
  readonly orientation: 'portrait' | 'landscape'
  readonly marginMm: number
  /** Clockwise, more than −180 and at most 180. */
  readonly turnDeg: number
  /** Of what is drawn, after the turn. */
  readonly widthMm: number
  readonly xMm: number
  readonly yMm: number
}

type Size = { widthMm: number; heightMm: number }
export type Corner = { x: 0 | 0.5 | 1; y: 0 | 0.5 | 1 }

/** The drawing as it was ordered: on its own sheet, where it lay. */
export function placeAsDrawn({ sheet, box }: Opened, paper: Paper): Place {
  return {
    paper,
    orientation: sheet.widthMm > sheet.heightMm ? 'landscape' : 'portrait',
    marginMm: sheet.marginMm,
    turnDeg: 0,
    widthMm: box.maxX - box.minX,
    xMm: box.minX,
    yMm: box.minY,
  }
}

/** The sheet that a place names. */
export function sheetFor(place: Place, device: Device, paperColor: string): Sheet {
  const size: Size = place.paper === 'bed' ? device.bed : paperSize(place.paper)
  const [short, long] = [Math.min(size.widthMm, size.heightMm), Math.max(size.widthMm, size.heightMm)]
  const isWide = place.orientation === 'landscape'
  return {
    widthMm: isWide ? long : short,
    heightMm: isWide ? short : long,
    marginMm: Math.min(place.marginMm, 0.45 * short),
    paperColor,
  }
}

/** Width and height of what is drawn where it lies. */
export function drawnAt({ hull }: Opened, { turnDeg, widthMm }: Pick<Place, 'turnDeg' | 'widthMm'>): Size {
  const size = hullSize(hull, turnDeg)
  const scale = size.widthMm > 0 ? widthMm / size.widthMm : 1
  return { widthMm, heightMm: size.heightMm * scale }
}

/** As large as the margins allow, in their middle. */
export function fitted(opened: Opened, place: Place, sheet: Sheet): Place {
  const size = hullSize(opened.hull, place.turnDeg)
  const room = { widthMm: sheet.widthMm - 2 * sheet.marginMm, heightMm: sheet.heightMm - 2 * sheet.marginMm }
  const scale = Math.min(room.widthMm / size.widthMm, room.heightMm / size.heightMm)
  const widthMm = Number.isFinite(scale) ? size.widthMm * scale : size.widthMm
  return aligned(opened, { ...place, widthMm }, sheet, { x: 0.5, y: 0.5 })
}

/** Moved to a corner, an edge or the middle of what lies within the margins. */
export function aligned(opened: Opened, place: Place, sheet: Sheet, { x, y }: Corner): Place {
  const { widthMm, heightMm } = drawnAt(opened, place)
  const along = (length: number, drawn: number, share: number) =>
    sheet.marginMm + (length - 2 * sheet.marginMm - drawn) * share
  return {
    ...place,
    xMm: along(sheet.widthMm, widthMm, x),
    yMm: along(sheet.heightMm, heightMm, y),
  }
}

/** Larger or smaller about its middle. */
export function scaled(opened: Opened, place: Place, widthMm: number): Place {
  return aboutMiddle(opened, place, { widthMm, turnDeg: place.turnDeg })
}

/** Turned to an angle about its middle, as large as it was. */
export function turned(opened: Opened, place: Place, turnDeg: number): Place {
  const before = hullSize(opened.hull, place.turnDeg)
  const after = hullSize(opened.hull, turnDeg)
  const scale = before.widthMm > 0 ? place.widthMm / before.widthMm : 1
  // More than −180 and at most 180.
  const within = 180 - ((((180 - turnDeg) % 360) + 360) % 360)
  return aboutMiddle(opened, place, { widthMm: after.widthMm * scale, turnDeg: within })
}

function aboutMiddle(opened: Opened, place: Place, next: Pick<Place, 'turnDeg' | 'widthMm'>): Place {
  const before = drawnAt(opened, place)
  const after = drawnAt(opened, next)
  return {
    ...place,
    ...next,
    xMm: place.xMm + (before.widthMm - after.widthMm) / 2,
    yMm: place.yMm + (before.heightMm - after.heightMm) / 2,
  }
}

/** How wide a box becomes when its lower right corner is pulled: as its diagonal follows the hand. */
export function sizedWidth({ widthMm, heightMm }: Size, dxMm: number, dyMm: number): number {
  const square = widthMm * widthMm + heightMm * heightMm
  return square > 0 ? widthMm * (1 + (dxMm * widthMm + dyMm * heightMm) / square) : widthMm + dxMm
}

/** What the engine is told. */
export function arrangementOf(place: Place, sheet: Sheet): Arrangement {
  const { turnDeg, widthMm, xMm, yMm } = place
  return { sheet, turnDeg, widthMm, xMm, yMm }
}
