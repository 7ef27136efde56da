/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { areasOf, strokesOf } from '../../geometry/marks.ts'
import { readDrawing, writeJson } from '../json.ts'
import { writeDrawing } from '../write.ts'
import { jsonVersion } from './versions.ts'

const folder = new URL('../../../testing/kept/', import.meta.url)
/** As it was written: the files lie in lines that people can read. */
const kept = (version: number) => {
  const text = readFileSync(new URL(`version-${version}.json`, folder), 'utf8')
  return `${JSON.stringify(JSON.parse(text))}\n`
}

test('there is a kept drawing of every version', () => {
  const versions = Array.from({ length: jsonVersion }, (_, i) => `version-${i + 1}.json`)
  expect(readdirSync(folder).toSorted()).toEqual(versions)
})

test.each([1, 2])('a drawing of version %i is read with all that it says', (version) => {
  const { sheet, meta, layers } = readDrawing(kept(version))
  expect(sheet).toEqual({ widthMm: 100, heightMm: 80, marginMm: 0, paperColor: '#ffffff' })
  expect(meta).toEqual({ style: 'fill', seed: 7, title: 'Kept' })
  expect(layers.map(({ pen, marks }) => [pen.name, strokesOf(marks).length, areasOf(marks).length])).toEqual([
    ['Black 0.3', 1, 2],
    ['#222222', 2, 0],
    ['Laser', 2, 0],
    ['Key', 0, 2],
    ['Laser refill 2', 0, 0],
  ])
  const [filled, lines, laser, key, done] = layers
  expect(strokesOf(filled.marks).map(({ isBorder }) => isBorder)).toEqual([true])
  expect(areasOf(key.marks)).toEqual(areasOf(filled.marks))
  expect(strokesOf(lines.marks).map(({ closed, isBorder }) => [closed, isBorder])).toEqual([
    [false, undefined],
    [true, undefined],
  ])
  const [first, second] = strokesOf(laser.marks)
  expect(first.tones).toMatchObject({ plane: { width: 2, height: 2 }, mmPerPx: 50, xMm: 10, yMm: 20 })
  expect([...(first.tones?.plane.data ?? [])]).toEqual([0, 0.2, 0.4, 1].map(Math.fround))
  expect(second.tones).toBe(first.tones)
  expect(done).toMatchObject({ pen: { refillOf: 'Laser' }, isDone: true })
})

test('what the versions have in common is written alike', () => {
  const [old, now] = [1, 2].map((version) => readDrawing(kept(version)))
  for (const format of ['hpgl', 'gcode', 'png'] as const)
    expect(writeDrawing(old, format).bytes).toEqual(writeDrawing(now, format).bytes)
})

test('today’s comes back byte by byte, curves and all', () => {
  const text = kept(jsonVersion)
  expect(writeJson(readDrawing(text))).toBe(text)
  expect(strokesOf(readDrawing(text).layers[1].marks).map(({ arcs = [] }) => arcs.length)).toEqual([1, 1])
})

test.each([
  ['a version to come', '"version":2', '"version":3', 'at version'],
  ['a chain that is not there', '"chain":0', '"chain":9', 'a stroke names chain 9, and its layer has 2'],
  ['tones that are not there', '"tones":0', '"tones":1', 'a stroke names tones 1, and its layer has 1'],
  ['a place beyond its chain', '"at":[0,', '"at":[-1,', 'does not go along it'],
])('%s is refused', (_, from, to, message) => {
  const text = kept(jsonVersion)
  expect(text).toContain(from)
  expect(() => readDrawing(text.replace(from, to))).toThrow(message)
})

test('a short file of strokes that share a very long chain is refused', () => {
  const { layers, ...rest } = JSON.parse(kept(2))
  const chain = [10, 10, ...Array.from({ length: 6 * 20_000 }, (_, i) => 10 + (i % 7))]
  const mark = { closed: false, points: [10, 10, 20, 20], arcs: [{ chain: 0, first: 0, at: [0, 20_000] }] }
  const many = [{ ...layers[1], chains: [chain], marks: Array(501).fill(mark) }]
  expect(() => readDrawing(JSON.stringify({ ...rest, layers: many }))).toThrow(
    expect.objectContaining({ code: 'too_large' }),
  )
})
