import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openapiDocument } from '#server/openapi/document.ts'
import { apiMarkdown } from '#server/openapi/markdown.ts'

/** Writes docs/api.md from the schemas the routes run on: `node apps/web/scripts/api-docs.ts`. */
await writeFile(join(import.meta.dirname, '../../../docs/api.md'), apiMarkdown(openapiDocument()))
