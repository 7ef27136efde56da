import { strokesOf } from '../geometry/marks.ts'
import type { Drawing, Stroke } from '../types.ts'
import { checkDrawing } from './check.ts'
import { dxfText, type Group, layerNames, nearestIndex, place } from './dxf/groups.ts'

/**
 * DXF of AutoCAD Release 12, the version everything reads: one layer per pen, a POLYLINE per stroke, a POINT per dot,
 * in mm with y up. Names are reduced to what R12 allows. Source: Autodesk, DXF reference R12.
 */
export function writeDxf(drawing: Drawing): string {
  checkDrawing(drawing)
  const names = layerNames(drawing)
  const { widthMm, heightMm } = drawing.sheet
  const groups: Group[] = [
    [0, 'SECTION'],
    [2, 'HEADER'],
    [9, '$ACADVER'],
    [1, 'AC1009'],
    [9, '$EXTMIN'],
    ...place(0, 0),
    [9, '$EXTMAX'],
    ...place(widthMm, heightMm),
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
  for (const [i, { marks }] of drawing.layers.entries()) {
    for (const stroke of strokesOf(marks)) {
      if (stroke.points.length > 0) for (const group of entity(stroke, names[i], heightMm)) groups.push(group)
    }
  }
  groups.push([0, 'ENDSEC'], [0, 'EOF'])
  return dxfText(groups)
}

function entity({ points, closed }: Stroke, layer: string, heightMm: number): Group[] {
  const at = (i: number): Group[] => [[8, layer], ...place(points[i], heightMm - points[i + 1])]
  if (points.length === 2) return [[0, 'POINT'], ...at(0)]
  const groups: Group[] = [[0, 'POLYLINE'], [8, layer], [66, '1'], ...place(0, 0), [70, closed ? '1' : '0']]
  for (let i = 0; i < points.length; i += 2) groups.push([0, 'VERTEX'], ...at(i))
  groups.push([0, 'SEQEND'], [8, layer])
  return groups
}
