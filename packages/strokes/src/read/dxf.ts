import { DrawingError } from '../geometry/drawing-error.ts'
import type { Box } from '../geometry/polyline.ts'
import type { Drawing } from '../types.ts'
import { createHand } from './conic.ts'
import { indexedColor, trueColor } from './dxf/colors.ts'
import { type DxfEntity, drawings, entitiesOf, isAll, planeOf, pointOf } from './dxf/entities.ts'
import {
  type DxfHeader,
  type DxfRecord,
  type DxfSection,
  numberOf,
  readSections,
  textOf,
  toNumber,
} from './dxf/text.ts'
import { layersByColor, type PenKind } from './layer-colors.ts'
import { createBudget, limits } from './limits.ts'
import { largestScale, type Matrix, multiply } from './matrix.ts'
import { createPolylineBuilder, strokeOf } from './polylines.ts'
import type { Drawn } from './svg/draw.ts'
import { flatnessMm } from './svg/outline.ts'
import { createTally, type Tally } from './tally.ts'
import { drawingFromUp } from './y-up.ts'

/** Millimetres to each of the units of `$INSUNITS`, by number. */
const mmPer: Readonly<Record<number, number>> = {
  1: 25.4,
  2: 304.8,
  3: 1_609_344,
  4: 1,
  5: 10,
  6: 1000,
  7: 1e6,
  8: 2.54e-5,
  9: 0.0254,
  10: 914.4,
  11: 1e-7,
  12: 1e-6,
  13: 1e-3,
  14: 100,
  15: 1e4,
  16: 1e5,
}
const byLayer = 256
const byBlock = 0
/** Seen through on a paper layout: no ink. */
const silent = new Set(['VIEWPORT', 'ENDBLK'])
const wholeLines = new Set(['', 'CONTINUOUS', 'BYLAYER', 'BYBLOCK'])
const farthestMm = 1e7

type DxfLayer = {
  readonly color: string
  readonly widthMm: number
  readonly lineType: string
  readonly isShown: boolean
}
type Block = { readonly x: number; readonly y: number; readonly entities: readonly DxfEntity[] }

/** Where an entity stands: inside which inserts, and what those hand down to it. */
type Place = {
  readonly matrix: Matrix
  readonly layer: string
  readonly color: string
  readonly widthMm: number
  readonly depth: number
}

/**
 * Reads an ASCII DXF as a plotter would draw it: lines, polylines with bulges, arcs, circles, ellipses, splines, points,
 * the outlines of solids, blocks wherever they are inserted. Each layer is a pen, or with `pens` each
 * color of a layer; what lies on layer 0 is parted by color.
 * `warnings` names what was left out or drawn plainly. Throws `bad_drawing` for what is broken and `too_large` for what
 * would not end. Source: Autodesk, DXF reference.
 */
export function readDxf(
  text: string,
  { pens = 'by-layer' }: { readonly pens?: PenKind } = {},
): { drawing: Drawing; warnings: string[] } {
  const { sections, header, isWhole } = readSections(text)
  const records = sectionOf(sections, 'ENTITIES')
  if (!records) throw new DrawingError('bad_drawing', 'This DXF has no section ENTITIES.')
  const unit = Number(header.get('$INSUNITS')?.get(70) ?? 0)
  const scale = mmPer[unit] ?? 1
  const tally = createTally()
  const collected = collect(entitiesOf(records), [scale, 0, 0, scale, 0, 0], {
    layers: readLayers(sectionOf(sections, 'TABLES') ?? []),
    blocks: readBlocks(sectionOf(sections, 'BLOCKS') ?? []),
    tally,
  })
  const { drawn, warnings: mixed } = layersByColor(collected, pens)
  const warnings = [...tally.warnings(), ...mixed]
  if (!Object.hasOwn(mmPer, unit))
    warnings.push('The DXF names no unit; its numbers are taken for millimetres')
  if (!isWhole) warnings.push('The DXF breaks off before its end')
  const drawing = drawingFromUp(drawn, { format: 'DXF', style: 'dxf', page: pageOf(header, scale) })
  return { drawing, warnings }
}

function sectionOf(sections: readonly DxfSection[], name: string): readonly DxfRecord[] | undefined {
  return sections.find((section) => section.name === name)?.records
}

/** The extents that the header names; our own name the sheet's. */
function pageOf(header: DxfHeader, scale: number): Box | null {
  const [low, high] = ['$EXTMIN', '$EXTMAX'].map((name) => header.get(name))
  const [minX, minY, maxX, maxY] = [low?.get(10), low?.get(20), high?.get(10), high?.get(20)].map(
    (value) => toNumber(value ?? '') * scale,
  )
  return isAll(minX, minY, maxX, maxY) ? { minX, minY, maxX, maxY } : null
}

function readLayers(records: readonly DxfRecord[]): Map<string, DxfLayer> {
  const layers = new Map<string, DxfLayer>()
  for (const record of records) {
    const name = textOf(record, 2)
    if (record.type !== 'LAYER' || name === undefined) continue
    const index = numberOf(record, 62, 7)
    const isFrozen = (numberOf(record, 70, 0) & 1) === 1
    layers.set(name, {
      color: trueColor(numberOf(record, 420)) ?? indexedColor(Math.abs(index)) ?? '#000000',
      widthMm: Math.max(0, numberOf(record, 370, 0)) / 100,
      lineType: textOf(record, 6) ?? '',
      // A layer that is off has a negative color; construction lines are on a layer that is not plotted.
      isShown: index >= 0 && !isFrozen && numberOf(record, 290, 1) !== 0,
    })
  }
  return layers
}

function readBlocks(records: readonly DxfRecord[]): Map<string, Block> {
  const found = new Map<string, { record: DxfRecord; inside: DxfRecord[] }>()
  let inside: DxfRecord[] = []
  for (const record of records) {
    const name = textOf(record, 2)
    if (record.type !== 'BLOCK') inside.push(record)
    else {
      inside = []
      if (name !== undefined) found.set(name, { record, inside })
    }
  }
  return new Map(
    Array.from(found, ([name, block]) => [
      name,
      {
        x: numberOf(block.record, 10, 0),
        y: numberOf(block.record, 20, 0),
        entities: entitiesOf(block.inside),
      },
    ]),
  )
}

type Known = {
  readonly layers: ReadonlyMap<string, DxfLayer>
  readonly blocks: ReadonlyMap<string, Block>
  readonly tally: Tally
}

function collect(entities: readonly DxfEntity[], toMm: Matrix, { layers, blocks, tally }: Known): Drawn[] {
  const drawn: Drawn[] = []
  const spend = createBudget(limits.elements, 'entities once its blocks are inserted', 'DXF')
  const spendPoints = createBudget(limits.points, 'points', 'DXF')

  const draw = (entity: DxfEntity, outer: Place): void => {
    spend(1)
    const { record, parts } = entity
    const { type } = record
    if (silent.has(type)) return
    if (numberOf(record, 67, 0) === 1) return tally.leave('entity of a paper layout')
    const own = textOf(record, 8) ?? '0'
    const layer = own === '0' ? outer.layer : own
    const known = layers.get(layer)
    if (known && !known.isShown) return tally.leave('entity on a layer that is not plotted')
    if (numberOf(record, 60, 0) === 1) return tally.leave('invisible entity')
    const place = {
      ...outer,
      layer,
      color: colorOf(record, known, outer),
      widthMm: widthOf(record, known, outer),
      matrix: multiply(outer.matrix, planeOf(record)),
    }
    for (const part of parts) if (part.type === 'ATTRIB') tally.leave('ATTRIB')
    if (type === 'INSERT') return insert(record, place)
    // A dimension has its lines in a block of its own, laid where they belong.
    const block = type === 'DIMENSION' ? blocks.get(textOf(record, 2) ?? '') : undefined
    if (block) return drawBlock(block, place)
    if (!Object.hasOwn(drawings, type)) return tally.leave(type)
    if (isDashed(record, known)) tally.plain('broken line, as a whole one')
    if (isWide(record)) tally.plain('wide polyline, by its middle')
    drawEntity(entity, place)
  }

  const drawEntity = (entity: DxfEntity, { matrix, layer, color, widthMm }: Place): void => {
    const { type } = entity.record
    const builder = createPolylineBuilder(flatnessMm, spendPoints)
    const hand = createHand(builder, matrix, flatnessMm)
    if (!drawings[type](entity, hand, flatnessMm / Math.max(1e-9, largestScale(matrix))))
      return tally.leave(`${type} of numbers that make none`)
    const { polylines } = builder
    for (const { points } of polylines) {
      if (!points.every((value) => Math.abs(value) < farthestMm))
        return tally.leave(`${type} far beyond any sheet`)
    }
    drawn.push({
      strokes: polylines.map(strokeOf),
      color,
      widthMm,
      layer: layer === '0' ? null : layer,
      cover: null,
    })
  }

  const insert = (record: DxfRecord, place: Place): void => {
    const block = blocks.get(textOf(record, 2) ?? '')
    if (!block) return tally.leave('INSERT of a block that is not there')
    const [x, y] = pointOf(record)
    const turn = (numberOf(record, 50, 0) * Math.PI) / 180
    const [sx, sy] = [numberOf(record, 41, 1), numberOf(record, 42, 1)]
    const [columns, rows] = [70, 71].map((code) => Math.max(1, numberOf(record, code, 1)))
    const [dx, dy] = [numberOf(record, 44, 0), numberOf(record, 45, 0)]
    if (!isAll(x, y, turn, sx, sy, columns, rows, dx, dy))
      return tally.leave('INSERT of numbers that make none')
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
    const laid = multiply(place.matrix, [cos, sin, -sin, cos, x, y])
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        spend(1)
        const copy = multiply(laid, [sx, 0, 0, sy, column * dx - sx * block.x, row * dy - sy * block.y])
        drawBlock(block, { ...place, matrix: copy })
      }
    }
  }

  const drawBlock = ({ entities: inside }: Block, place: Place): void => {
    if (place.depth >= limits.useDepth) return tally.leave('block inside itself')
    for (const entity of inside) draw(entity, { ...place, depth: place.depth + 1 })
  }

  const start = { matrix: toMm, layer: '0', color: '#000000', widthMm: 0, depth: 0 }
  for (const entity of entities) draw(entity, start)
  return drawn
}

function colorOf(record: DxfRecord, layer: DxfLayer | undefined, outer: Place): string {
  const own = trueColor(numberOf(record, 420))
  if (own !== null) return own
  const index = numberOf(record, 62, byLayer)
  if (index === byBlock) return outer.color
  return indexedColor(index) ?? layer?.color ?? outer.color
}

/** In hundredths of a millimetre; below zero it is the layer's, the block's or the usual one. */
function widthOf(record: DxfRecord, layer: DxfLayer | undefined, outer: Place): number {
  const weight = numberOf(record, 370, -1)
  if (weight === -2) return outer.widthMm
  return weight >= 0 ? weight / 100 : (layer?.widthMm ?? 0)
}

function isDashed(record: DxfRecord, layer: DxfLayer | undefined): boolean {
  const own = (textOf(record, 6) ?? 'BYLAYER').toUpperCase()
  return !wholeLines.has(own === 'BYLAYER' ? (layer?.lineType ?? '').toUpperCase() : own)
}

function isWide(record: DxfRecord): boolean {
  if (record.type !== 'LWPOLYLINE' && record.type !== 'POLYLINE') return false
  return [40, 41, 43].some((code) => numberOf(record, code, 0) > 0)
}
