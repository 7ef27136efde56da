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
/** The drawings are made from the large one; phones are sent the small one. */
const sizes = [
  { name: 'still-life.webp', width: 1280, height: 960 },
  { name: 'still-life-640.webp', width: 640, height: 480 },
]
for (const { name, width, height } of sizes) {
  await writeFile(new URL(name, folder), await encodeWebp(renderStillLife(width, height), 0.86))
}
