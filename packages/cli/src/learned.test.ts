import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { registerModel, sobelNetwork } from '@plotline/imaging/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { startCli } from '../testing/run-cli.ts'
import { useWorkspace } from '../testing/workspace.ts'

const place = useWorkspace()
let models = ''
beforeEach(async () => {
  models = place.out('models')
  await mkdir(models)
})

const drawLearned = (...more: string[]) =>
  startCli(
    ['vectorize', place.photo, '-o', place.out('a.svg'), '--json', '--set', 'detector=learned', ...more],
    { PLOTLINE_MODELS: models },
  ).ended

describe('a network of one’s own for edges', () => {
  test('is listed with its kind, and draws lines where it finds edges', async () => {
    await registerModel(models, 'sobel', sobelNetwork({ stride: 16 }), { label: 'Sobel as a network' })
    const listed = await startCli(['models'], { PLOTLINE_MODELS: models }).ended
    expect(listed.stdout).toMatch(/^sobel +edges +Sobel as a network, 0\.0 MB, Apache-2\.0; here$/m)
    expect(listed.stdout).toMatch(/^u2netp +subject +U²-Net p/m)

    // The photo is small: on a larger sheet it would be warned of.
    const { code, stdout } = await drawLearned('--paper', 'a6')
    expect(code).toBe(0)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ style: 'lines', edgesBy: 'sobel', warnings: [] })
    expect(report.strokes).toBeGreaterThan(0)
    expect(report.stages.map(({ stage }: { stage: string }) => stage)).toEqual(
      expect.arrayContaining(['decode', 'detect', 'edges', 'trace']),
    )
  })

  test.each([
    [
      'there is none',
      async () => {},
      [],
      /No model that finds edges is registered; describe one in .*models\.json, see docs\/models\.md/,
    ],
    [
      'another is named',
      () => registerModel(models, 'sobel', sobelNetwork()),
      ['--set', 'edgeModel=teed'],
      /There is no model "teed"; expected one of sobel/,
    ],
    [
      'its file is another',
      () => registerModel(models, 'sobel', sobelNetwork(), { sha256: '0'.repeat(64) }),
      [],
      /sobel\.onnx is not the model sobel: expected sha256 0{64}, found [0-9a-f]{64}; put the right file there/,
    ],
    [
      'its file is broken',
      () => registerModel(models, 'sobel', sobelNetwork().subarray(0, 150)),
      [],
      /The model sobel can't be opened by ONNX Runtime/,
    ],
    [
      'it takes something else',
      () => registerModel(models, 'sobel', sobelNetwork({ channels: 1 })),
      [],
      /The model sobel takes float32 \[1, 1, height, width\], expected float32 \[1, 3, 160, 240\]/,
    ],
    [
      'models.json is broken',
      () => writeFile(join(models, 'models.json'), '{"models":[{"name":"Sobel"}]}'),
      [],
      /models\.json: models\[0\]\.kind: expected .* "subject" or "edges", found nothing/,
    ],
  ])('where %s, says so in one line, with exit 2 and no file', async (_, arrange, more, message) => {
    await arrange()
    const { code, stdout, stderr } = await drawLearned(...more)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^plotline: lines\.detector=learned: [^\n]*\n$/)
    expect(stderr).toMatch(message)
    expect(await readdir(place.out(''))).toEqual(['models'])
  })
})
