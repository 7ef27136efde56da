import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { routeFiles } from '../../../testing/routes.ts'
import { endpoints } from '../endpoints/all.ts'
import { openapiDocument } from './document.ts'
import { apiMarkdown } from './markdown.ts'

describe('the OpenAPI document', () => {
  it('has every route that there is, and no other', () => {
    const paths = [...new Set(endpoints.map(({ path }) => path))].toSorted()
    expect(paths).toEqual(routeFiles.map(({ path }) => path).toSorted())
  })

  it('says of each operation what it answers, refuses and is limited to', () => {
    const document = openapiDocument()
    expect(document.openapi).toBe('3.1.0')
    const ids = new Set<string>()
    for (const { id, method, path, auth, limit } of endpoints) {
      const operations = document.paths?.[path] as Record<string, { responses: object }> | undefined
      const operation = operations?.[method.toLowerCase()]
      expect(operation, `${method} ${path}`).toMatchObject({ operationId: id })
      const statuses = Object.keys(operation?.responses ?? {})
      expect(statuses).toContain('500')
      expect(statuses.includes('401')).toBe(auth === 'session' || id === 'confirmSignIn')
      expect(statuses.includes('429')).toBe(limit !== undefined)
      ids.add(id)
    }
    expect(ids.size).toBe(endpoints.length)
  })

  it('is what docs/api.md was made from (else: npm run docs)', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../../docs/api.md'), 'utf8')
    expect(page).toBe(apiMarkdown(openapiDocument()))
  })
})
