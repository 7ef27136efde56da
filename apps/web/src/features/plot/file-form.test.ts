import { expect, it } from 'vitest'
import { type FileForm, plainForm, wishFor } from './file-form.ts'

const full: FileForm = {
  isPerPen: true,
  svg: 'plain',
  isCurved: true,
  dxf: 'r2000',
  isCompactHpgl: true,
  poster: 'a5',
  hasKey: true,
}

it('asks for what everything reads unless told otherwise', () => {
  expect(wishFor('svg', plainForm, undefined)).toEqual({ format: 'svg', perPen: false })
  expect(wishFor('hpgl', plainForm, undefined)).toEqual({ format: 'hpgl', perPen: false, hpgl: 'plain' })
  expect(wishFor('dxf', plainForm, undefined)).toEqual({ format: 'dxf', perPen: false, dxf: 'r12' })
  expect(wishFor('pdf', plainForm, 'Plotline')).toEqual({
    format: 'pdf',
    perPen: false,
    key: false,
    watermark: 'Plotline',
  })
})

it.each([
  ['svg', { svg: 'plain', curvesMm: 0.03 }],
  ['hpgl', { hpgl: 'compact' }],
  ['dxf', { dxf: 'r2000' }],
  ['gcode', {}],
  ['png', {}],
  ['pdf', { key: true, curvesMm: 0.03, poster: { paper: 'a5' } }],
] as const)('asks of %s only what it has a choice of', (format, wish) => {
  expect(wishFor(format, full, undefined)).toEqual({ format, perPen: true, ...wish })
})
