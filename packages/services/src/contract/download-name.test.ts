import { describe, expect, it } from 'vitest'
import { downloadName } from './download-name.ts'

describe('downloadName', () => {
  it.each([
    ['My Cat (1).jpeg', undefined, 'My-Cat-1-sketch.svg'],
    ['日本の猫.png', undefined, '日本の猫-sketch.svg'],
    ['../../etc/passwd', undefined, 'etc-passwd-sketch.svg'],
    ['"; rm -rf\r\nSet-Cookie: a=b.png', undefined, 'rm-rf-Set-Cookie-a-b-sketch.svg'],
    ['....', undefined, 'drawing-sketch.svg'],
    ['cat.png', 'axidraw', 'cat-sketch-axidraw.svg'],
    [`${'a'.repeat(300)}.png`, undefined, `${'a'.repeat(60)}-sketch.svg`],
    [`${'a'.repeat(59)}𠮷𠮷.png`, undefined, `${'a'.repeat(59)}𠮷-sketch.svg`],
  ])('%s', (filename, device, expected) => {
    expect(downloadName({ filename, style: 'sketch' }, 'svg', device)).toBe(expected)
  })
})
