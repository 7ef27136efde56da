import type { Drawing, Stroke } from '../src/types.ts'
import { line, loop } from './strokes.ts'

/** A line, a dot and a triangle with two pens on a sheet of 100 × 80 mm: small enough to write down every byte. */
export const smallDrawing: Drawing = {
  sheet: { widthMm: 100, heightMm: 80, marginMm: 10, paperColor: '#ffffff' },
  layers: [
    {
      pen: { name: 'Black 0.3', color: '#1b1f2a', widthMm: 0.3 },
      marks: [line(10, 10, 20.5, 10, 20.5, 30), line(50, 40)],
    },
    { pen: { name: 'Red', color: '#ff0000', widthMm: 0.5 }, marks: [loop(30, 30, 60, 30, 60.1234, 50)] },
  ],
  meta: { style: 'lines', seed: 7 },
}

/** A square with a round hole and a triangle over it, filled, with a line for machines. */
export const filledDrawing: Drawing = {
  ...smallDrawing,
  layers: [
    {
      pen: smallDrawing.layers[0].pen,
      marks: [
        {
          color: '#3366cc',
          contours: [
            Float64Array.of(
              20,
              20,
              26,
              20,
              32,
              20,
              38,
              20,
              38,
              26,
              38,
              32,
              38,
              38,
              32,
              38,
              26,
              38,
              20,
              38,
              20,
              32,
              20,
              26,
              20,
              20,
            ),
            Float64Array.of(25, 29, 25, 23, 33, 23, 33, 29, 33, 35, 25, 35, 25, 29),
          ],
        },
        {
          color: '#ffcc00',
          contours: [
            Float64Array.of(60, 20, 62, 24, 64, 28, 66, 32, 62, 32, 58, 32, 54, 32, 56, 28, 58, 24, 60, 20),
          ],
        },
        { ...line(20, 20, 40, 20), isBorder: true },
      ],
    },
  ],
}

/** The small drawing with other strokes in its first layer and nothing else. */
export function drawingOf(strokes: Stroke[], penName = 'Black 0.3', title?: string): Drawing {
  return {
    ...smallDrawing,
    layers: [{ pen: { ...smallDrawing.layers[0].pen, name: penName }, marks: strokes }],
    meta: { ...smallDrawing.meta, title },
  }
}

/** Names meant to break out of a file format, or to come out as garbage. */
export const hostileNames = [
  '',
  '<script>alert(1)</script>"\'&',
  ']]> --> <!-- <?xml',
  '0\nENDSEC\n0\nEOF',
  ');M3 S1000\nG0 X999;!?~',
  '\u0000\u0007\u001b[2J\uFFFE\uD800 end',
  '%PDF) Tj ET Q (\\',
  '猫 العربية Ünï 🐈‍⬛',
  'x'.repeat(5000),
]

/** What every writer must survive: how it is called, and whether it is drawn or refused. */
export const nastyDrawings: { readonly name: string; readonly drawing: Drawing; readonly code?: string }[] = [
  { name: 'no layer', drawing: { ...smallDrawing, layers: [] }, code: 'empty_drawing' },
  { name: 'an empty layer alone', drawing: drawingOf([]), code: 'empty_drawing' },
  { name: 'a stroke without points', drawing: drawingOf([line()]), code: 'empty_drawing' },
  {
    name: 'an empty layer beside a full one',
    drawing: { ...smallDrawing, layers: [...drawingOf([]).layers, ...smallDrawing.layers] },
  },
  { name: 'a stroke without points beside a full one', drawing: drawingOf([line(), line(20, 20, 30, 30)]) },
  { name: 'a dot', drawing: drawingOf([line(20, 20)]) },
  { name: 'a closed dot', drawing: drawingOf([loop(20, 20)]) },
  { name: 'a loop of two points', drawing: drawingOf([loop(20, 20, 30, 30)]) },
  { name: 'the same point again and again', drawing: drawingOf([line(20, 20, 20, 20, 20, 20)]) },
  { name: 'steps below every resolution', drawing: drawingOf([line(20, 20, 20 + 1e-9, 20, 30, 20)]) },
  { name: 'filled areas', drawing: filledDrawing },
  {
    name: 'an area whose contour breaks off',
    drawing: {
      ...filledDrawing,
      layers: [
        {
          ...filledDrawing.layers[0],
          marks: [{ color: '#000000', contours: [Float64Array.of(1, 1, 2, 2)] }],
        },
      ],
    },
    code: 'bad_drawing',
  },
  {
    name: 'an area of no color',
    drawing: {
      ...filledDrawing,
      layers: [{ ...filledDrawing.layers[0], marks: [{ color: 'red', contours: [] }] }],
    },
    code: 'bad_drawing',
  },
  { name: 'not a number', drawing: drawingOf([line(20, 20, Number.NaN, 30)]), code: 'bad_drawing' },
  { name: 'infinity', drawing: drawingOf([line(20, 20, Number.POSITIVE_INFINITY, 30)]), code: 'bad_drawing' },
  { name: 'half a point', drawing: drawingOf([line(20, 20, 30)]), code: 'bad_drawing' },
  {
    name: 'a sheet of no width',
    drawing: { ...smallDrawing, sheet: { ...smallDrawing.sheet, widthMm: 0 } },
    code: 'bad_drawing',
  },
  {
    name: 'a color that is markup',
    drawing: {
      ...smallDrawing,
      layers: [{ pen: { name: 'x', color: '"/><script>', widthMm: 0.3 }, marks: [line(20, 20, 30, 30)] }],
    },
    code: 'bad_drawing',
  },
  ...hostileNames.map((name) => ({
    name: `called ${JSON.stringify(name.slice(0, 24))}`,
    drawing: drawingOf([line(20, 20, 30, 30)], name, name),
  })),
]
