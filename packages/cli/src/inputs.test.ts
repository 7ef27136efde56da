import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { runInside, startCli } from '../testing/run-cli.ts'
import { svg, useWorkspace } from '../testing/workspace.ts'
import { forEachItem } from './inputs.ts'

const place = useWorkspace()
const line = (y: number) => svg(`<path d="M10 ${y}h80" stroke="#000" fill="none"/>`)
const inFolder = (...names: string[]) => join(place.folder, 'many', ...names)

beforeAll(async () => {
  await mkdir(inFolder('below'), { recursive: true })
  await writeFile(inFolder('b.svg'), line(10))
  await writeFile(inFolder('a.SVG'), line(20))
  await writeFile(inFolder('notes.txt'), 'not a drawing')
  await writeFile(inFolder('below', 'c.svg'), line(30))
})

describe('standard input and output', () => {
  test('a real process reads the one and writes the other, bytes and all', async () => {
    const args = ['convert', '-', '-o', '-', '--format', 'hpgl']
    const { code, stdout, stderr } = await startCli(args, {}, line(40)).ended
    expect(code).toBe(0)
    expect(stdout).toMatch(/^IN;[\s\S]*PU/)
    expect(stderr).toMatch(/^-: 1 stroke, /)
  })

  test('without a format it is SVG, and what is piped on is read again', async () => {
    const first = await runInside(['plan', '-', '-o', '-'], undefined, line(40))
    expect(first.stdout).toMatch(/^<\?xml|^<svg/)
    const second = await runInside(['plan', '-', '-o', place.out('again.svg')], undefined, first.stdout)
    expect(second).toMatchObject({ code: 0, stdout: '' })
  })

  test('a photo is drawn to it as to a file', async () => {
    await runInside(['vectorize', place.photo, '-o', place.out('file.svg')])
    const { code, stdout } = await runInside(['vectorize', place.photo, '-o', '-'])
    expect(code).toBe(0)
    expect(stdout).toBe(await readFile(place.out('file.svg'), 'utf8'))
  })

  test.each([
    { args: ['-o', '-', '--json'], says: '-o -: --json needs standard output too' },
    { args: ['-o', place.out('{name}.svg')], says: 'standard input has no name to put for {name}' },
    { args: ['-o', '-', '--format', 'doc'], says: '--format: there is no "doc"; expected one of svg, ' },
  ])('$says', async ({ args, says }) => {
    const { code, stdout, stderr } = await runInside(['convert', '-', ...args], undefined, line(1))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(says)
  })
})

describe('several inputs', () => {
  test('each goes to the place that its name makes, and is told in a line of its own', async () => {
    const made = join('made', '{name}.gcode')
    const args = ['convert', inFolder('b.svg'), inFolder('below', 'c.svg'), '-o', place.out(made)]
    const { code, stdout } = await runInside([...args, '--json'])
    expect(code).toBe(0)
    const reports = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text))
    expect(reports.map(({ output }) => output)).toEqual([
      place.out('made/b.gcode'),
      place.out('made/c.gcode'),
    ])
    expect((await readdir(place.out('made'))).toSorted()).toEqual(['b.gcode', 'c.gcode'])
  })

  test('a folder is the files in it that can be read, not those below', async () => {
    const { code, stderr } = await runInside(['plan', inFolder(), '-o', place.out('{name}-planned.svg')])
    expect({ code, lines: stderr.match(/planned\.svg: 1 stroke/g)?.length }).toEqual({ code: 0, lines: 2 })
    expect((await readdir(place.out('.'))).toSorted()).toEqual(['a-planned.svg', 'b-planned.svg'])
  })

  test('one that is broken is told and left out, the others are done', async () => {
    const broken = join(place.folder, 'broken.svg')
    await writeFile(broken, '<svg')
    const { code, stderr } = await runInside([
      'convert',
      broken,
      inFolder('b.svg'),
      '-o',
      place.out('{name}.dxf'),
    ])
    expect(code).toBe(2)
    expect(stderr).toContain(`plotline: ${broken}: `)
    expect(stderr).toMatch(/plotline: 1 of 2 inputs could not be used; the others are done\n$/)
    expect(await readdir(place.out('.'))).toEqual(['b.dxf'])
  })

  test('so does what one of them has not', async () => {
    const args = ['plan', inFolder('b.svg'), inFolder('a.SVG'), '-o', place.out('{name}.svg')]
    const { code, stderr } = await runInside([...args, '--passes', 'Red=2'])
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`${inFolder('b.svg')}: --passes: there is no layer`),
    ])
  })

  test('a warning says which of them it is about', async () => {
    const odd = join(place.folder, 'odd.svg')
    await writeFile(odd, svg('<path d="M10 10h80"/><text x="5" y="5">a</text>'))
    const args = ['convert', inFolder('b.svg'), odd, '-o', place.out('{name}.dxf')]
    expect((await runInside(args)).stderr).toContain(`warning: ${odd}: Left out: 1 × text`)
  })

  test('an interrupt in one leaves the others undone', async () => {
    const stop = new AbortController()
    const done: string[] = []
    const io = { stdout: { write() {} }, stderr: { write() {} }, signal: stop.signal }
    const each = forEachItem(io, ['first', 'second', 'third'], async (name) => {
      if (name === 'second') stop.abort()
      stop.signal.throwIfAborted()
      done.push(name)
    })
    await expect(each).rejects.toMatchObject({ name: 'AbortError' })
    expect(done).toEqual(['first'])
  })

  test.each([
    {
      named: ['b.svg', 'a.SVG'],
      output: 'one.svg',
      says: '2 inputs cannot go to one file; expected {name} in it',
    },
    { named: ['b.svg', 'b.svg'], output: '{name}.svg', says: 'would both go to ' },
    { named: ['below', 'nowhere.svg'], output: '{name}.svg', says: 'nowhere.svg: there is no such file' },
  ])('$says', async ({ named, output, says }) => {
    const args = ['convert', ...named.map((name) => inFolder(name)), '-o', place.out(output)]
    const { code, stderr } = await runInside(args)
    expect(code).toBe(2)
    expect(stderr).toContain(says)
  })

  test('a folder without anything to read says what it looked for', async () => {
    const { stderr } = await runInside(['vectorize', inFolder(), '-o', place.out('{name}.svg')])
    expect(stderr).toMatch(/nothing in this folder ends as \.jpeg, \.jpg, \.png/)
  })

  test('masks of several pictures', async () => {
    await copyFile(place.photo, inFolder('other.jpg'))
    const args = ['isolate', place.photo, inFolder(), '-o', place.out('{name}-mask.png')]
    expect((await runInside(args)).code).toBe(0)
    const masks = ['other-mask.png', 'photo of a ball-mask.png']
    expect((await readdir(place.out('.'))).toSorted()).toEqual(masks)
    await rm(inFolder('other.jpg'))
  })
})
