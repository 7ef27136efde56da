/**
 * Photographs the landing page's still life, which exists only as formulas (`still-life/scene.ts`), so that the
 * picture is ours to ship. Minutes of work: run by hand when the scene changes.
 *
 *   node apps/web/scripts/make-landing-photo.ts
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { encodeWebp } from './still-life/browser-image.ts'
import { renderStillLife } from './still-life/render.ts'

const folder = new URL('../public/landing/', import.meta.url)
await mkdir(folder, { recursive: true })
await writeFile(new URL('still-life.webp', folder), await encodeWebp(renderStillLife(1280, 960), 0.86))
