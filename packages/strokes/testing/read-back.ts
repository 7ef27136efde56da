import { unzlibSync } from 'fflate'
import type { Stroke } from '../src/types.ts'

/** Small readers, one per format, that give back the strokes a file draws, in its own unit and axes. */

export type ReadStroke = { readonly points: number[]; readonly closed: boolean }

/** Paths of absolute starts and relative lines, as `writeSvg` writes them. */
export function readSvg(text: string): ReadStroke[] {
  return [...text.matchAll(/<path d="([^"]*)"/g)].map(([, data]) => {
    const closed = data.endsWith('z')
    const [start, rest] = data.slice(1).replace('z', '').split('l')
    const points = start.split(' ').map(Number)
    const steps = (rest.match(/-?[0-9.]+/g) ?? []).map(Number)
    for (let i = 0; i < steps.length; i += 2) {
      points.push((points.at(-2) ?? 0) + steps[i], (points.at(-1) ?? 0) + steps[i + 1])
    }
    return { points, closed }
  })
}

/** PU with a point starts a stroke, PD draws; everything else is passed over. */
export function readHpgl(text: string): ReadStroke[] {
  const strokes: ReadStroke[] = []
  for (const instruction of text.replaceAll('\n', '').split(';')) {
    const numbers = (instruction.slice(2).match(/-?\d+/g) ?? []).map(Number)
    if (instruction.startsWith('PU') && numbers.length === 2) strokes.push({ points: numbers, closed: false })
    if (instruction.startsWith('PD')) strokes.at(-1)?.points.push(...numbers)
  }
  return strokes
}

/** G0 with X and Y starts a stroke, G1 draws; moves home and of Z alone are passed over. */
export function readGcode(text: string): ReadStroke[] {
  const strokes: ReadStroke[] = []
  const program = text.replace(/G0 X0 Y0\n(M5\n)?M(2|84)\n$/, '')
  for (const [, code, x, y] of program.matchAll(/^(G0|G1) X(-?[0-9.]+) Y(-?[0-9.]+)/gm)) {
    if (code === 'G0') strokes.push({ points: [], closed: false })
    strokes.at(-1)?.points.push(Number(x), Number(y))
  }
  return strokes
}

/** POLYLINE with its VERTEX list, and POINT. Groups come as a code line and a value line. */
export function readDxf(text: string): (ReadStroke & { readonly layer: string })[] {
  const lines = text.split('\n')
  const strokes: { points: number[]; closed: boolean; layer: string }[] = []
  let entity = ''
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const [code, value] = [Number(lines[i]), lines[i + 1]]
    const stroke = strokes.at(-1)
    if (code === 0) {
      entity = value
      if (entity === 'POLYLINE' || entity === 'POINT') strokes.push({ points: [], closed: false, layer: '' })
    } else if (stroke && entity === 'POLYLINE' && code === 70) stroke.closed = value === '1'
    else if (stroke && (entity === 'POLYLINE' || entity === 'POINT') && code === 8) stroke.layer = value
    else if (stroke && (entity === 'VERTEX' || entity === 'POINT') && (code === 10 || code === 20)) {
      stroke.points.push(Number(value))
    }
  }
  return strokes
}

/** The content stream of a one-page PDF, checked against its cross-reference table on the way. */
export function readPdfContent(bytes: Uint8Array): { readonly text: string; readonly content: string } {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  const table = Number(text.match(/startxref\n(\d+)\n%%EOF\n$/)?.[1])
  const entries = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset))
  for (const [i, offset] of entries.entries()) {
    if (!text.startsWith(`${i + 1} 0 obj\n`, offset)) throw new Error(`object ${i + 1} is not at ${offset}`)
  }
  const [, length] = text.match(/\/FlateDecode \/Length (\d+) >>\nstream\n/) ?? []
  const start = text.indexOf('stream\n') + 'stream\n'.length
  const packed = bytes.subarray(start, start + Number(length))
  return { text, content: new TextDecoder().decode(unzlibSync(packed)) }
}

/** `m`, `l`, `S` and `s` of a content stream. */
export function readPdf(bytes: Uint8Array): ReadStroke[] {
  const { content } = readPdfContent(bytes)
  return [...content.matchAll(/^(-?[0-9.]+ -?[0-9.]+ m.*) ([sS])$/gm)].map(([, path, end]) => ({
    points: (path.match(/-?[0-9.]+/g) ?? []).map(Number),
    closed: end === 's',
  }))
}

/** Each stroke's points with the start of a closed one at its end, as a pen draws them. */
export function drawnPoints({ points, closed }: Stroke | ReadStroke): number[] {
  return closed ? [...points, points[0], points[1]] : [...points]
}
