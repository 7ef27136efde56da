import { DrawingError } from '../geometry/drawing-error.ts'
import { strokesBox } from '../geometry/polyline.ts'
import { occludeLayers } from '../plan/occlude.ts'
import type { Drawing, Sheet } from '../types.ts'
import { createCascade, type Declared } from './css/cascade.ts'
import { readColor } from './css/color.ts'
import { createFamily } from './css/family.ts'
import { layersByColor, type PenKind } from './layer-colors.ts'
import { layersOf } from './layers.ts'
import { limits } from './limits.ts'
import { type Matrix, multiply, rounded } from './matrix.ts'
import { seenOf } from './seen.ts'
import { collectShapes } from './svg/collect.ts'
import type { Drawn } from './svg/draw.ts'
import type { Style } from './svg/style.ts'
import { mmPerPx, readLength, readViewBox } from './svg/units.ts'
import { fitViewBox } from './svg/viewport.ts'
import { readXml, type XmlElement } from './xml/xml.ts'

type ReadSvgOptions = {
  /** Leaves out what lies under opaque fills that come later in the document. */
  readonly occlude?: boolean
  /** Whether an Inkscape layer is one pen, as it is unless told, or each of its colors. */
  readonly pens?: PenKind
}

/**
 * Reads an SVG as a plotter would draw it: paths and basic shapes as polylines in mm (curves to 0.01 mm), transforms,
 * groups, `use`, `switch`, markers, view boxes, units, style sheets, dashes, clip paths, masks of black and white, Inkscape
 * layers. A filled shape without a stroke is drawn by its outline; what lies off the page stays. What has the color of the
 * paper is not drawn, and hides what lies under it. `warnings` names what was left out or not understood. Fills are no part
 * of the drawing, so hidden lines can only be left out here: with `occlude`, `seen` is the drawing without them; else it is
 * the drawing. Nothing is fetched. Throws `bad_drawing` for what is broken and `too_large` for what would not end.
 */
export function readSvg(
  text: string,
  { occlude = false, pens = 'by-layer' }: ReadSvgOptions = {},
): { drawing: Drawing; seen: Drawing; warnings: string[] } {
  const leftOut = new Map<string, number>()
  const leave = (what: string): void => {
    // A file may have any number of things that are broken in their own way.
    const name = leftOut.has(what) || leftOut.size < mostNamed ? what : 'more'
    leftOut.set(name, (leftOut.get(name) ?? 0) + 1)
  }
  const root = readXml(text, leave)
  if (root.name !== 'svg') {
    const name = root.name.replace(/^:/, '').slice(0, 40)
    throw new DrawingError('bad_drawing', `This is no SVG: its root is <${name}>.`)
  }
  const family = createFamily(root)
  const declaredFor = createCascade(root, { family, leave })
  const page = pageOf(root.attributes, declaredFor(root))
  for (const name of page.broken) leave(`${name} “${root.attributes.get(name)?.slice(0, 40)}”`)
  const fit = fitViewBox(page.box, page.width, page.height, root.attributes.get('preserveAspectRatio'))
  const made = readMade(root)
  const toMm: Matrix = [mmPerPx, 0, 0, mmPerPx, 0, 0]
  // A view box in mm is a scale of one: what is left of the way through px is rounded off.
  const unitMm = rounded(multiply(toMm, fit))
  const pageSize = { widthMm: page.width * mmPerPx, heightMm: page.height * mmPerPx }
  const { drawn: inLayers, paperColor } = collectShapes(
    root,
    { unitMm, viewport: page.box ?? page, frame: page },
    {
      family,
      declaredFor,
      leave,
      // Our own files have the pens that were asked for, whatever their color.
      paperOf: (style) => ({
        color: made.isOurs ? null : colorOfPaper(root, style),
        size: page.sized ? pageSize : null,
      }),
    },
  )
  const { drawn, warnings: mixed } = layersByColor(inLayers, pens)
  const warnings = [...Array.from(leftOut, ([what, count]) => `Left out: ${count} × ${what}`), ...mixed]

  const size = page.sized ? page : extentOf(drawn)
  if (!page.sized && drawn.length > 0)
    warnings.push('The SVG names no page size; the page ends where the drawing does')
  const sheet: Sheet = {
    widthMm: pageSide('width', size.width * mmPerPx),
    heightMm: pageSide('height', size.height * mmPerPx),
    marginMm: made.marginMm,
    paperColor: paperColor ?? made.paperColor,
  }
  const drawing: Drawing = { sheet, layers: layersOf(drawn, sheet), meta: made.meta }
  return {
    drawing,
    // Borders are found again when shapes have become areas, and then lie under the areas of later layers.
    seen: occlude ? { ...drawing, layers: occludeLayers(layersOf(seenOf(drawn), sheet)) } : drawing,
    warnings,
  }
}

const mostNamed = 100

/** The paper behind a file of others: its background, the page of its editor, or white. */
function colorOfPaper(root: XmlElement, { own }: Style): string {
  const background = own.get('background-color') ?? own.get('background')
  const view = root.children.find(({ name }) => name === 'sodipodi:namedview')?.attributes
  const isShown = Number(view?.get('inkscape:pageopacity') ?? 0) > 0
  const color = readColor(background ?? (isShown ? view?.get('pagecolor') : undefined) ?? 'white')
  return color && color.alpha > 0 ? color.color : '#ffffff'
}

/** The page in px. Without `width` and `height` the view box gives it; without that, the drawing has to. */
function pageOf(attributes: ReadonlyMap<string, string>, declared: Declared) {
  const box = readViewBox(attributes.get('viewBox'))
  // What CSS says in shares of a window that is not there leaves the attributes.
  const side = (name: 'width' | 'height') =>
    readLength(declared.get(name), Number.NaN) ?? readLength(attributes.get(name), box?.[name])
  const [width, height] = [side('width'), side('height')]
  const sized = box !== null || ((width ?? 0) > 0 && (height ?? 0) > 0)
  const read = { viewBox: box, width, height }
  const broken = (['viewBox', 'width', 'height'] as const).filter((name) => {
    const text = attributes.get(name)
    return read[name] === null && text !== undefined && text.trim() !== 'auto'
  })
  return {
    box,
    broken,
    sized,
    width: positive(width) ?? sideFrom(height, box?.width, box?.height) ?? 1000,
    height: positive(height) ?? sideFrom(width, box?.height, box?.width) ?? 1000,
  }
}

/** One side given and the other not: the view box's shape decides. */
function sideFrom(other: number | null, own: number | undefined, across: number | undefined): number | null {
  if (own === undefined || across === undefined) return null
  return positive(other) === null ? own : ((other ?? 0) * own) / across
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null
}

function extentOf(drawn: readonly Drawn[]): { width: number; height: number } {
  const { maxX, maxY } = strokesBox(drawn.flatMap(({ strokes }) => strokes))
  const side = (value: number) => Math.max(1, Number.isFinite(value) ? value : 1) / mmPerPx
  return { width: side(maxX), height: side(maxY) }
}

function pageSide(name: string, mm: number): number {
  if (mm <= limits.pageMm) return Math.round(mm * 1e4) / 1e4
  throw new DrawingError(
    'too_large',
    `The SVG's ${name} is ${Math.round(mm)} mm; up to ${limits.pageMm} mm are taken.`,
  )
}

/** Our own files carry what made them and the margins of their sheet; others are what they are. */
function readMade(
  root: XmlElement,
): Pick<Drawing, 'meta'> & Pick<Sheet, 'marginMm' | 'paperColor'> & { isOurs: boolean } {
  const title = root.children
    .find(({ name }) => name === 'title')
    ?.text.trim()
    .slice(0, 200)
  const { generator, style, seed, recipe, marginMm, paperColor } = madeIn(root)
  return {
    isOurs: generator !== undefined,
    meta: {
      style: typeof style === 'string' ? style.slice(0, 40) : 'svg',
      seed: Number.isSafeInteger(seed) ? Math.abs(Number(seed)) : 0,
      ...(recipe === undefined ? {} : { recipe }),
      ...(title ? { title } : {}),
    },
    marginMm: typeof marginMm === 'number' && marginMm >= 0 && marginMm <= limits.pageMm ? marginMm : 0,
    paperColor: typeof paperColor === 'string' && /^#[0-9a-f]{6}$/i.test(paperColor) ? paperColor : '#ffffff',
  }
}

/** What our own metadata says, of any type; nothing of others'. */
function madeIn(root: XmlElement): Readonly<Record<string, unknown>> {
  try {
    const made: unknown = JSON.parse(root.children.find(({ name }) => name === 'metadata')?.text ?? '')
    const isOurs =
      typeof made === 'object' && made !== null && 'generator' in made && made.generator === 'Plotline'
    return isOurs ? { ...made } : {}
  } catch {
    return {}
  }
}
