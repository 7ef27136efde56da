import { expect, test } from 'vitest'
import { filledDrawing, nastyDrawings, smallDrawing } from '../../../testing/drawings.ts'
import { devices } from '../../devices/devices.ts'
import { readXml, type XmlElement } from '../../read/xml/xml.ts'
import { writeSvg } from '../svg.ts'

/** The part of the SVG 1.1 DTD (W3C Recommendation of 2011) that drawings of strokes and areas may use. */
const core = ['id']
const style = ['style', 'class']
const paint = [
  'fill',
  'fill-rule',
  'color',
  'stroke',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-width',
]
const described = ['desc', 'title', 'metadata']
const allowed: Readonly<Record<string, { attributes: string[]; children: string[]; required: string[] }>> = {
  svg: {
    attributes: [...core, ...style, ...paint, 'xmlns', 'version', 'x', 'y', 'width', 'height', 'viewBox'],
    children: [...described, 'g', 'path'],
    required: ['xmlns', 'version', 'viewBox'],
  },
  g: {
    attributes: [...core, ...style, ...paint, 'opacity', 'transform'],
    children: [...described, 'g', 'path'],
    required: [],
  },
  path: {
    attributes: [...core, ...style, ...paint, 'opacity', 'transform', 'd', 'pathLength'],
    children: described,
    required: ['d'],
  },
  title: { attributes: [...core, ...style], children: [], required: [] },
  desc: { attributes: [...core, ...style], children: [], required: [] },
  metadata: { attributes: core, children: [], required: [] },
}

/** What the DTD does not know of, and ids used twice, in words. */
function faultsOf(root: XmlElement): string[] {
  const faults: string[] = []
  const ids = new Set<string>()
  const check = ({ name, attributes, children, text }: XmlElement) => {
    const rule = allowed[name]
    if (!rule) {
      faults.push(`<${name}>`)
      return
    }
    for (const [attribute, value] of attributes) {
      if (!rule.attributes.includes(attribute)) faults.push(`<${name} ${attribute}>`)
      if (attribute !== 'id') continue
      if (ids.has(value) || !/^[a-z_][\w.-]*$/i.test(value)) faults.push(`id ${value}`)
      ids.add(value)
    }
    for (const attribute of rule.required)
      if (!attributes.has(attribute)) faults.push(`<${name}> has no ${attribute}`)
    if (['svg', 'g', 'path'].includes(name) && text.trim() !== '') faults.push(`text in <${name}>`)
    for (const child of children) {
      if (!rule.children.includes(child.name)) faults.push(`<${child.name}> in <${name}>`)
      check(child)
    }
  }
  check(root)
  return faults
}

const drawn = nastyDrawings.filter(({ code }) => code === undefined)

test.each([
  { name: 'a small one', drawing: smallDrawing },
  { name: 'a filled one', drawing: filledDrawing },
  ...drawn,
])('plain SVG of $name has only what SVG 1.1 has', ({ drawing }) => {
  const device = devices['axidraw-v3']
  const root = readXml(writeSvg(drawing, { plain: true, device, title: 'A & <b>' }))
  expect([root.name, faultsOf(root)]).toEqual(['svg', []])
  const preview = readXml(writeSvg(drawing, { plain: true, preview: true }))
  expect(faultsOf(preview)).toEqual([])
})

test('the usual variant has Inkscape’s names besides, and nothing else', () => {
  expect([...new Set(faultsOf(readXml(writeSvg(smallDrawing))))].sort()).toEqual([
    '<g inkscape:groupmode>',
    '<g inkscape:label>',
    '<svg xmlns:inkscape>',
  ])
})
