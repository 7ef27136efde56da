import { describe, expect, it } from 'vitest'
import { filledDrawing, smallDrawing } from '../../../testing/drawings.ts'
import { strokesOf } from '../../geometry/marks.ts'
import { writeSvg } from '../svg.ts'
import { writeDrawing } from '../write.ts'

describe('an SVG of borders', () => {
  const borders = writeDrawing(filledDrawing, 'svg', { areas: 'borders' })
  const text = new TextDecoder().decode(borders.bytes)

  it('has the strokes of a filled layer, and nothing else', () => {
    const [layer] = filledDrawing.layers
    expect(text).toBe(
      writeSvg({ ...filledDrawing, layers: [{ pen: layer.pen, marks: strokesOf(layer.marks) }] }),
    )
    expect(text.match(/<path/g)).toHaveLength(strokesOf(layer.marks).length)
    expect(text).not.toContain('evenodd')
  })

  it('says that the areas are not filled', () => {
    expect(borders.warnings).toEqual(['The areas are not filled: their borders are drawn.'])
    expect(writeDrawing(smallDrawing, 'svg', { areas: 'borders' }).warnings).toEqual([])
  })
})
