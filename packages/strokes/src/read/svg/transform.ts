import { identity, type Matrix, multiply, readTransform } from '../matrix.ts'
import type { XmlElement } from '../xml/xml.ts'
import type { Place, Reading } from './place.ts'
import { readPosition } from './position.ts'
import type { ViewBox } from './units.ts'

const single = ['translate', 'rotate', 'scale'] as const

/**
 * What an element's `transform`, `translate`, `rotate` and `scale` make of its units, about its `transform-origin` (CSS
 * Transforms 2). `usualOrigin` is the origin where none is said.
 */
export function transformOf(
  element: XmlElement,
  place: Place,
  reading: Reading,
  usualOrigin = '0 0',
): Matrix {
  const { own, fontSize } = place.style
  if (own.size === 0) return identity
  const text = own.get('transform')
  const texts = single.flatMap((name) => {
    const value = own.get(name)
    return value === undefined || value === 'none' ? [] : [`${name}(${value.trim().replace(/\s+/g, ',')})`]
  })
  if (text !== undefined) texts.push(text)
  if (texts.length === 0) return identity
  const box = boxFor(element, place, reading)
  let matrix = identity
  for (const one of texts) {
    const made = readTransform(one, { ...box, fontSize })
    if (made) matrix = multiply(matrix, made)
    else reading.leave(`transform “${one.slice(0, 40)}”`)
  }
  const origin = own.get('transform-origin') ?? usualOrigin
  if (origin === '0 0') return matrix
  const point = readPosition(origin.trim().split(/[\s,]+/), box, fontSize)
  if (!point) {
    reading.leave(`transform-origin “${origin.slice(0, 40)}”`)
    return matrix
  }
  const [x, y] = [box.x + point[0], box.y + point[1]]
  return multiply(multiply([1, 0, 0, 1, x, y], matrix), [1, 0, 0, 1, -x, -y])
}

function boxFor(element: XmlElement, place: Place, reading: Reading): ViewBox {
  const kind = place.style.own.get('transform-box') ?? 'view-box'
  const isOwn = ['fill-box', 'content-box', 'stroke-box', 'border-box'].includes(kind)
  const box = isOwn ? reading.boxOf(element, place) : null
  if (kind === 'stroke-box' || kind === 'border-box')
    reading.leave(`transform-box ${kind}, taken for fill-box`)
  return box ?? { x: 0, y: 0, ...place.viewport }
}
