import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { imageFrom } from '@plotline/imaging/testing'
import { afterAll, beforeAll, beforeEach } from 'vitest'

/** A folder with a photo of a ball, and an `out` in it that is empty before each test; both have spaces in their names. */
export function useWorkspace() {
  const place = { folder: '', photo: '', out: (name: string) => join(place.folder, 'out', name) }
  beforeAll(async () => {
    place.folder = await mkdtemp(join(tmpdir(), 'plotline cli '))
    place.photo = join(place.folder, 'photo of a ball.jpg')
    const ball = (x: number, y: number) => Math.hypot(x - 120, y - 80) < 50
    const bytes = await imageFrom(240, 160, (x, y) =>
      ball(x, y) ? [40, 40, 60 + (x % 90)] : [235, 230, 225],
    )
      .jpeg()
      .toBuffer()
    await writeFile(place.photo, bytes)
  })
  beforeEach(async () => {
    await rm(place.out(''), { recursive: true, force: true })
    await mkdir(place.out(''))
  })
  afterAll(() => rm(place.folder, { recursive: true, force: true }))
  return place
}

/** A page of 100 × 100 mm with this drawn in black lines. */
export const svg = (body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100"><g fill="none" stroke="#000">${body}</g></svg>`
