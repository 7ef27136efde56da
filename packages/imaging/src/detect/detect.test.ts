import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plane, Raster } from '@plotline/strokes'
import { strokesOf } from '@plotline/strokes/geometry/marks'
import { recipeSchema, vectorize } from '@plotline/vectorizer'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { registerModel, sobelNetwork } from '../../testing/index.ts'
import { detectEdges } from './detect.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plotline-edges-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const detect = (raster: Raster, model?: string) =>
  detectEdges(raster, { model, modelsDir: folder, download: false })

/** The border of a disc and of a turned box, in pixels of a picture of 300 × 220. */
const disc = (x: number, y: number) => Math.hypot(x - 95, y - 110) - 62
const box = (x: number, y: number) => {
  const [dx, dy] = [x - 215, y - 105]
  const [cos, sin] = [Math.cos(0.4), Math.sin(0.4)]
  return Math.max(Math.abs(dx * cos + dy * sin) - 38, Math.abs(dy * cos - dx * sin) - 64)
}
const toBorder = (x: number, y: number) => Math.min(Math.abs(disc(x, y)), Math.abs(box(x, y)))

/** Shapes whose color differs from the ground by less than their channels do: it is the grey that tells. */
function picture(width: number, height: number): Raster {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [((x + 0.5) * 300) / width, ((y + 0.5) * 220) / height]
      const color = disc(u, v) < 0 ? [40, 60, 110] : box(u, v) < 0 ? [150, 40, 40] : [235, 228, 215]
      data.set([...color, 255], (y * width + x) * 4)
    }
  }
  return { width, height, data }
}
const shapes = picture(300, 220)

/** The value over the place (x, y) of a picture of 300 × 220. */
function at({ width, height, data }: Plane, x: number, y: number): number {
  return data[Math.floor((y / 220) * height) * width + Math.floor((x / 300) * width)]
}

/** A map is high on the shapes' borders and low off them, wherever it was padded. */
function expectEdges(edges: Plane): void {
  expect(edges.data.every((value) => value >= 0 && value <= 1)).toBe(true)
  for (const [x, y] of [
    [95 + 62, 110],
    [95 - 62, 110],
    [95, 110 - 62],
    [95, 110 + 62],
  ] as const) {
    const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => at(edges, x + dx, y + dy)))
    expect(Math.max(...around)).toBeGreaterThan(0.7)
  }
  for (const [x, y] of [
    [95, 110],
    [215, 105],
    [20, 200],
    [280, 20],
  ] as const) {
    expect(at(edges, x, y)).toBeLessThan(0.05)
  }
}

describe('detectEdges', () => {
  test.each([
    ['any size', {}, {}, [300, 220]],
    ['any size that 32 divides', { stride: 32 }, { stridePx: 32 }, [300, 220]],
    ['one size, larger', { size: [512, 512] }, { inputPx: [512, 512] }, [512, 375]],
    ['one size, smaller and lying the other way', { size: [160, 240] }, { inputPx: [160, 240] }, [160, 117]],
    ['pictures of at most 128 px', { stride: 8 }, { stridePx: 8, longestPx: 128 }, [128, 94]],
  ] as const)('a network that takes %s sees the whole picture', async (_, network, told, [width, height]) => {
    await registerModel(folder, 'sobel', sobelNetwork(network), told)
    const found = await detect(shapes)
    expect(found).toMatchObject({ edgesBy: 'sobel', provider: 'cpu', edges: { width, height } })
    expectEdges(found.edges)
  })

  test('logits and shares, channels and scales come to the same map', async () => {
    const wide = { white: 255, mean: [0, 0, 0], std: [255, 255, 255] }
    await registerModel(folder, 'shares', sobelNetwork())
    await registerModel(folder, 'logits', sobelNetwork({ logits: true }), { logits: true })
    await registerModel(folder, 'wide', sobelNetwork(), wide)
    await registerModel(folder, 'turned', sobelNetwork(), { channels: 'bgr' })
    const { edges } = await detect(shapes, 'shares')
    for (const name of ['logits', 'wide', 'turned']) {
      const other = (await detect(shapes, name)).edges
      expect(Math.max(...other.data.map((value, i) => Math.abs(value - edges.data[i])))).toBeLessThan(1e-4)
    }
  })

  test('the order of channels and their means are the network’s own', async () => {
    // With only the first channel let through, what is red and what is blue are told apart.
    const firstOnly = { std: [1, 1e6, 1e6] }
    await registerModel(folder, 'red', sobelNetwork(), firstOnly)
    await registerModel(folder, 'blue', sobelNetwork(), { ...firstOnly, channels: 'bgr' })
    const half: Raster = { width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4).fill(255) }
    for (let i = 0; i < 64 * 64; i++) if (i % 64 < 32) half.data[i * 4] = 0
    const middle = ({ data }: Plane) => data[32 * 64 + 32]
    const [red, blue] = [await detect(half, 'red'), await detect(half, 'blue')]
    expect(middle(red.edges)).toBeGreaterThan(0.5)
    expect(middle(blue.edges)).toBeLessThan(0.05)
  })

  test('strokes lie on the borders of known shapes', async () => {
    await registerModel(folder, 'sobel', sobelNetwork({ stride: 16 }))
    const { edges } = await detect(shapes)
    const recipe = recipeSchema.parse({
      style: 'lines',
      lines: { detector: 'learned' },
      workingPx: 300,
      page: { orientation: 'landscape' },
    })
    const { drawing } = await vectorize(shapes, recipe, { edges })
    const { sheet, layers } = drawing
    const mmPerPx = Math.min((sheet.widthMm - 30) / 300, (sheet.heightMm - 30) / 220)
    const [left, top] = [(sheet.widthMm - 300 * mmPerPx) / 2, (sheet.heightMm - 220 * mmPerPx) / 2]
    const drawn: [number, number][] = []
    for (const { points, closed } of layers.flatMap(({ marks }) => strokesOf(marks))) {
      const count = points.length / 2
      for (let i = 0; i + (closed ? 0 : 1) < count; i++) {
        const [from, to] = [i * 2, ((i + 1) % count) * 2]
        const steps = Math.ceil(
          Math.hypot(points[to] - points[from], points[to + 1] - points[from + 1]) / 0.3,
        )
        for (let step = 0; step < steps; step++) {
          const share = step / steps
          drawn.push([
            (points[from] + (points[to] - points[from]) * share - left) / mmPerPx,
            (points[from + 1] + (points[to + 1] - points[from + 1]) * share - top) / mmPerPx,
          ])
        }
      }
    }
    const right = drawn.filter(([x, y]) => toBorder(x, y) <= 2).length
    const border: [number, number][] = []
    for (let y = 0.5; y < 220; y++) {
      for (let x = 0.5; x < 300; x++) if (toBorder(x, y) < 0.5) border.push([x, y])
    }
    const met = border.filter(([x, y]) => drawn.some(([u, v]) => Math.hypot(u - x, v - y) <= 2)).length
    const [precision, recall] = [right / drawn.length, met / border.length]
    expect((2 * precision * recall) / (precision + recall)).toBeGreaterThan(0.97)
    expect(Math.max(...drawn.map(([x, y]) => toBorder(x, y)))).toBeLessThan(2)
  })

  test.each([
    [1, 1],
    [1, 400],
    [700, 2],
  ])('takes a picture of %i × %i', async (width, height) => {
    await registerModel(folder, 'any', sobelNetwork({ stride: 16 }))
    await registerModel(folder, 'one', sobelNetwork({ size: [64, 64] }), { inputPx: [64, 64] })
    for (const name of ['any', 'one']) {
      const { edges } = await detect(picture(width, height), name)
      expect(edges.data).toHaveLength(edges.width * edges.height)
      expect(edges.data.every((value) => value >= 0 && value <= 1)).toBe(true)
    }
  })

  test('stops when aborted: before it begins, while it loads, and with the network’s answer', async () => {
    await registerModel(folder, 'sobel', sobelNetwork({ size: [512, 512] }), { inputPx: [512, 512] })
    await expect(
      detectEdges(shapes, { modelsDir: folder, signal: AbortSignal.abort(new Error('never wanted')) }),
    ).rejects.toThrow('never wanted')
    for (const turns of [1, 20]) {
      const abort = new AbortController()
      const run = detectEdges(shapes, { modelsDir: folder, signal: abort.signal })
      for (let i = 0; i < turns; i++) await Promise.resolve()
      abort.abort(new Error('no longer wanted'))
      await expect(run).rejects.toThrow('no longer wanted')
    }
  })
})

describe('a model that cannot be used is refused in one line', () => {
  test.each([
    [
      'takes one channel',
      sobelNetwork({ channels: 1 }),
      {},
      /takes float32 \[1, 1, height, width\], expected float32 \[1, 3, 224, 304\]/,
    ],
    ['takes another size', sobelNetwork({ size: [64, 64] }), {}, /takes float32 \[1, 3, 64, 64\], expected/],
    ['takes multiples of more', sobelNetwork({ stride: 32 }), { stridePx: 8 }, /fails on 304 × 224 px: \S/],
    ['has no such output', sobelNetwork(), { output: 'edges' }, /has no output "edges"; it has side, fused/],
    [
      'answers logits',
      sobelNetwork({ logits: true }),
      {},
      /answers -?\d.*expected 0 to 1; if it answers logits, say so/,
    ],
    ['is no ONNX', Buffer.from('not a network'), {}, /can't be opened by ONNX Runtime/],
    ['is broken', sobelNetwork().subarray(0, 200), {}, /can't be opened by ONNX Runtime/],
    [
      'is another file',
      sobelNetwork(),
      { sha256: 'a'.repeat(64) },
      /is not the model odd: expected sha256 a{64}, found/,
    ],
  ] as const)('one that %s', async (_, content, told, message) => {
    await registerModel(folder, 'odd', content, { stridePx: 16, ...told })
    const refused = await detect(shapes, 'odd').catch((error) => error)
    expect(refused).toMatchObject({ name: 'ModelError', message: expect.stringMatching(message) })
    expect(refused.message).toContain('odd')
    expect(refused.message).not.toContain('\n')
  })

  test('one that is not there, and none at all', async () => {
    await expect(detect(shapes)).rejects.toMatchObject({
      code: 'missing',
      message: `No model that finds edges is registered; describe one in ${join(folder, 'models.json')}, see docs/models.md`,
    })
    await registerModel(folder, 'sobel', sobelNetwork())
    await expect(detect(shapes, 'teed')).rejects.toMatchObject({
      code: 'unknown',
      message: 'There is no model "teed"; expected one of sobel',
    })
    await expect(detect(shapes, 'u2netp')).rejects.toMatchObject({
      message: 'The model "u2netp" finds subjects, not edges; expected one of sobel',
    })
    await rm(join(folder, 'sobel.onnx'))
    await expect(detect(shapes)).rejects.toMatchObject({ code: 'missing' })
    await registerModel(folder, 'second', sobelNetwork({ stride: 16 }))
    expect(await detect(shapes)).toMatchObject({ edgesBy: 'second' })
  })

  test('one that was replaced while it was open is opened anew', async () => {
    await registerModel(folder, 'sobel', sobelNetwork({ stride: 16 }))
    expect(await detect(shapes)).toMatchObject({ edges: { width: 300 } })
    await rm(join(folder, 'models.json'))
    await registerModel(folder, 'sobel', sobelNetwork({ size: [512, 512] }), { inputPx: [512, 512] })
    expect(await detect(shapes)).toMatchObject({ edges: { width: 512 } })
  })
})

describe('models.json', () => {
  const good = {
    name: 'own',
    kind: 'edges',
    sha256: 'a'.repeat(64),
    bytes: 10,
    license: 'MIT',
    logits: true,
  }
  test('takes the example of docs/models.md', async () => {
    const text = await readFile(new URL('../../../../docs/models.md', import.meta.url), 'utf8')
    const [, example = ''] = text.match(/```json\n([\s\S]*?)```/) ?? []
    await writeFile(
      join(folder, 'models.json'),
      example.replace('"sha256": "…"', `"sha256": "${good.sha256}"`),
    )
    await expect(detect(shapes)).rejects.toMatchObject({
      code: 'missing',
      message: expect.stringContaining('The model hed is not in'),
    })
  })

  test.each([
    ['no JSON', '{', /models\.json: this is not JSON/],
    ['a list', '[]', /models\.json: expected \{ "models": \[ … \] \}/],
    ['a word for a model', { models: ['hed'] }, /models\[0\]: expected an object/],
    ['too many', { models: Array(101).fill(good) }, /models\.json: expected at most 100 models, found 101$/],
    ['a name without end', { models: [{ ...good, name: '/'.repeat(9999) }] }, /found "\/{79}$/],
    ['a key without end', { models: [{ ...good, ['k'.repeat(9999)]: 1 }] }, /\.k{80}: there is no such key$/],
    [
      'no kind',
      { models: [{ ...good, kind: undefined }] },
      /models\[0\]\.kind: expected .* "subject" or "edges", found nothing/,
    ],
    [
      'a path for a name',
      { models: [{ ...good, name: '../own' }] },
      /models\[0\]\.name: expected small letters/,
    ],
    ['a shipped name', { models: [{ ...good, name: 'u2net' }] }, /there is a model "u2net" already/],
    ['a name twice', { models: [good, good] }, /models\[1\]\.name: there is a model "own" already/],
    [
      'a short hash',
      { models: [{ ...good, sha256: 'abc' }] },
      /sha256: expected 64 hexadecimal digits.*found "abc"/,
    ],
    ['two means', { models: [{ ...good, mean: [1, 2] }] }, /mean: expected three numbers, found \[1,2\]/],
    [
      'a deviation of nothing',
      { models: [{ ...good, std: [1, 0, 1] }] },
      /std\[1\]: expected three numbers above 0, found 0/,
    ],
    ['one side', { models: [{ ...good, inputPx: [512] }] }, /inputPx: expected width and height/],
    ['a key of its own', { models: [{ ...good, strid: 8 }] }, /models\[0\]\.strid: there is no such key/],
    [
      'a subject without a size',
      { models: [{ ...good, kind: 'subject' }] },
      /inputPx: expected a whole number from 16/,
    ],
  ])('is refused with %s, in one line that says where', async (_, content, message) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    await writeFile(join(folder, 'models.json'), text)
    await expect(detect(shapes)).rejects.toMatchObject({
      name: 'ModelError',
      code: 'unusable',
      message: expect.stringMatching(message),
    })
  })
})
