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

const plotter = { own: 'hpgl', watermark: undefined } as const

it('asks for what everything reads unless told otherwise', () => {
  expect(wishFor('svg', plainForm, plotter)).toEqual({ format: 'svg', perPen: false, areas: 'filled' })
  expect(wishFor('hpgl', plainForm, plotter)).toEqual({ format: 'hpgl', perPen: false, hpgl: 'plain' })
  expect(wishFor('dxf', plainForm, plotter)).toEqual({ format: 'dxf', perPen: false, dxf: 'r12' })
  expect(wishFor('pdf', plainForm, { ...plotter, watermark: 'Plotline' })).toEqual({
    format: 'pdf',
    perPen: false,
    key: false,
    watermark: 'Plotline',
  })
})

it.each([
  ['svg', { svg: 'plain', areas: 'filled', curvesMm: 0.03 }],
  ['hpgl', { hpgl: 'compact' }],
  ['dxf', { dxf: 'r2000' }],
  ['gcode', {}],
  ['png', {}],
  ['pdf', { key: true, curvesMm: 0.03, poster: { paper: 'a5' } }],
] as const)('asks of %s only what it has a choice of', (format, wish) => {
  expect(wishFor(format, full, plotter)).toEqual({ format, perPen: true, ...wish })
})

it('asks for the borders of areas where the machine draws from SVG', () => {
  const drawing = { own: 'svg', watermark: undefined } as const
  expect(wishFor('svg', plainForm, drawing)).toMatchObject({ areas: 'borders' })
})
