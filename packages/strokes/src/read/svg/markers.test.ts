import { describe, expect, test } from 'vitest'
import { pensOf, readPage } from '../../../testing/svg-pages.ts'

const marker = (attributes: string, body = '<path d="M0 0H4"/>') =>
  `<marker id="m" overflow="visible" fill="none" stroke="black" markerUnits="userSpaceOnUse" ${attributes}>${body}</marker>`

describe('markers', () => {
  const drawn: [string, string, number[][]][] = [
    [
      'stand at every corner',
      `${marker('')}<polyline points="10 10 20 10 20 20" style="marker:url(#m)"/>`,
      [
        [10, 10, 14, 10],
        [20, 10, 24, 10],
        [20, 20, 24, 20],
      ],
    ],
    [
      'look along the line',
      `${marker('orient="auto"')}<path d="M10 10V20" marker-end="url(#m)"/>`,
      [[10, 20, 10, 24]],
    ],
    [
      'look back at the start',
      `${marker('orient="auto-start-reverse"')}<path d="M10 10V20" marker-start="url(#m)"/>`,
      [[10, 10, 10, 6]],
    ],
    [
      'look between the ways at a corner',
      `${marker('orient="auto"', '<path d="M0 0L0 4"/>')}<path d="M10 10H20V20" marker-mid="url(#m)"/>`,
      [[20, 10, 17.172, 12.828]],
    ],
    [
      'look along a curve',
      `${marker('orient="auto"')}<path d="M10 10C10 20 20 30 30 30" marker-start="url(#m)"/>`,
      [[10, 10, 10, 14]],
    ],
    [
      'look along an arc',
      `${marker('orient="auto"')}<path d="M10 20A10 10 0 0 1 20 10" marker-end="url(#m)"/>`,
      [[20, 10, 24, 10]],
    ],
    [
      'turn by an angle',
      `${marker('orient="0.25turn"')}<path d="M10 10H20" marker-end="url(#m)"/>`,
      [[20, 10, 20, 14]],
    ],
    [
      'grow with the line',
      `${marker('').replace('userSpaceOnUse', 'strokeWidth')}<path d="M10 10H20" stroke-width="2" marker-end="url(#m)"/>`,
      [[20, 10, 28, 10]],
    ],
    [
      'have a box and a point',
      `${marker('viewBox="0 0 10 10" markerWidth="20" markerHeight="20" refX="5" refY="center"', '<path d="M0 5H10"/>')}<path d="M50 50H60" marker-start="url(#m)"/>`,
      [[40, 50, 60, 50]],
    ],
    [
      'are cut to their box',
      `${marker('markerWidth="3"').replace('overflow="visible"', '')}<path d="M10 10H20" marker-end="url(#m)"/>`,
      [[20, 10, 23, 10]],
    ],
    [
      'stand on a closed loop between its ends',
      `${marker('orient="auto"')}<path d="M10 10H20V20z" marker-start="url(#m)"/>`,
      [[10, 10, 11.531, 6.304]],
    ],
  ]
  test.each(drawn)('%s', (_, body, points) => {
    const read = readPage(body)
    expect(read.points.slice(1)).toEqual(points)
    expect(read.warnings).toEqual([])
  })

  test('stand on no rectangle, and not on what is not there', () => {
    expect(readPage(`${marker('')}<rect width="9" height="9" marker-end="url(#m)"/>`).points).toHaveLength(1)
    expect(readPage(`${marker('')}<path d="M0 0H9" display="none" marker-end="url(#m)"/>`).points).toEqual([])
  })

  test('take the paint of their line where they ask for it', () => {
    const body = marker('stroke="red"', '<path d="M0 0H4" stroke="context-stroke"/>')
    expect(pensOf(`${body}<path d="M10 10H20" stroke="blue" marker-end="url(#m)"/>`)).toEqual(['#0000ff'])
    expect(
      pensOf(
        `${marker('color="red" stroke="currentColor"')}<path d="M0 0H9" stroke="blue" marker-end="url(#m)"/>`,
      ),
    ).toHaveLength(2)
  })

  test('end where they hold themselves', () => {
    const { warnings } = readPage(
      `${marker('', '<path d="M0 0H4" marker-end="url(#m)"/>')}<path d="M0 0H9" marker-end="url(#m)"/>`,
    )
    expect(warnings).toEqual(['Left out: 1 × reference to itself'])
  })
})
