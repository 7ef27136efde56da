import { DrawingError } from '../geometry/drawing-error.ts'

/** What a file may ask of us before it is taken for an attack. */
export const limits = {
  bytes: 256 * 1024 * 1024,
  characters: 64 * 1024 * 1024,
  doctypeCharacters: 1024 * 1024,
  entities: 1_000_000,
  entityCharacters: 32 * 1024 * 1024,
  elements: 1_200_000,
  looks: 20_000_000,
  depth: 200,
  useDepth: 12,
  points: 8_000_000,
  pageMm: 20_000,
} as const

/** Counts up what a file makes us do; throws `too_large` past the limit. */
export function createBudget(limit: number, what: string, format = 'SVG'): (spent: number) => void {
  let total = 0
  return (spent) => {
    total += spent
    if (total > limit) throw new DrawingError('too_large', `The ${format} has more than ${limit} ${what}.`)
  }
}
