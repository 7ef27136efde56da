import { zipSync } from 'fflate'
import { DrawingError } from '../geometry/drawing-error.ts'
import { isArea } from '../geometry/marks.ts'
import { penRuns } from '../plan/pens.ts'
import type { Drawing } from '../types.ts'
import { type FormatName, formats } from './formats.ts'
import { type WriteOptions, type WrittenFile, writeDrawing } from './write.ts'

/** Every file in a zip has the oldest date there is, so that the same drawing gives the same bytes. */
const mtime = '1980-01-01T00:00:00'

/**
 * A zip of one file per pen that draws something, each a whole drawing on the same sheet: `1-black-0-3.svg` and so on.
 * Pens keep their numbers. Throws as `writeDrawing` does.
 */
export function writePerPen(drawing: Drawing, format: FormatName, options: WriteOptions = {}): WrittenFile {
  const entries: Record<string, Uint8Array> = {}
  const warnings = new Set<string>()
  const hasAreas = formats[format].fills && options.areas !== 'borders'
  let first = 0
  for (const run of penRuns(drawing.layers)) {
    const [{ pen }] = run
    const number = first
    first += run.length
    const draws = run.some(({ marks }) => marks.some((mark) => hasAreas || !isArea(mark)))
    if (!draws) continue
    const alone = drawing.layers.map((layer) => (run.includes(layer) ? layer : { pen: layer.pen, marks: [] }))
    const file = writeDrawing({ ...drawing, layers: alone }, format, options)
    entries[`${number + 1}${fileWord(pen.name)}.${file.extension}`] = file.bytes
    for (const warning of file.warnings) warnings.add(warning)
  }
  if (Object.keys(entries).length === 0)
    throw new DrawingError('empty_drawing', 'There is nothing to draw: the drawing has no stroke.')
  return {
    bytes: zipSync(entries, { level: 6, mtime }),
    contentType: 'application/zip',
    extension: `${format}.zip`,
    warnings: [...warnings],
  }
}

/** A name as part of a file's name on any system: small letters, digits and hyphens. */
function fileWord(name: string): string {
  const word = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
  return word === '' ? '' : `-${word}`
}
