import { quantize } from '../src/color/quantize.ts'
import { canny } from '../src/edges/canny.ts'
import { thin } from '../src/edges/thin.ts'
import { bilateral } from '../src/raster/bilateral.ts'
import { colorAt } from '../src/raster/color-at.ts'
import { lightAt } from '../src/raster/tone.ts'
import { materialOrEnd } from './material.ts'
import { readPng } from './read-png.ts'

/**
 * Processor time of single kernels at 1024 × 836, the least and the median of seven. OpenCV's Canny takes 2.1 ms there, scikit-image's 66;
 * its thinning of a picture's dark half 269; OpenCV's k-means with 16 centers and 10 rounds 546.
 */
const file = materialOrEnd('photos/portrait-astronaut.png')
const [width, height] = [1024, 836]
const photo = await colorAt(readPng(file), width, height)
const light = await lightAt(photo, width, height)
const dark = Uint8Array.from(light.data, (tone, i) => {
  const [x, y] = [i % width, Math.floor(i / width)]
  return tone < 0.5 && x > 0 && y > 0 && x < width - 1 && y < height - 1 ? 1 : 0
})

const kernels: Record<string, () => Promise<ArrayLike<number>>> = {
  'Canny, plain': async () =>
    (await canny(light, { sigmaPx: 1.4, highPercentile: 90, lowPercentile: 80 })).marks,
  'bilateral filter': async () => (await bilateral(light, 8, 0.08)).data,
  thinning: async () => {
    const marks = dark.slice()
    await thin(marks, width, height)
    return marks
  },
  '16 colors by k-means': async () => (await quantize(photo, 16)).labels,
}
console.log('kernel                     least  median ms    checksum')
for (const [name, work] of Object.entries(kernels)) {
  const times: number[] = []
  let sum = 0
  for (let run = 0; run < 7; run++) {
    const before = process.cpuUsage()
    const result = await work()
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) / 1000)
    sum = 0
    for (let i = 0; i < result.length; i++) sum += result[i]
  }
  times.sort((a, b) => a - b)
  console.log(
    `${name.padEnd(24)}${times[0].toFixed(1).padStart(8)}${times[3].toFixed(1).padStart(11)}${sum.toFixed(0).padStart(12)}`,
  )
}
