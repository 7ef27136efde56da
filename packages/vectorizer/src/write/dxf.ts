import type { Drawing, Stroke } from '../types.ts'
import { checkDrawing } from './check.ts'
import { colorShares, formatNumber } from './numbers.ts'

const decimals = 4

/** The AutoCAD Color Index entries that every reader shows alike: number and color. 7 is black on white. */
const indexedColors: readonly (readonly [number, number, number, number])[] = [
  [1, 1, 0, 0],
  [2, 1, 1, 0],
  [3, 0, 1, 0],
  [4, 0, 1, 1],
  [5, 0, 0, 1],
  [6, 1, 0, 1],
  [7, 0, 0, 0],
  [8, 0.5, 0.5, 0.5],
  [9, 0.75, 0.75, 0.75],
]

/**
 * DXF of AutoCAD Release 12, the version everything reads: one layer per pen, a POLYLINE per stroke, a POINT per dot,
 * in mm with y up. Names are reduced to what R12 allows. Source: Autodesk, DXF reference R12.
 */
export function writeDxf(drawing: Drawing): string {
  checkDrawing(drawing)
  const names = layerNames(drawing)
  const { widthMm, heightMm } = drawing.sheet
  const extent = (x: number, y: number): Group[] => [
    [10, number(x)],
    [20, number(y)],
    [30, '0'],
  ]
  const groups: Group[] = [
    [0, 'SECTION'],
    [2, 'HEADER'],
    [9, '$ACADVER'],
    [1, 'AC1009'],
    [9, '$EXTMIN'],
    ...extent(0, 0),
    [9, '$EXTMAX'],
    ...extent(widthMm, heightMm),
    [0, 'ENDSEC'],
    [0, 'SECTION'],
    [2, 'TABLES'],
    [0, 'TABLE'],
    [2, 'LTYPE'],
    [70, '1'],
    [0, 'LTYPE'],
    [2, 'CONTINUOUS'],
    [70, '0'],
    [3, 'Solid line'],
    [72, '65'],
    [73, '0'],
    [40, '0'],
    [0, 'ENDTAB'],
    [0, 'TABLE'],
    [2, 'LAYER'],
    [70, String(names.length)],
    ...drawing.layers.flatMap(({ pen }, i): Group[] => [
      [0, 'LAYER'],
      [2, names[i]],
      [70, '0'],
      [62, String(nearestIndex(pen.color))],
      [6, 'CONTINUOUS'],
    ]),
    [0, 'ENDTAB'],
    [0, 'ENDSEC'],
    [0, 'SECTION'],
    [2, 'ENTITIES'],
  ]
  for (const [i, { strokes }] of drawing.layers.entries()) {
    for (const stroke of strokes) {
      if (stroke.points.length > 0) for (const group of entity(stroke, names[i], heightMm)) groups.push(group)
    }
  }
  groups.push([0, 'ENDSEC'], [0, 'EOF'])
  return `${groups.map(([code, value]) => `${code}\n${value}`).join('\n')}\n`
}

type Group = readonly [code: number, value: string]

const number = (value: number) => formatNumber(value, decimals)

function entity({ points, closed }: Stroke, layer: string, heightMm: number): Group[] {
  const at = (i: number): Group[] => [
    [8, layer],
    [10, number(points[i])],
    [20, number(heightMm - points[i + 1])],
    [30, '0'],
  ]
  if (points.length === 2) return [[0, 'POINT'], ...at(0)]
  const groups: Group[] = [
    [0, 'POLYLINE'],
    [8, layer],
    [66, '1'],
    [10, '0'],
    [20, '0'],
    [30, '0'],
    [70, closed ? '1' : '0'],
  ]
  for (let i = 0; i < points.length; i += 2) groups.push([0, 'VERTEX'], ...at(i))
  groups.push([0, 'SEQEND'], [8, layer])
  return groups
}

/** R12 layer names: at most 31 of A–Z, 0–9, `_`, `-`, `$`. The number in front keeps them apart. */
function layerNames({ layers }: Drawing): string[] {
  return layers.map(({ pen }, i) => {
    const word = pen.name
      .normalize('NFKD')
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
    return `${i + 1}_${word || 'PEN'}`.slice(0, 31)
  })
}

function nearestIndex(color: string): number {
  const [r, g, b] = colorShares(color)
  let best = 7
  let nearest = Number.POSITIVE_INFINITY
  for (const [index, red, green, blue] of indexedColors) {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2
    if (distance >= nearest) continue
    nearest = distance
    best = index
  }
  return best
}
