import { findDevice } from '@plotline/strokes'
import { describe, expect, it } from 'vitest'
import { aligned, drawnAt, fitted, placeAsDrawn, scaled, sheetFor, sizedWidth, turned } from './place.ts'
import type { Opened } from './use-plot.ts'

/** 100 × 50 mm drawn on an upright A4, 20 mm from the left and 30 mm from the top. */
const opened: Opened = {
  type: 'opened',
  sheet: { widthMm: 210, heightMm: 297, marginMm: 15, paperColor: '#ffffff' },
  box: { minX: 20, minY: 30, maxX: 120, maxY: 80 },
  pens: [{ name: 'Black', color: '#000000', widthMm: 0.3, strokes: 3 }],
  hasCovers: false,
  hull: Float64Array.of(20, 30, 120, 30, 120, 80, 20, 80),
}
const device = findDevice('axidraw-v3')
const start = placeAsDrawn(opened, 'a4')
const sheet = sheetFor(start, device, '#ffffff')

describe('the place of a drawing', () => {
  it('begins as it was drawn', () => {
    expect(sheet).toEqual(opened.sheet)
    expect(start).toMatchObject({ orientation: 'portrait', widthMm: 100, xMm: 20, yMm: 30, turnDeg: 0 })
    expect(drawnAt(opened, start)).toEqual({ widthMm: 100, heightMm: 50 })
  })

  it('fills the margins when fitted, upright and on its side', () => {
    expect(fitted(opened, start, sheet)).toMatchObject({ widthMm: 180, xMm: 15, yMm: 103.5 })
    const turned = fitted(opened, { ...start, turnDeg: 90 }, sheet)
    expect(drawnAt(opened, turned)).toEqual({ widthMm: 133.5, heightMm: 267 })
    expect(turned).toMatchObject({ xMm: 38.25, yMm: 15 })
  })

  it('goes to corners within the margins', () => {
    expect(aligned(opened, start, sheet, { x: 0, y: 0 })).toMatchObject({ xMm: 15, yMm: 15 })
    expect(aligned(opened, start, sheet, { x: 1, y: 1 })).toMatchObject({ xMm: 95, yMm: 232 })
  })

  it('grows about its middle', () => {
    expect(scaled(opened, start, 120)).toMatchObject({ widthMm: 120, xMm: 10, yMm: 25 })
  })

  it('turns about its middle and keeps its size', () => {
    expect(turned(opened, start, 90)).toMatchObject({ turnDeg: 90, widthMm: 50, xMm: 45, yMm: 5 })
    const slanted = turned(opened, scaled(opened, start, 200), 30)
    const { widthMm, heightMm } = drawnAt(opened, slanted)
    expect(widthMm).toBeCloseTo(200 * Math.cos(Math.PI / 6) + 100 * Math.sin(Math.PI / 6), 6)
    expect([slanted.xMm + widthMm / 2, slanted.yMm + heightMm / 2]).toEqual([
      expect.closeTo(70, 6),
      expect.closeTo(55, 6),
    ])
    expect(turned(opened, slanted, 0)).toMatchObject({ turnDeg: 0, widthMm: expect.closeTo(200, 6) })
    expect(turned(opened, start, 270).turnDeg).toBe(-90)
  })

  it.each([
    ['along its diagonal', 50, 25, 150],
    ['across it', -25, 50, 100],
    ['sideways', 50, 0, 140],
    ['to nothing', -100, -50, 0],
  ])('is sized by a pull at its corner %s', (_, dx, dy, width) => {
    expect(sizedWidth({ widthMm: 100, heightMm: 50 }, dx, dy)).toBeCloseTo(width, 9)
  })

  it('takes the machine’s reach for a sheet, the way it is to lie', () => {
    const { bed } = device
    const wide = sheetFor({ ...start, paper: 'bed', orientation: 'landscape' }, device, '#ffffff')
    expect([wide.widthMm, wide.heightMm]).toEqual([bed.widthMm, bed.heightMm])
    const upright = sheetFor({ ...start, paper: 'bed' }, device, '#ffffff')
    expect([upright.widthMm, upright.heightMm]).toEqual([bed.heightMm, bed.widthMm])
  })
})
