import { type Drawing, DrawingError, occludeLayers, readDrawing, readSvg } from '@plotline/strokes'
import { naming, UsageError } from './errors.ts'
import { readInput } from './files.ts'
import type { Io } from './io.ts'

/** What the names of drawings end in. */
export const drawingEndings: readonly string[] = ['svg', 'json']

/**
 * Reads a drawing from SVG or from our JSON, told apart by content. With `occlude`, `seen` is what fills laid later
 * leave of it; else it is the drawing.
 */
export async function readDrawingFile(
  file: string,
  { io, occlude = false }: { io?: Io; occlude?: boolean } = {},
): Promise<{ drawing: Drawing; seen: Drawing; warnings: string[] }> {
  const bytes = await readInput(file, io)
  const text = decodeText(bytes)
  if (text === null) throw new UsageError(`${file}: this is neither SVG nor JSON; expected UTF-8 text`)
  const start = text.trimStart()
  return naming(file, () => {
    if (start === '') throw new DrawingError('bad_drawing', 'The file is empty.')
    if (start.startsWith('{')) {
      const drawing = readDrawing(text)
      const seen = occlude ? { ...drawing, layers: occludeLayers(drawing.layers) } : drawing
      return { drawing, seen, warnings: [] }
    }
    if (start.startsWith('<')) {
      const read = readSvg(text, { occlude })
      const isEmpty = read.drawing.layers.every(
        ({ strokes, regions = [] }) => strokes.length + regions.length === 0,
      )
      if (isEmpty && read.warnings.length > 0)
        throw new DrawingError('empty_drawing', `There is nothing to draw. ${read.warnings.join('; ')}.`)
      return read
    }
    throw new DrawingError('bad_drawing', 'This is neither SVG nor JSON.')
  })
}

function decodeText(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
