import { readFile, writeFile } from 'node:fs/promises'
import { type Drawing, formatNames, formats, writeDrawing } from '@plotline/strokes'
import { straightCurves } from '@plotline/strokes/geometry/curves/straight-curves'
import { describe, expect, test } from 'vitest'
import { drawing, useDrawingFolder } from '../testing/drawing-folder.ts'
import { runInside } from '../testing/run-cli.ts'

const at = useDrawingFolder()

/** Each flag of what is written, as it would change a file, and the formats that it changes. */
const given = [
  { flags: ['--svg', 'plain'], changes: ['svg'] },
  { flags: ['--areas', 'borders'], changes: ['svg'] },
  { flags: ['--hpgl', 'compact'], changes: ['hpgl'] },
  { flags: ['--dxf', 'r2000'], changes: ['dxf'] },
  { flags: ['--curves', '0.5'], changes: ['svg', 'pdf'] },
  { flags: ['--title', 'Tide'], changes: ['svg', 'pdf'] },
  { flags: ['--key'], changes: ['pdf'] },
  { flags: ['--poster', 'a6'], changes: ['pdf'] },
]

/** An area with its border, and a wave. */
const shapes: Drawing = {
  sheet: { widthMm: 200, heightMm: 200, marginMm: 10, paperColor: '#ffffff' },
  layers: [
    {
      pen: { name: 'Blue', color: '#0088ff', widthMm: 0.3 },
      marks: [
        { color: '#0088ff', contours: [Float64Array.from(straightCurves([30, 30, 90, 30, 90, 90], true))] },
        { points: Float64Array.of(30, 30, 90, 30, 90, 90), closed: true, isBorder: true },
        {
          points: Float64Array.from({ length: 40 }, (_, i) => (i % 2 ? 120 + 9 * Math.sin(i / 3) : 20 + i)),
          closed: false,
        },
      ],
    },
  ],
  meta: { style: 'fill', seed: 1 },
}

describe.each(formatNames)('a file of %s', (format) => {
  const convert = async (...flags: string[]) => {
    await writeFile(at('shapes.json'), writeDrawing(shapes, 'json').bytes)
    const out = at(`out.${formats[format].extension}`)
    const { code, stdout, stderr } = await runInside([
      'convert',
      at('shapes.json'),
      '-o',
      out,
      '--json',
      ...flags,
    ])
    expect([code, stderr]).toEqual([0, ''])
    const warnings: string[] = JSON.parse(stdout).warnings
    return { bytes: await readFile(out), idle: warnings.filter((one) => one.includes('does nothing')) }
  }

  test.each(given)('heeds $flags, or says that it does not', async ({ flags, changes }) => {
    const [plain, asked] = [await convert(), await convert(...flags)]
    const isChanged = !asked.bytes.equals(plain.bytes)
    expect(isChanged).toBe(changes.includes(format))
    const warning = `${flags[0]} does nothing in ${formats[format].label}: it is for `
    expect(asked.idle).toEqual(isChanged ? [] : [expect.stringContaining(warning)])
    expect(plain.idle).toEqual([])
  })
})

test('several idle flags are named each, and once for several inputs', async () => {
  await writeFile(at('again.svg'), drawing)
  const flags = ['--poster', 'a6', '--overlap', '5', '--hpgl', 'plain', '--json']
  const { stdout } = await runInside([
    'convert',
    at('in.svg'),
    at('again.svg'),
    '-o',
    at('{name}.gcode'),
    ...flags,
  ])
  const [first, second] = stdout
    .trim()
    .split('\n')
    .map((line): string[] => JSON.parse(line).warnings)
  expect(first?.filter((one) => one.includes('does nothing'))).toEqual([
    '--hpgl does nothing in G-code: it is for HPGL',
    '--poster does nothing in G-code: it is for PDF',
    '--overlap does nothing in G-code: it is for PDF',
  ])
  expect(second?.join()).not.toContain('does nothing')
})
