import type { Job } from '@plotline/services/contract'
import { recipeSchema } from '@plotline/vectorizer'
import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { JobCard } from '../library/job-card.tsx'
import { StatsLine } from '../sheet/stats-line.tsx'
import { JobFacts } from './job-facts.tsx'
import { JobOutcome } from './job-outcome.tsx'

const result: NonNullable<Job['result']> = {
  strokes: 1,
  points: 1,
  penDownMm: 1240,
  penUpMm: 30,
  plotSeconds: 9720,
  widthMm: 210,
  heightMm: 297,
  layers: [{ name: 'Black', color: '#000000', strokes: 1 }],
  isolatedBy: 'classical',
  edgesBy: null,
  warnings: [],
}
const job: Job = {
  id: '2b1d0c8e-9f0a-4a55-8c7d-3f1f5f0f9a11',
  status: 'completed',
  percent: 100,
  style: 'lines',
  filename: 'cat.png',
  assetId: null,
  recipe: recipeSchema.parse({ style: 'lines' }),
  creditCost: 1,
  refunded: false,
  failure: null,
  stages: [],
  result,
  links: { original: null, preview: null, svg: null },
  createdAt: '2026-11-21T23:05:00+00:00',
  finishedAt: null,
  expiresAt: null,
}

/** What is read of an element. */
const wordsOf = (element: ReactElement) => renderToStaticMarkup(element).replaceAll(/<[^>]*>/g, ' ')

test('one stroke is counted as one', () => {
  expect(wordsOf(createElement(StatsLine, { stats: result }))).toContain(' 1 stroke ')
  expect(wordsOf(createElement(JobFacts, { job, time: null }))).toContain(' 1, 1 point ')
})

test('a job of an older version shows what is still understood of it', () => {
  const old = { ...job, recipe: null, result: null, style: 'engraved' }
  expect(wordsOf(createElement(JobFacts, { job: old, time: null }))).toMatch(
    / Style +engraved +Settings +of an older version +Ordered /,
  )
  expect(wordsOf(createElement(JobCard, { job: old, onRemove: () => {}, onCancel: () => {} }))).toContain(
    ' engraved · ',
  )
})

test('a card of the library tells no time: that depends on the machine', () => {
  const words = wordsOf(createElement(JobCard, { job, onRemove: () => {}, onCancel: () => {} }))
  expect(words).toContain(' 1 stroke · 1.2 m ink ')
  expect(words).not.toMatch(/about|\d h\b/)
})

test.each([
  ['classical', 'found by color'],
  ['u2netp', 'found by u2netp'],
])('a subject isolated by %s was %s', (isolatedBy, words) => {
  const done = { ...job, result: { ...result, isolatedBy } }
  expect(wordsOf(createElement(JobFacts, { job: done, time: null }))).toContain(` ${words} `)
})

test.each([
  ['The picture is broken. Your credit is back.', true],
  ['It failed several times. Your credit is back; please try again.', true],
  [null, true],
  [null, false],
])('a failed job says once what becomes of the credit (%j, refunded %j)', (failure, refunded) => {
  const failed: Job = { ...job, status: 'failed', result: null, failure, refunded }
  expect(wordsOf(createElement(JobOutcome, { job: failed })).match(/credit/g)).toHaveLength(1)
})
