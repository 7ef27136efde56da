import { noPlanSteps } from '@plotline/strokes'
import { expect, it } from 'vitest'
import { plainForm } from './files/file-form.ts'
import { type KeptSetup, keepSetup, recallSetup } from './kept-setup.ts'

const setup: KeptSetup = {
  place: {
    paper: 'a4',
    orientation: 'portrait',
    marginMm: 15,
    turnDeg: 33,
    widthMm: 100,
    xMm: 20,
    yMm: 30,
  },
  pens: { layers: [1, 0], omitted: [0], drawnWith: { 1: 0 }, widthsMm: {} },
  steps: { ...noPlanSteps, mergeMm: 0.2 },
  hidesCovered: true,
  fromPercent: 12.5,
  form: plainForm,
}

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      items.set(key, value)
    },
  }
}

it('gives back what was kept of this drawing, and of no other', () => {
  const storage = memory()
  keepSetup(() => storage, 'one', setup)
  expect(recallSetup(() => storage, 'one', 2)).toEqual(setup)
  expect(recallSetup(() => storage, 'two', 2)).toBeNull()
})

it('leaves what does not fit the drawing, or cannot be read', () => {
  const storage = memory()
  keepSetup(() => storage, 'one', setup)
  expect(recallSetup(() => storage, 'one', 3)).toBeNull()
  storage.setItem('plotline:plot:one', '{"version":1')
  expect(recallSetup(() => storage, 'one', 2)).toBeNull()
  storage.setItem('plotline:plot:one', '{"version":0,"setup":{}}')
  expect(recallSetup(() => storage, 'one', 2)).toBeNull()
})

it('does without a storage', () => {
  const refuse = () => {
    throw new Error('storage is switched off')
  }
  keepSetup(refuse, 'one', setup)
  expect(recallSetup(refuse, 'one', 2)).toBeNull()
})
