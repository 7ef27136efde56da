import { DrawingError } from '../geometry/drawing-error.ts'
import { occludeLayers } from '../plan/occlude.ts'
import type { Drawing } from '../types.ts'
import { readDrawing } from '../write/json.ts'
import { looksLikeDxf } from './dxf/text.ts'
import { readDxf } from './dxf.ts'
import { looksLikeHpgl } from './hpgl/text.ts'
import { readHpgl } from './hpgl.ts'
import type { PenKind } from './layer-colors.ts'
import { readSvg } from './svg.ts'

export type ReadOptions = {
  /** Leaves out what lies under opaque fills that come later, where a file has fills. */
  readonly occlude?: boolean
  /** Whether a layer of SVG and DXF is one pen, as it is unless told, or each of its colors. */
  readonly pens?: PenKind
  /** Its extension says what it is where its text does not. */
  readonly fileName?: string
}

/** `seen` is what later fills leave of the drawing, where that was asked for; else it is the drawing. */
export type ReadResult = { readonly drawing: Drawing; readonly seen: Drawing; readonly warnings: string[] }

type InputFormat = {
  readonly extensions: readonly string[]
  /** Whether a text, without space in front, can be nothing else. */
  looksLike(text: string): boolean
  read(text: string, options: ReadOptions): ReadResult
}

/** What drawings are read from, in the order in which a text is asked what it is. */
export const inputFormats: Readonly<Record<'JSON' | 'SVG' | 'DXF' | 'HP-GL', InputFormat>> = {
  JSON: {
    extensions: ['json'],
    looksLike: (text) => text.startsWith('{'),
    read(text, { occlude = false }) {
      const drawing = readDrawing(text)
      const seen = occlude ? { ...drawing, layers: occludeLayers(drawing.layers) } : drawing
      return { drawing, seen, warnings: [] }
    },
  },
  SVG: {
    extensions: ['svg', 'svgz'],
    looksLike: (text) => text.startsWith('<'),
    read: (text, { occlude, pens }) => readSvg(text, { occlude, pens }),
  },
  DXF: {
    extensions: ['dxf'],
    looksLike: looksLikeDxf,
    read: (text, { pens }) => withoutFills(readDxf(text, { pens })),
  },
  'HP-GL': {
    extensions: ['hpgl', 'hpg', 'hgl', 'plt'],
    looksLike: looksLikeHpgl,
    read: (text) => withoutFills(readHpgl(text)),
  },
}

/**
 * Reads a drawing from the text of a file of any format there is a reader for, told apart by content, else by the file's
 * extension. Throws `bad_drawing` for what is none of them or broken, `too_large` for what would not end.
 */
export function readAnyDrawing(text: string, options: ReadOptions = {}): ReadResult {
  const start = text.replace(/^[\s\ufeff]+/, '')
  if (start === '') throw new DrawingError('bad_drawing', 'The file is empty.')
  const known = Object.values(inputFormats)
  const extension = /\.([a-z]+)$/i.exec(options.fileName ?? '')?.[1].toLowerCase() ?? ''
  const format =
    known.find(({ looksLike }) => looksLike(start)) ??
    known.find(({ extensions }) => extensions.includes(extension))
  if (!format) {
    const names = Object.keys(inputFormats)
    throw new DrawingError('bad_drawing', `This is none of ${names.join(', ')}.`)
  }
  return format.read(start, options)
}

function withoutFills({ drawing, warnings }: { drawing: Drawing; warnings: string[] }): ReadResult {
  return { drawing, seen: drawing, warnings }
}
