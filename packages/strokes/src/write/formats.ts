/** What is to be known of a format without writing it. */
type Format = {
  readonly label: string
  /** What it is good for, in a few words. */
  readonly hint: string
  readonly contentType: string
  readonly extension: string
  /** Others that its files go by. */
  readonly otherExtensions?: readonly string[]
  /** A sheet for people and programs, a program for a machine, or the drawing as data. */
  readonly kind: 'sheet' | 'machine' | 'data'
  /** Whether it has areas filled; without, they are the strokes along their borders. */
  readonly fills: boolean
  /** The machine of a `machine` format where none is named. */
  readonly usualDevice?: string
}

/** In the order of menus. */
const table = {
  svg: {
    label: 'SVG',
    hint: 'Layers per pen, in mm',
    contentType: 'image/svg+xml',
    extension: 'svg',
    kind: 'sheet',
    fills: true,
  },
  pdf: {
    label: 'PDF',
    hint: 'Paper, title, margins',
    contentType: 'application/pdf',
    extension: 'pdf',
    kind: 'sheet',
    fills: true,
  },
  hpgl: {
    label: 'HPGL',
    hint: 'For pen plotters',
    contentType: 'application/vnd.hp-HPGL',
    extension: 'hpgl',
    otherExtensions: ['plt', 'hpg'],
    kind: 'machine',
    fills: false,
    usualDevice: 'hp-7475a',
  },
  gcode: {
    label: 'G-code',
    hint: 'For lasers, CNC, kit plotters',
    contentType: 'text/x-gcode',
    extension: 'gcode',
    otherExtensions: ['nc', 'ngc', 'gc'],
    kind: 'machine',
    fills: false,
    usualDevice: 'grbl-servo',
  },
  dxf: {
    label: 'DXF',
    hint: 'For CAD and cutters',
    contentType: 'image/vnd.dxf',
    extension: 'dxf',
    kind: 'sheet',
    fills: false,
  },
  png: {
    label: 'PNG',
    hint: 'A picture of it',
    contentType: 'image/png',
    extension: 'png',
    kind: 'sheet',
    fills: true,
  },
  json: {
    label: 'JSON',
    hint: 'Every stroke, for programs',
    contentType: 'application/json',
    extension: 'json',
    kind: 'data',
    fills: true,
  },
} as const satisfies Record<string, Format>
export type FormatName = keyof typeof table

/** Every file a drawing can become. */
export const formats: Readonly<Record<FormatName, Format>> = table
export const formatNames = Object.keys(table) as [FormatName, ...FormatName[]]
