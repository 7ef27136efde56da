import {
  type Drawing,
  DrawingError,
  inputFormats,
  penKinds,
  type ReadOptions,
  readAnyDrawing,
  readText,
} from '@plotline/strokes'
import { readChoice } from '../arguments.ts'
import { naming, UsageError } from '../errors.ts'
import { readInput } from '../files.ts'
import type { Io } from '../io.ts'

/** What the names of drawings end in. */
export const drawingEndings: readonly string[] = Object.values(inputFormats).flatMap(
  ({ extensions }) => extensions,
)

/** The flags of every command that reads a drawing. */
export const readingFlags = {
  pens: { type: 'string' },
} as const

/** How drawings are to be read. */
export type Reading = Pick<ReadOptions, 'pens'>

export function readReading({ pens }: { readonly pens?: string }): Reading {
  return { pens: pens === undefined ? undefined : readChoice('--pens', pens, penKinds) }
}

/**
 * Reads a drawing from SVG, DXF, HP-GL or our JSON, told apart by content. With `occlude`, `seen` is what fills laid later
 * leave of it; else it is the drawing.
 */
export async function readDrawingFile(
  file: string,
  { io, ...options }: { io?: Io } & Reading & Pick<ReadOptions, 'occlude'> = {},
): Promise<{ drawing: Drawing; seen: Drawing; warnings: string[] }> {
  const bytes = await readInput(file, io)
  const text = await naming(file, () => readText(bytes) ?? inAlphabetOfPcs(bytes))
  if (text === null) throw new UsageError(`${file}: this is no drawing; expected SVG, DXF, HP-GL or JSON`)
  return naming(file, () => {
    const read = readAnyDrawing(text, { ...options, fileName: file })
    const isEmpty = read.drawing.layers.every(({ marks }) => marks.length === 0)
    if (isEmpty && read.warnings.length > 0)
      throw new DrawingError('empty_drawing', `There is nothing to draw. ${read.warnings.join('; ')}.`)
    return read
  })
}

/** Older DXF and HP-GL are in the alphabet of a PC; what is no text in that either is none. */
function inAlphabetOfPcs(bytes: Uint8Array): string | null {
  const text = new TextDecoder('windows-1252').decode(bytes)
  const isKnown = [inputFormats.DXF, inputFormats['HP-GL']].some(({ looksLike }) => looksLike(text))
  return isKnown ? text : null
}
