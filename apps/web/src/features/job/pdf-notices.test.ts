import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { type MadePdf, PdfNotices } from './pdf-notices.tsx'

const told = (made: MadePdf | null, willBeMarked: boolean) =>
  renderToStaticMarkup(createElement(PdfNotices, { made, willBeMarked }))

test('a watermark is told of before the PDF is made', () => {
  expect(told(null, true)).toContain('The PDF will have a watermark')
  expect(told(null, false)).toBe('')
  expect(told({ watermarked: true, warnings: [] }, true)).toContain('The PDF is made, with a watermark')
})

test('every warning that came with the PDF is shown', () => {
  const shown = told({ watermarked: false, warnings: ['“猫” is not printed.', 'Second.'] }, false)
  expect(shown).toContain('The PDF is made and downloading.')
  expect(shown).toContain('“猫” is not printed.')
  expect(shown).toContain('Second.')
})
