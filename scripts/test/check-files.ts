import { readFile, writeFile } from 'node:fs/promises'
import { areasOf, strokesBesideAreas, strokesOf } from '../../packages/strokes/src/geometry/marks.ts'
import { drawingStats, hardClipOf, type Raster } from '../../packages/strokes/src/index.ts'
import { readPng } from '../../packages/vectorizer/bench/read-png.ts'
import type { PlotFile } from './plot-files.ts'
import { faultOf, findProgram, run } from './programs.ts'
import { rs274Length } from './rs274.ts'

const pxPerMm = 4
/** The side in px of a square of 2 mm. */
const square = 2 * pxPerMm

/** The page painted from PDF and from SVG: no square of 2 mm may differ by more than the edges of lines do. */
export async function samePicture({ drawing, path }: PlotFile, program: string): Promise<string | null> {
  const { widthMm, heightMm, marginMm } = drawing.sheet
  const width = Math.round(widthMm * pxPerMm)
  const [pdfPng, svgPng] = [`${path}.png`, `${path}.svg.png`]
  const size = ['-scale-to-x', String(width), '-scale-to-y', String(Math.round(heightMm * pxPerMm))]
  const painted = await run(program, ['-png', '-singlefile', ...size, path, pdfPng.slice(0, -4)])
  const svg = path.replace(/-pdf\.pdf$/, '-svg.svg')
  const beside = await run(findProgram('rsvg-convert') ?? '', [
    '-b',
    'white',
    '-w',
    String(width),
    '-o',
    svgPng,
    svg,
  ])
  const fault = faultOf(painted) ?? faultOf(beside)
  if (fault) return fault
  const [one, other] = [readPng(pdfPng), readPng(svgPng)]
  if (one.width !== other.width || Math.abs(one.height - other.height) > 1)
    return `${one.width} × ${one.height} pixels, from SVG ${other.width} × ${other.height}`
  // The title stands in the bottom margin of a PDF alone.
  const last = one.height - Math.ceil(marginMm * pxPerMm)
  let most = 0
  for (let top = 0; top + square <= last; top += square) {
    for (let left = 0; left + square <= one.width; left += square)
      most = Math.max(most, Math.abs(inkOf(one, left, top) - inkOf(other, left, top)))
  }
  return most < 0.02 ? null : `a square of 2 mm differs by ${(most * 100).toFixed(1)} % of ink`
}

/** How much of a square is inked, by its green: 0 none of it, 1 all. */
function inkOf({ width, data }: Raster, left: number, top: number): number {
  let paper = 0
  for (let y = top; y < top + square; y++) {
    for (let x = left; x < left + square; x++) paper += data[(y * width + x) * 4 + 1] ?? 255
  }
  return 1 - paper / (square * square * 255)
}

/** MuPDF's trace has a line for each stroke and each area, and the sheet's size in points. */
export async function checkTrace({ drawing, path }: PlotFile, program: string): Promise<string | null> {
  const { code, text } = await run(program, ['draw', '-F', 'trace', path])
  if (code !== 0) return faultOf({ code, text })
  const strokes = drawing.layers.flatMap((layer) => strokesBesideAreas(layer.marks))
  const areas = drawing.layers.flatMap(({ marks }) => areasOf(marks))
  const seen = [text.match(/<stroke_path/g)?.length ?? 0, text.match(/<fill_path/g)?.length ?? 0]
  if (seen[0] !== strokes.length || seen[1] !== areas.length)
    return `expected ${strokes.length} strokes and ${areas.length} areas, it has ${seen.join(' and ')}`
  const box = (text.match(/mediabox="([^"]*)"/)?.[1] ?? '').split(' ').map(Number)
  const { widthMm, heightMm } = drawing.sheet
  const isTrue =
    Math.abs((box[2] ?? 0) * (25.4 / 72) - widthMm) < 0.01 &&
    Math.abs((box[3] ?? 0) * (25.4 / 72) - heightMm) < 0.01
  return isTrue ? null : `the page is ${box.join(' ')} points, not ${widthMm} × ${heightMm} mm`
}

/** hp2xx skips no command, sees every pen, and all that it draws lies within what the plotter takes. */
export async function checkHpgl(
  { device, drawing, path }: PlotFile,
  program: string,
): Promise<string | null> {
  if (device?.dialect.format !== 'hpgl') return 'expected a plotter'
  const { text } = await run(program, ['-m', 'eps', '-f', `${path}.eps`, path])
  const count = (what: RegExp) => Number(text.match(what)?.[1] ?? Number.NaN)
  if (count(/command\(s\) ignored:\s*(\d+)/) !== 0 || count(/Unexpected event\(s\):\s*(\d+)/) !== 0)
    return text
  const pens =
    text
      .match(/Pens used:((?: \d+)*)/)?.[1]
      ?.trim()
      .split(' ') ?? []
  const layers = drawing.layers.filter(({ marks }) => strokesOf(marks).length > 0).length
  if (pens.length !== Math.min(layers, device.pens)) return `${layers} pens were drawn with, it saw ${pens}`
  // To hp2xx, PS is that of HP-GL/2 and sets the size of the page, which it counts in.
  if ((await readFile(path, 'latin1')).includes('PS')) return null
  const [, x0, y0, x1, y1] = (
    text.match(/Coordinate range: \((-?\d+), (-?\d+)\) \.{3} \((-?\d+), (-?\d+)\)/) ?? []
  ).map(Number)
  const { papers } = device.dialect
  const isInside = papers
    .map(hardClipOf)
    .some(
      ({ minX, minY, maxX, maxY }) =>
        (x0 ?? -1e9) >= minX && (y0 ?? -1e9) >= minY && (x1 ?? 1e9) <= maxX && (y1 ?? 1e9) <= maxY,
    )
  return isInside ? null : `it saw coordinates from (${x0}, ${y0}) to (${x1}, ${y1})`
}

/** What LinuxCNC's interpreter cuts is as long as what was drawn. */
export async function checkGcode(
  { device, drawing, path }: PlotFile,
  program: string,
): Promise<string | null> {
  if (device?.dialect.format !== 'gcode') return 'expected a machine that takes G-code'
  // Marlin's own words, which LinuxCNC does not know: fan and motors off, home, what a pause shows.
  const known = (await readFile(path, 'latin1'))
    .replaceAll(/^(M107|M84|G28)$/gm, '')
    .replaceAll(/^M0 .*$/gm, 'M0')
  const program274 = `${path}.ngc`
  await writeFile(program274, `${known}M2\n`)
  const { code, text } = await run(program, ['-g', program274])
  if (code !== 0) return faultOf({ code, text: text.slice(-500) })
  const cutMm = rs274Length(text, device.dialect.power !== undefined)
  const drawnMm = drawingStats(drawing, device).penDownMm
  // Coordinates are written in micrometres and dots as short lines.
  const dots = drawing.layers
    .flatMap(({ marks }) => strokesOf(marks))
    .filter(({ points }) => points.length === 2)
  const slackMm = 0.002 * drawnMm + 0.1 * dots.length + 0.05
  return Math.abs(cutMm - drawnMm) <= slackMm ? null : `${drawnMm} mm were drawn, it cuts ${cutMm} mm`
}
