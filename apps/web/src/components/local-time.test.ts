import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LocalTime } from './local-time.tsx'
import { formatMoment, utc } from './moment.ts'

const iso = '2026-11-21T23:05:00+00:00'

test.each([
  ['UTC, by the minute', formatMoment(iso, 'minute', utc), '21 Nov 2026, 23:05 UTC'],
  ['UTC, by the day', formatMoment(iso, 'day', utc), '21 Nov 2026'],
  [
    'Berlin, already the next day',
    formatMoment(iso, 'day', { locale: 'de-DE', timeZone: 'Europe/Berlin' }),
    '22. Nov. 2026',
  ],
])('%s', (_, shown, expected) => {
  expect(shown).toBe(expected)
})

test('the server writes UTC, whatever its own zone, and the moment itself', () => {
  expect(renderToString(createElement(LocalTime, { iso }))).toBe(
    `<time dateTime="${iso}">21 Nov 2026, 23:05 UTC</time>`,
  )
  expect(renderToString(createElement(LocalTime, { iso, detail: 'day' }))).toContain('>21 Nov 2026<')
})
