import { findDevice } from '../devices/devices.ts'
import type { Device } from '../devices/schema.ts'
import { drawnBox, relayoutDrawing } from '../page/arrange.ts'
import type { Paper } from '../page/papers.ts'
import type { Drawing } from '../types.ts'
import { writeDxf2000 } from './dxf/r2000.ts'
import { writeDxf } from './dxf.ts'
import { type FormatName, formats } from './formats.ts'
import { writeGcode } from './gcode.ts'
import { type MachineFile, writeHpgl } from './hpgl.ts'
import type { HpglForm } from './hpgl-forms.ts'
import { writeJson } from './json.ts'
import { type PdfOptions, writePdf } from './pdf.ts'
import { encodePng } from './png.ts'
import { renderDrawing } from './render.ts'
import { type SvgAreas, writeSvg } from './svg.ts'
import { areaWarnings, bedWarnings, codeWarnings } from './warnings.ts'

export const dxfVersions = ['r12', 'r2000'] as const
export type DxfVersion = (typeof dxfVersions)[number]

export type WriteOptions = {
  /** A machine or the name of one. HPGL is for an HP 7475A unless told, G-code for GRBL with a servo pen. */
  readonly device?: Device | string
  readonly title?: string
  readonly watermark?: string
  /**
   * SVG and PDF with strokes as smooth curves that stay within so many mm of them, straight sides with 0; unless told, the
   * curves that a layer's strokes were read from and straight sides where there were none.
   */
  readonly curvesMm?: number
  /** PDF parted over pages of a paper, and with a page that names the pens. */
  readonly poster?: PdfOptions['poster']
  readonly key?: boolean
  /** SVG without anything of Inkscape's, or with the way of the pen in the air. */
  readonly svg?: 'plain' | 'preview'
  /** SVG with areas as the strokes along their borders: a pen sent a filled area goes round it, where two meet twice. */
  readonly areas?: SvgAreas
  /** HPGL in absolute coordinates, plain unless told, or as short as the device can read. */
  readonly hpgl?: HpglForm
  /** DXF of Release 12, polylines that everything reads, or of 2000, with splines. */
  readonly dxf?: DxfVersion
  /** Resolution of PNG. */
  readonly pxPerMm?: number
  /** Lays the drawing out anew on this paper before it is written. */
  readonly paper?: Paper
  readonly orientation?: 'auto' | 'portrait' | 'landscape'
  readonly marginMm?: number
}

export type WrittenFile = {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly extension: string
  /** What a person should know before plotting, a sentence each. */
  readonly warnings: readonly string[]
}

type Output = { readonly bytes: Uint8Array; readonly warnings: readonly string[] }
type Options = Omit<WriteOptions, 'device'> & { readonly device?: Device }

const writers: Record<FormatName, (drawing: Drawing, options: Options) => Output> = {
  svg: (drawing, { title, svg, areas, curvesMm, device }) =>
    textFile(
      writeSvg(drawing, {
        title,
        plain: svg === 'plain',
        preview: svg === 'preview',
        areas,
        curvesMm,
        device,
      }),
      [
        ...(svg === 'plain' ? codeWarnings(drawing, 'Plain SVG') : []),
        ...(areas === 'borders' ? areaWarnings(drawing) : []),
        ...(device ? bedWarnings(drawing, device) : []),
      ],
    ),
  pdf: (drawing, { title, watermark, curvesMm, poster, key }) =>
    writePdf(drawing, { title, watermark, curvesMm, poster, key }),
  hpgl: (drawing, { device, hpgl }) => machineFile(writeHpgl(drawing, device, { form: hpgl }), drawing),
  gcode: (drawing, { device }) => machineFile(writeGcode(drawing, device), drawing),
  dxf: (drawing, { dxf }) =>
    textFile(dxf === 'r2000' ? writeDxf2000(drawing) : writeDxf(drawing), [
      ...areaWarnings(drawing),
      ...codeWarnings(drawing, 'DXF'),
    ]),
  png: (drawing, { pxPerMm }) => {
    const raster = renderDrawing(drawing, { pxPerMm })
    return { bytes: encodePng(raster, raster.width / drawing.sheet.widthMm), warnings: [] }
  },
  json: (drawing) => textFile(writeJson(drawing)),
}

/**
 * Writes a drawing in one of the `formats`. The same drawing and options give the same bytes.
 * Throws a `DrawingError` for an empty or broken drawing, an unknown device, or one that cannot take it.
 */
export function writeDrawing(drawing: Drawing, format: FormatName, options: WriteOptions = {}): WrittenFile {
  const { paper, orientation, marginMm } = options
  const device = typeof options.device === 'string' ? findDevice(options.device) : options.device
  const laid = paper ? relayoutDrawing(drawing, { paper, orientation, marginMm }) : drawing
  const { contentType, extension } = formats[format]
  const { bytes, warnings } = writers[format](laid, { ...options, device })
  return { bytes, contentType, extension, warnings: [...pageWarnings(laid), ...warnings] }
}

/** Further out than half a common pen. */
const offPageMm = 0.2

function pageWarnings(drawing: Drawing): string[] {
  const { widthMm, heightMm } = drawing.sheet
  const { minX, minY, maxX, maxY } = drawnBox(drawing)
  const isOff = Math.min(minX, minY) < -offPageMm || maxX > widthMm + offPageMm || maxY > heightMm + offPageMm
  return isOff ? ['Part of the drawing lies off its page'] : []
}

function textFile(text: string, warnings: readonly string[] = []): Output {
  return { bytes: new TextEncoder().encode(text), warnings }
}

function machineFile({ text, warnings }: MachineFile, drawing: Drawing): Output {
  return textFile(text, [...areaWarnings(drawing), ...warnings])
}
