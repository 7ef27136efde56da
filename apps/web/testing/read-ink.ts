import { inflateSync } from 'node:zlib'

/** Readers that know nothing of our writers but their formats: what a file draws. */
export type Ink = {
  /** Length of all lines, mm. */
  readonly mm: number
  /** How often the machine waits for another pen. */
  readonly changes: number
}

/** G-code: G1, G2 and G3 draw; `M0` waits. Of a file whose pen is up on every G0 and has no overscan. */
export function readGcodeInk(text: string): Ink {
  let [x, y, mm, changes] = [0, 0, 0, 0]
  for (const line of text.split('\n')) {
    if (/^M0\b/.test(line)) changes++
    const code = /^(G[0-3])\b/.exec(line)?.[1]
    if (!code || !/[XY]/.test(line)) continue
    const word = (letter: string, otherwise: number) =>
      Number(new RegExp(`${letter}(-?[0-9.]+)`).exec(line)?.[1] ?? otherwise)
    const to = { x: word('X', x), y: word('Y', y) }
    if (code === 'G1') mm += Math.hypot(to.x - x, to.y - y)
    if (code === 'G2' || code === 'G3') {
      const center = { x: x + word('I', 0), y: y + word('J', 0) }
      const from = Math.atan2(y - center.y, x - center.x)
      const until = Math.atan2(to.y - center.y, to.x - center.x)
      const turn = code === 'G3' ? until - from : from - until
      const angle = ((turn % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI) || 2 * Math.PI
      mm += angle * Math.hypot(x - center.x, y - center.y)
    }
    x = to.x
    y = to.y
  }
  return { mm, changes }
}

/** HP-GL in absolute coordinates of 1/40 mm; a second `SP` of another pen is a change. */
export function readHpglInk(text: string): Ink {
  let [x, y, mm] = [0, 0, 0]
  const pens: string[] = []
  for (const instruction of text.replaceAll('\n', '').split(';')) {
    const [code, rest] = [instruction.slice(0, 2), instruction.slice(2)]
    if (code === 'SP' && rest !== '0') pens.push(rest)
    if (code !== 'PU' && code !== 'PD') continue
    const numbers = (rest.match(/-?\d+/g) ?? []).map(Number)
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const [toX = 0, toY = 0] = numbers.slice(i, i + 2)
      if (code === 'PD') mm += Math.hypot(toX - x, toY - y) / 40
      x = toX
      y = toY
    }
  }
  return { mm, changes: pens.length - 1 }
}

/** DXF of Release 12: polylines by their vertices. */
export function readDxfMm(text: string): number {
  const lines = text.split('\n')
  let mm = 0
  let entity = ''
  let points: number[] = []
  let isClosed = false
  const end = () => {
    const all = isClosed ? [...points, ...points.slice(0, 2)] : points
    for (let i = 2; i + 1 < all.length; i += 2) {
      mm += Math.hypot((all[i] ?? 0) - (all[i - 2] ?? 0), (all[i + 1] ?? 0) - (all[i - 1] ?? 0))
    }
    points = []
    isClosed = false
  }
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const [code, value = ''] = [Number(lines[i]), lines[i + 1]]
    if (code === 0) {
      if (value === 'POLYLINE' || value === 'SEQEND' || value === 'ENDSEC') end()
      entity = value
    } else if (entity === 'POLYLINE' && code === 70) isClosed = value === '1'
    else if (entity === 'VERTEX' && (code === 10 || code === 20)) points.push(Number(value))
  }
  return mm
}

/** Straight paths that are stroked, in the unit of the first matrix, and how many areas are filled. */
export function readPdfInk(bytes: Uint8Array): { mm: number; areas: number } {
  const text = Buffer.from(bytes).toString('latin1')
  const length = Number(/\/FlateDecode \/Length (\d+) >>\nstream\n/.exec(text)?.[1])
  const start = text.indexOf('stream\n') + 'stream\n'.length
  const content = new TextDecoder().decode(inflateSync(bytes.subarray(start, start + length)))
  let mm = 0
  for (const [, path = '', end] of content.matchAll(/^(-?[0-9.]+ -?[0-9.]+ m.*) ([sS])$/gm)) {
    const at = (path.match(/-?[0-9.]+/g) ?? []).map(Number)
    const all = end === 's' ? [...at, ...at.slice(0, 2)] : at
    for (let i = 2; i + 1 < all.length; i += 2) {
      mm += Math.hypot((all[i] ?? 0) - (all[i - 2] ?? 0), (all[i + 1] ?? 0) - (all[i - 1] ?? 0))
    }
  }
  return { mm, areas: content.match(/^f\*$/gm)?.length ?? 0 }
}

/** SVG's paths: lines as absolute starts with relative steps, and filled areas. */
export function readSvgInk(text: string): { mm: number; areas: number } {
  let mm = 0
  for (const [, data = ''] of text.matchAll(/<path d="([^"]*)"/g)) {
    const isClosed = data.endsWith('z')
    const steps = (data.split('l')[1] ?? '').match(/-?[0-9.]+/g)?.map(Number) ?? []
    let [sumX, sumY] = [0, 0]
    for (let i = 0; i + 1 < steps.length; i += 2) {
      const [dx = 0, dy = 0] = steps.slice(i, i + 2)
      mm += Math.hypot(dx, dy)
      sumX += dx
      sumY += dy
    }
    if (isClosed) mm += Math.hypot(sumX, sumY)
  }
  return { mm, areas: text.match(/<path fill="/g)?.length ?? 0 }
}

/** The bytes of an unfiltered 8-bit RGB picture without its file: rows of a filter byte and three bytes a pixel. */
export function readPngRows(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const at = text.indexOf('IDAT')
  const length = Buffer.from(bytes).readUInt32BE(at - 4)
  return inflateSync(bytes.subarray(at + 4, at + 4 + length))
}
