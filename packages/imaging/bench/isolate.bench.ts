import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Plane } from '@plotline/strokes'
import sharp from 'sharp'
import { decodeImage } from '../src/decode/decode.ts'
import { isolateSubject } from '../src/isolate/isolate.ts'
import { resizePlane } from '../src/isolate/mask.ts'
import { runNetwork } from '../src/isolate/network.ts'
import { loadModel } from '../src/models/load.ts'
import { findMaterial, listMaterial, noMaterial } from '../testing/index.ts'

/**
 * Masks against the ground truth, at half a share: the intersection over union (IoU), and how much of both borders lies
 * within 2 px of the other (boundary F, as in Martin, Fowlkes & Malik 2004). Beside ours the same network's own mask,
 * stretched to the picture bilinearly, as it is without what comes after the network.
 */
const reachPx = 2
const modelsDir = findMaterial('models')
const files = listMaterial('truth/masks-open').filter((file) => file.endsWith('.jpg'))
if (modelsDir === null || files.length === 0) {
  console.log(noMaterial)
  process.exit(0)
}

type Score = { iou: number; boundary: number }
const sums = { ours: { iou: 0, boundary: 0 }, network: { iou: 0, boundary: 0 } }
const wanted = { model: 'u2netp', modelsDir, download: false } as const
const loaded = await loadModel('subject', wanted)
let count = 0

console.log('picture                     IoU: network   ours    boundary F: network   ours      ms')
for (const file of files) {
  const raster = await decodeImage(readFileSync(file), { maxPx: 4096 })
  const { width, height } = raster
  const truth = await readMask(file.replace(/\.jpg$/, '.mask.png'))
  // A picture without a subject has no border to meet.
  if (!truth.data.some((share) => share >= 0.5)) continue
  const before = performance.now()
  const { mask } = await isolateSubject(raster, { mode: 'model', ...wanted })
  const ms = performance.now() - before
  const raw = resizePlane((await runNetwork(loaded, raster)).mask, width, height)
  const [network, ours] = [scoreOf(raw, truth), scoreOf(mask, truth)]
  add(sums.network, network)
  add(sums.ours, ours)
  count++
  print(basename(file), network, ours, ms.toFixed(0))
}
print('mean', meanOf(sums.network), meanOf(sums.ours), '')

function print(name: string, network: Score, ours: Score, ms: string): void {
  console.log(
    name.padEnd(28) +
      network.iou.toFixed(4).padStart(12) +
      ours.iou.toFixed(4).padStart(9) +
      network.boundary.toFixed(3).padStart(20) +
      ours.boundary.toFixed(3).padStart(9) +
      ms.padStart(8),
  )
}

function add(sum: Score, { iou, boundary }: Score): void {
  sum.iou += iou
  sum.boundary += boundary
}

function meanOf({ iou, boundary }: Score): Score {
  return { iou: iou / count, boundary: boundary / count }
}

async function readMask(file: string): Promise<Plane> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: Float32Array.from(data, (value) => value / 255) }
}

function scoreOf(mask: Plane, truth: Plane): Score {
  let both = 0
  let either = 0
  for (let i = 0; i < truth.data.length; i++) {
    const [found, there] = [mask.data[i] >= 0.5, truth.data[i] >= 0.5]
    if (found && there) both++
    if (found || there) either++
  }
  const [found, there] = [borderOf(mask), borderOf(truth)]
  const precision = shareNear(found, there, truth.width)
  const recall = shareNear(there, found, truth.width)
  return { iou: both / either, boundary: (2 * precision * recall) / (precision + recall || 1) }
}

/** Pixels inside a mask that touch one outside it, by their numbers. */
function borderOf({ width, height, data }: Plane): Set<number> {
  const border = new Set<number>()
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (data[i] < 0.5) continue
      const isEdge =
        (x > 0 && data[i - 1] < 0.5) ||
        (x + 1 < width && data[i + 1] < 0.5) ||
        (y > 0 && data[i - width] < 0.5) ||
        (y + 1 < height && data[i + width] < 0.5)
      if (isEdge) border.add(i)
    }
  }
  return border
}

/** The share of a border's pixels that have one of the other within reach. */
function shareNear(border: Set<number>, other: Set<number>, width: number): number {
  let near = 0
  for (const i of border) {
    let isNear = false
    for (let dy = -reachPx; dy <= reachPx && !isNear; dy++) {
      for (let dx = -reachPx; dx <= reachPx && !isNear; dx++)
        isNear = dx * dx + dy * dy <= reachPx * reachPx && other.has(i + dy * width + dx)
    }
    if (isNear) near++
  }
  return border.size > 0 ? near / border.size : 0
}
