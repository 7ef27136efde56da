import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatCredits,
  formatDuration,
  formatLength,
  formatMoney,
  formatPoints,
  formatSize,
  formatStrokes,
} from './figures.ts'

describe('figures', () => {
  test.each([
    [formatCount(1840), '1,840'],
    [formatCredits(1), '1 credit'],
    [formatCredits(0), '0 credits'],
    [formatStrokes(1), '1 stroke'],
    [formatStrokes(1840), '1,840 strokes'],
    [formatPoints(1), '1 point'],
    [formatLength(839.6), '840 mm'],
    [formatLength(21_340), '21.3 m'],
    [formatLength(1_234_000), '1.23 km'],
    [formatDuration(0.2), '1 s'],
    [formatDuration(59.4), '59 s'],
    [formatDuration(59.9), '1 min'],
    [formatDuration(840), '14 min'],
    [formatDuration(3599), '1 h 00 min'],
    [formatDuration(7500), '2 h 05 min'],
    [formatSize(215.9, 279.4), '215.9 × 279.4 mm'],
    [formatMoney(500, 'eur'), '€5'],
    [formatMoney(2050, 'eur'), '€20.50'],
    [formatMoney(30, 'eur'), '€0.30'],
    [formatBytes(3_400_000), '3.4 MB'],
    [formatBytes(12), '1 kB'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected)
  })
})
