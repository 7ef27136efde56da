import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { DomainError } from './error.ts'

describe('cursors', () => {
  it('come back as they went', () => {
    const at = new Date('2026-11-01T10:00:00.123Z')
    const id = '11111111-1111-4111-8111-111111111111'
    expect(decodeCursor(encodeCursor(at, id))).toEqual({ createdAt: at.toISOString(), id })
  })

  it.each([
    '',
    'x',
    '%00',
    Buffer.from('["2026","x"]').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
  ])('refuses %j', (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(DomainError)
  })
})
