import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runInside } from '../testing/run-cli.ts'
import { svg, useWorkspace } from '../testing/workspace.ts'

const place = useWorkspace()

describe('what is wrong is said in one line, with exit 2 and no file', () => {
  const cases: [string, (photo: string) => string[], RegExp][] = [
    ['no command', () => [], /Expected a command; expected one of vectorize/],
    ['another command', () => ['draw'], /no command "draw"/],
    ['no image', () => ['vectorize', '-o', 'OUT/a.svg'], /Expected IMAGE/],
    [
      'two images',
      (file) => ['vectorize', file, file, '-o', 'OUT/a.svg'],
      /2 inputs cannot go to one file; expected \{name\}/,
    ],
    ['no output', (file) => ['vectorize', file], /-o is missing/],
    ['the picture itself as output', (file) => ['vectorize', file, '-o', file], /this is the picture itself/],
    ['the picture itself as a mask', (file) => ['isolate', file, '-o', file], /this is the picture itself/],
    [
      'half a pass',
      (file) => ['plan', file, '-o', 'OUT/a.svg', '--passes', '1.5'],
      /--passes: expected a whole/,
    ],
    ['an output without a known extension', (file) => ['vectorize', file, '-o', 'OUT/a.bmp'], /\.svg, \.pdf/],
    ['a folder that is not there', (file) => ['vectorize', file, '-o', 'OUT/no/a.svg'], /there is no folder/],
    [
      'an unknown flag',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--colour', 'red'],
      /--colour.*flags are --output, --format, --device, --device-file, --svg, --areas, --hpgl, --dxf, --curves, --title, --key, --poster, --overlap, --speed, --json, --style/,
    ],
    [
      'an unknown style',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--style', 'cubist'],
      /--style: there is no "cubist"; expected one of lines/,
    ],
    [
      'an unknown preset',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--preset', 'cubist'],
      /--preset: there is no "cubist"/,
    ],
    ['an unknown paper', (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--paper', 'a9'], /--paper.*a4/],
    [
      'an unknown device',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--device', 'fax'],
      /--device: No device "fax"/,
    ],
    [
      'an unknown level of ordering',
      (file) => ['plan', file, '-o', 'OUT/a.svg', '--level', 'quick'],
      /--level: there is no "quick"; expected one of none, greedy/,
    ],
    [
      'an unknown key',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--set', 'detial=1'],
      /--set detial: there is no such key; known are .*knobs\.detail/,
    ],
    [
      'a key in the wrong group',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--set', 'separate.mode=cmyk'],
      /--set separate\.mode: there is no such key; is it isolate\.mode or separation\.mode\?/,
    ],
    [
      'a key of several groups',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--set', 'knobs'],
      /expected key=value/,
    ],
    [
      'a value out of range',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--set', 'knobs.detail=7'],
      /--set knobs\.detail=7: knobs\.detail/,
    ],
    [
      'a value of another kind',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--set', 'knobs.detail=much'],
      /--set knobs\.detail=much: knobs\.detail/,
    ],
    [
      'a seed that is none',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--seed', 'x'],
      /--seed: expected a number/,
    ],
    [
      'a recipe that is not there',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--recipe', 'OUT/r.json'],
      /r\.json: there is no such file/,
    ],
    [
      'a recipe that is a picture',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--recipe', file],
      /--recipe .*not JSON/,
    ],
    [
      'a machine of another language',
      (file) => ['vectorize', file, '-o', 'OUT/a.gcode', '--device', 'hp-7475a'],
      /hp-7475a|HP 7475A/i,
    ],
    [
      'an unknown version of DXF',
      (file) => ['vectorize', file, '-o', 'OUT/a.dxf', '--dxf', 'r14'],
      /--dxf: there is no "r14"; expected one of r12, r2000/,
    ],
    [
      'a poster on no paper',
      (file) => ['vectorize', file, '-o', 'OUT/a.pdf', '--poster', 'a9'],
      /--poster: there is no "a9"; expected one of a2/,
    ],
    [
      'an overlap of nothing',
      (file) => ['vectorize', file, '-o', 'OUT/a.pdf', '--overlap', '5'],
      /--overlap: expected --poster beside it/,
    ],
    [
      'a speed of no machine',
      (file) => ['vectorize', file, '-o', 'OUT/a.gcode', '--speed', '50'],
      /--speed: expected --device or --device-file beside it/,
    ],
    [
      'curves that go anywhere',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--curves', '100'],
      /--curves: expected a number from 0 to 5, got "100"/,
    ],
    [
      'inches without their unit',
      (file) => ['vectorize', file, '-o', 'OUT/a.svg', '--paper', '9x12'],
      /--paper: "9x12" would be in mm, too small for a sheet; did you mean 9x12in\?/,
    ],
    [
      'a folder for an image',
      () => ['vectorize', 'OUT', '-o', 'OUT/a.svg'],
      /nothing in this folder ends as/,
    ],
    [
      'a picture for a drawing',
      (file) => ['plan', file, '-o', 'OUT/a.svg'],
      /no drawing; expected SVG, DXF, HP-GL or JSON/,
    ],
    [
      'a bad length',
      (file) => ['plan', file, '-o', 'OUT/a.svg', '--merge', 'far'],
      /--merge: expected a number/,
    ],
    ['a mask that is no PNG', (file) => ['isolate', file, '-o', 'OUT/a.jpg'], /written as \.png/],
    [
      'a model that there is not',
      (file) => ['isolate', file, '-o', 'OUT/a.png', '--model', 'u3net'],
      /no model "u3net"; expected one of u2netp/,
    ],
  ]
  test.each(cases)('%s', async (_, args, message) => {
    const result = await runInside(args(place.photo).map((arg) => arg.replace('OUT', place.out(''))))
    expect(result.stderr).toMatch(/^plotline: [^\n]+\n$/)
    expect(result.stderr).toMatch(message)
    expect([result.code, result.stdout]).toEqual([2, ''])
    expect(await readdir(place.out(''))).toEqual([])
  })

  test('an output that was there stays as it was', async () => {
    await writeFile(place.out('a.svg'), 'precious')
    await writeFile(join(place.folder, 'empty.svg'), svg(''))
    const { code, stderr } = await runInside([
      'plan',
      join(place.folder, 'empty.svg'),
      '-o',
      place.out('a.svg'),
    ])
    expect([code, stderr]).toEqual([2, expect.stringContaining('nothing to draw')])
    expect(await readFile(place.out('a.svg'), 'utf8')).toBe('precious')
    expect(await readdir(place.out(''))).toEqual(['a.svg'])
  })
})
