import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { brokenImages, listMaterial, noMaterial, sampleMaterial } from '@plotline/imaging/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInside } from '../testing/run-cli.ts'

const files = listMaterial('bad-inputs').filter((file) => basename(file) !== 'LICENSE')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline-bad-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Refused in one line without a file, or drawn with one; never anything else. */
async function expectClear(args: readonly string[], output: string) {
  const { code, stderr } = await runInside([...args, '-o', join(folder, output)])
  const left = await readdir(folder)
  await rm(join(folder, output), { force: true })
  if (code === 0) return expect(left).toContain(output)
  expect(code).toBe(2)
  expect(stderr).toMatch(/^plotline: [^\n]{10,400}\n$/)
  expect(left).not.toContain(output)
  expect(left.filter((name) => name.endsWith('.part'))).toEqual([])
}

test('broken files made here', async () => {
  for (const { name, bytes } of await brokenImages()) {
    await writeFile(join(folder, name), bytes)
    const { code, stderr } = await runInside(['vectorize', join(folder, name), '-o', join(folder, 'out.svg')])
    expect([name, code]).toEqual([name, 2])
    expect(stderr).toMatch(/^plotline: [^\n]+\n$/)
    expect(stderr).toContain(name)
    await rm(join(folder, name))
  }
  expect(await readdir(folder)).toEqual([])
})

describe.skipIf(files.length === 0)(`bad inputs${files.length === 0 ? `: ${noMaterial}` : ''}`, () => {
  test.each(sampleMaterial(files, 30).map((file) => [basename(file), file]))('vectorize %s', (_, file) =>
    expectClear(['vectorize', file, '--set', 'workingPx=200'], 'out.svg'),
  )

  test.each(files.filter((file) => /\.(svg|svgz)$/.test(file)).map((file) => [basename(file), file]))(
    'plan %s',
    (_, file) => expectClear(['plan', file], 'out.svg'),
  )
})
