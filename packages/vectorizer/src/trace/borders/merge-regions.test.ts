import { expect, test } from 'vitest'
import { mergeSmallRegions } from './merge-regions.ts'

/** Lightness and two axes of color, per label. */
const palette = Float32Array.from(
  [
    [0.9, 0, 0], // 0, a light grey
    [0.8, 0, 0], // 1, one a little darker
    [0.2, 0, 0], // 2, a dark one
    [0.9, 0, 0.2], // 3, a light one with a tint
    [0.7, 0, 0.2], // 4, a darker one of the same tint
    [0.9, 0.2, 0], // 5 and 6, the same of another tint
    [0.7, 0.2, 0],
  ].flat(),
)

/** Rows of digits before and after. */
async function merged(text: string, leastPx: number): Promise<string> {
  const rows = text.split(' ')
  const labels = Uint8Array.from(rows.join(''), Number)
  await mergeSmallRegions(labels, rows[0].length, rows.length, palette, leastPx)
  return rows.map((row, y) => labels.subarray(y * row.length, (y + 1) * row.length).join('')).join(' ')
}

test.each([
  ['a speck goes to what is around it', '00000 00200 00000', 2, '00000 00000 00000'],
  ['at a corner of the picture too', '20000 00000 00002', 2, '00000 00000 00000'],
  ['what is large enough stays', '00000 02200 00000', 2, '00000 02200 00000'],
  ['of two neighbors it is the one that looks like it', '22222 22100 00000', 2, '22222 22000 00000'],
  [
    'and the one with more of its border where both look like it',
    '11111 10111 11333 33333',
    2,
    '11111 11111 11333 33333',
  ],
  ['its tint counts as well as its lightness', '11111 11344 44444', 2, '11111 11444 44444'],
  ['either way that goes', '11111 11566 66666', 2, '11111 11666 66666'],
  ['above', '11111 22022 22222', 2, '11111 22122 22222'],
  ['below', '22222 22022 11111', 2, '22222 22122 11111'],
  ['to the left', '12222 10222 12222', 2, '12222 11222 12222'],
  ['to the right', '22221 22201 22221', 2, '22221 22211 22221'],
  ['a picture of one area keeps it', '11 11', 9, '11 11'],
])('%s', async (_, before, leastPx, after) => {
  expect(await merged(before, leastPx)).toBe(after)
})

test('the smallest go first, so that they do not tip the scales for larger ones', async () => {
  // Were the pair to go first, it would go to the single one beside it, which looks more like it than the dark.
  expect(await merged('2222 2110 2222', 3)).toBe('2222 2111 2222')
})
