/**
 * The plain types that everything hands to everything else. Flat typed arrays, no classes, no behaviour. Lengths are
 * millimetres, y down, except where pixels are named.
 */

/** Decoded pixels: sRGB, 8 bit, RGBA interleaved, opaque, upright. `data.length === width * height * 4`. */
export type Raster = {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** One float per pixel, row by row: a tone (0 black … 1 white), a mask (0 ground … 1 subject), a gradient. */
export type Plane = {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/**
 * The curves that a part of a stroke was cut from: its points from number `first` on, going round in a closed stroke,
 * lie at the places `at` along `chain`. A chain is x0, y0, then two handles and an end for each of its cubic Béziers, in
 * mm; a place is the number of a Bézier and the parameter on it as its fraction, so that 2.5 is the middle of the third.
 * Places all rise or all fall.
 */
export type Arc = {
  readonly chain: Float64Array
  readonly first: number
  readonly at: Float64Array
}

/**
 * One polyline, drawn pen-down once. `points` is x0, y0, x1, y1 … in mm; a closed one does not repeat its start. What it
 * knows of itself goes with it wherever it is cut, joined, turned round or begun elsewhere.
 */
export type Stroke = {
  readonly points: Float64Array
  readonly closed: boolean
  /** Where it is round, for formats that can hold curves; no two have a side in common. */
  readonly arcs?: readonly Arc[]
  /** Given by tonal styles, for tools whose line can be darker or lighter, such as a laser. */
  readonly tones?: Tones
  /** The border of areas of its layer: formats that can fill show those, and not this. */
  readonly isBorder?: boolean
}

/** A tool: its name for people, its ink as `#rrggbb`, the width of its line in mm. */
export type Pen = {
  readonly name: string
  readonly color: string
  readonly widthMm: number
  /** Where this is a pen that ran dry, filled anew: that pen's name. */
  readonly refillOf?: string
}

/**
 * An area filled with one color, `#rrggbb`. Each contour is a closed chain of cubic Béziers in mm: x0, y0, then for each
 * curve two handles and its end, the last end being the start again. What an odd number of contours goes round is inside.
 */
export type Area = {
  readonly contours: readonly Float64Array[]
  readonly color: string
}

/** What a pen makes on the sheet. */
export type Mark = Stroke | Area

/**
 * What tone strokes stand for across the sheet, coarsely, 0 all the ink there is … 1 bare paper: pixel `(x, y)` of the
 * plane is at `(x * mmPerPx + xMm, y * mmPerPx + yMm)`, and beyond its border it goes on.
 */
export type Tones = {
  readonly plane: Plane
  readonly mmPerPx: number
  readonly xMm: number
  readonly yMm: number
}

/** A pen and its marks, in plotting order; areas lie over those before them and under all strokes. */
export type Layer = {
  readonly pen: Pen
  readonly marks: readonly Mark[]
  /** Drawn in an earlier plot: nothing of it is left, and its pen keeps its number. */
  readonly isDone?: boolean
}

/** One page that is plotted. Strokes stay inside the margin. */
export type Sheet = {
  readonly widthMm: number
  readonly heightMm: number
  readonly marginMm: number
  readonly paperColor: string
}

/** The engine's result. `meta` is what a reader needs to make it again; it holds no time and no path. */
export type Drawing = {
  readonly sheet: Sheet
  readonly layers: readonly Layer[]
  readonly meta: {
    readonly style: string
    readonly seed: number
    readonly recipe?: unknown
    readonly title?: string
  }
}

/** What a device takes and a person asks before plotting. Lengths in mm, times in seconds. */
export type DrawingStats = {
  readonly strokes: number
  readonly points: number
  readonly penDownMm: number
  readonly penUpMm: number
  readonly plotSeconds: number
  readonly layers: readonly {
    readonly name: string
    readonly color: string
    readonly widthMm: number
    readonly strokes: number
    readonly points: number
    readonly penDownMm: number
    readonly penUpMm: number
    readonly plotSeconds: number
  }[]
}
