import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

/** A page of two pens: a line drawn twice, one that leaves the page at its top, and a red square. */
export const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="100mm" viewBox="0 0 100 100"><g fill="none"><g stroke="#000"><path d="M10 10H60"/><path d="M60 10H10"/><path d="M90 90V-20"/></g><path stroke="#c00000" d="M50 50h20v20h-20z"/></g></svg>`

/** A folder with that drawing as `in.svg`, for a whole file of tests; answers where a name lies in it. */
export function useDrawingFolder(): (name: string) => string {
  let folder = ''
  const at = (name: string) => join(folder, name)
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plotline-plan-'))
    await writeFile(at('in.svg'), drawing)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return at
}
