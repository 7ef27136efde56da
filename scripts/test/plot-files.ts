import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Device,
  type Drawing,
  devices,
  type FormatName,
  type WriteOptions,
  writeDrawing,
} from '../../packages/strokes/src/index.ts'
import { recipeSchema, styles, vectorize } from '../../packages/vectorizer/src/index.ts'
import { photo } from '../../packages/vectorizer/test/scenes.ts'

/** A file as a person would download it, and what it was made of. */
export type PlotFile = {
  readonly name: string
  readonly path: string
  readonly format: FormatName
  readonly drawing: Drawing
  /** The machine it is for, where the format is a machine's. */
  readonly device?: Device
}

type Kind = { readonly label: string; readonly format: FormatName; readonly options: WriteOptions }

/** Every format, every variant of it and every machine that speaks it. */
const kinds: readonly Kind[] = [
  { label: 'svg', format: 'svg', options: { svg: 'plain' } },
  { label: 'pdf', format: 'pdf', options: { title: 'Still life' } },
  { label: 'dxf-r12', format: 'dxf', options: {} },
  { label: 'dxf-r2000', format: 'dxf', options: { dxf: 'r2000' } },
  ...Object.values(devices).flatMap((device): Kind[] => {
    const { format } = device.dialect
    if (format === 'svg') return []
    const plain = { label: `${format}-${device.name}`, format, options: { device } }
    if (format !== 'hpgl') return [plain]
    return [plain, { label: `hpgl-compact-${device.name}`, format, options: { device, hpgl: 'compact' } }]
  }),
]

/** Draws a still life in every style, on paper that every machine takes, and writes it in every way there is. */
export async function makePlotFiles(folder: string): Promise<PlotFile[]> {
  await mkdir(folder, { recursive: true })
  const files: PlotFile[] = []
  for (const { name: style } of styles) {
    const page = { paper: 'a6', orientation: 'landscape', marginMm: 12 }
    const { drawing } = await vectorize(photo, recipeSchema.parse({ style, page, workingPx: 240 }))
    for (const { label, format, options } of kinds) {
      const { bytes, extension } = writeDrawing(drawing, format, options)
      const name = `${style}-${label}`
      const path = join(folder, `${name}.${extension}`)
      await writeFile(path, bytes)
      const device = typeof options.device === 'object' ? { device: options.device } : {}
      files.push({ name, path, format, drawing, ...device })
    }
  }
  return files
}
