import { type Drawing, findDevice, writeDrawing } from '@plotline/strokes'
import { describe, expect, it } from 'vitest'
import { newWarnings, plotWarnings } from './plot-warnings.ts'

const pen = { name: 'Black 0.8', color: '#000000', widthMm: 0.8 }
const stroke = (...points: number[]) => ({ points: Float64Array.from(points), closed: false })

function drawing(strokes: ReturnType<typeof stroke>[], { pens = 1, widthMm = 210 } = {}): Drawing {
  return {
    sheet: { widthMm, heightMm: 297, marginMm: 10, paperColor: '#ffffff' },
    layers: Array.from({ length: pens }, (_, i) => ({
      pen: { ...pen, name: `Black ${i + 1}` },
      marks: strokes,
    })),
    meta: { style: 'lines', seed: 1 },
  }
}
const long = Array.from({ length: 20 }, (_, i) => stroke(20, 20 + i, 90, 20 + i))
const short = Array.from({ length: 20 }, (_, i) => stroke(20, 20 + i, 20.3, 20 + i))
const plotter = findDevice('axidraw-v3')

it('says nothing where nothing is amiss', () => {
  expect(plotWarnings(drawing(long), plotter, { cutMm: 0 })).toEqual([])
})

it.each([
  ['ink that is left out', drawing(long), 120, /120 mm of ink lie outside the margins/],
  ['a paper larger than the machine', drawing(long, { widthMm: 420 }), 0, /larger than AxiDraw/],
  ['strokes smaller than the pen', drawing([...long, ...short]), 0, /50 % of the strokes are smaller/],
  ['pens to be changed by hand', drawing(long, { pens: 3 }), 0, /change pens 2 times/],
] as const)('warns of %s', (_, given, cutMm, words) => {
  const warnings = plotWarnings(given, plotter, { cutMm })
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatch(words)
})

it('counts no pen for a layer that has nothing to draw', () => {
  const drawn = drawing(long)
  const layers = [{ pen: { ...pen, name: 'Key' }, marks: [] }, ...drawn.layers]
  expect(plotWarnings({ ...drawn, layers }, plotter, { cutMm: 0 })).toEqual([])
})

describe('on a paper larger than the bed, laid at its corner', () => {
  const large = drawing([stroke(250, 20, 400, 20), stroke(20, 20, 90, 20)], { widthMm: 420 })
  it('says how much ink lies outside, and where to move it', () => {
    const [warning] = plotWarnings(large, plotter, { cutMm: 0 })
    expect(warning).toMatch(/, and 100 mm of ink lie outside the bed\..* to the top left/)
  })
  it('says where to lay the paper when all ink lies within', () => {
    const [warning] = plotWarnings(drawing(long, { widthMm: 420 }), plotter, { cutMm: 0 })
    expect(warning).toMatch(/All ink lies within reach/)
  })
  it('reckons from the machine’s own corner', () => {
    const [warning] = plotWarnings(large, { ...plotter, origin: 'bottom-left' }, { cutMm: 0 })
    expect(warning).toMatch(/220 mm of ink lie outside the bed\..* to the bottom left/)
  })
})

it('takes dots for dots', () => {
  const dots = Array.from({ length: 20 }, (_, i) => stroke(20, 20 + i))
  expect(plotWarnings(drawing(dots), plotter, { cutMm: 0 })).toEqual([])
})

describe('what a file warns of', () => {
  /** A triangle, its straight sides as curves. */
  const contour = Float64Array.of(
    20,
    20,
    43,
    20,
    66,
    20,
    90,
    20,
    90,
    43,
    90,
    66,
    90,
    90,
    66,
    66,
    43,
    43,
    20,
    20,
  )
  const region = { contours: [contour], color: '#000000' }
  const large = drawing(long, { pens: 7, widthMm: 1200 })
  const areas = {
    ...large,
    layers: large.layers.map((layer) => ({ ...layer, marks: [region, ...layer.marks] })),
  }

  it('is not said again where the page has said it, be it in other words', () => {
    const svg = writeDrawing(areas, 'svg', { device: plotter })
    expect(svg.warnings.join()).toMatch(/more than the .* that AxiDraw V3 reaches/)
    expect(plotWarnings(areas, plotter, { cutMm: 0 }).join()).toMatch(/larger than AxiDraw V3 reaches/)
    expect(newWarnings(svg.warnings, areas, plotter)).toEqual([])

    const hp = findDevice('hp-7475a')
    const small = { ...areas, sheet: drawing(long).sheet }
    const hpgl = writeDrawing(small, 'hpgl', { device: hp })
    expect(hpgl.warnings).toContain('The drawing has 7 pens, HP 7475A has 6; they repeat.')
    expect(hpgl.warnings.join()).toMatch(/areas are not filled/)
    const page = plotWarnings(small, hp, { cutMm: 0 })
    expect(page).toContain('The drawing has 7 pens, HP 7475A has 6; they repeat.')
    expect(newWarnings(hpgl.warnings, small, hp)).toEqual([])
  })

  it('names the files that have areas filled, which the machine’s own never is', () => {
    const words = (device: typeof plotter) => plotWarnings(areas, device, { cutMm: 0 }).join()
    expect(words(findDevice('hp-7475a'))).toMatch(/SVG, PDF and PNG have the areas filled/)
    expect(words(plotter)).toMatch(/(?<!SVG, )PDF and PNG have the areas filled/)
  })

  it('is said where only the file knows of it', () => {
    const outside = drawing([stroke(0, 20, 90, 20)])
    const hp = findDevice('hp-7475a')
    const { warnings } = writeDrawing(outside, 'hpgl', { device: hp })
    expect(warnings.join()).toMatch(/moved by .* mm/)
    expect(newWarnings(warnings, outside, hp)).toEqual(warnings)
  })
})
