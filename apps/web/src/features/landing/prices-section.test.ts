import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { PricesSection } from './prices-section.tsx'

test('who is promised free exports is told of the watermark', () => {
  expect(renderToStaticMarkup(createElement(PricesSection))).toMatch(
    /exports[^<]*a PDF made[^<]*has a watermark/,
  )
})
