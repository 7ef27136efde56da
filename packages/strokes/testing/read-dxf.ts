/** Reads DXF without knowing what is meant to be in it: groups, entities, splines by their knots. */

export type DxfGroup = { readonly code: number; readonly value: string }

/** A code line and a value line, again and again; throws where a code is none. */
export function readGroups(text: string): DxfGroup[] {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length % 2 !== 0) throw new Error('the file breaks off')
  return Array.from({ length: lines.length / 2 }, (_, i) => {
    if (!/^\d+$/.test(lines[i * 2])) throw new Error(`line ${i * 2 + 1} is no code: ${lines[i * 2]}`)
    return { code: Number(lines[i * 2]), value: lines[i * 2 + 1] }
  })
}

/** What begins with a code 0: its type and the groups up to the next. */
export type DxfRecord = { readonly type: string; readonly groups: DxfGroup[] }

export function readRecords(text: string): DxfRecord[] {
  const records: DxfRecord[] = []
  for (const group of readGroups(text)) {
    if (group.code === 0) records.push({ type: group.value, groups: [] })
    else records.at(-1)?.groups.push(group)
  }
  return records
}

export function valuesOf({ groups }: DxfRecord, code: number): string[] {
  return groups.filter((group) => group.code === code).map(({ value }) => value)
}

export type DxfStroke = { readonly layer: string; readonly points: number[]; readonly closed: boolean }

/** The strokes of the ENTITIES section, y up; splines at `perSpan` places of each span between two knots. */
export function readDxf2000(text: string, perSpan = 8): DxfStroke[] {
  const records = readRecords(text)
  const sections = records.findIndex((record) => valuesOf(record, 2)[0] === 'ENTITIES')
  const last = records.findIndex(({ type }, i) => i > sections && type === 'ENDSEC')
  return records.slice(sections + 1, last).map((record) => {
    const [layer] = valuesOf(record, 8)
    const xs = valuesOf(record, 10).map(Number)
    const ys = valuesOf(record, 20).map(Number)
    const flags = Number(valuesOf(record, 70)[0] ?? 0)
    if (record.type === 'POINT') return { layer, points: [xs[0], ys[0]], closed: false }
    if (record.type === 'LWPOLYLINE') {
      if (Number(valuesOf(record, 90)[0]) !== xs.length) throw new Error('a polyline counts wrong')
      return { layer, points: xs.flatMap((x, i) => [x, ys[i]]), closed: flags === 1 }
    }
    if (record.type !== 'SPLINE') throw new Error(`expected a stroke, got ${record.type}`)
    const knots = valuesOf(record, 40).map(Number)
    const [degree, knotCount, controlCount] = [71, 72, 73].map((code) => Number(valuesOf(record, code)[0]))
    if (knots.length !== knotCount || xs.length !== controlCount || knotCount !== controlCount + degree + 1)
      throw new Error('a spline counts wrong')
    const points: number[] = []
    const low = knots[degree]
    const high = knots[knots.length - degree - 1]
    for (let i = 0; i <= (high - low) * perSpan; i++) {
      const t = low + i / perSpan
      points.push(deBoor(t, degree, knots, xs), deBoor(t, degree, knots, ys))
    }
    return { layer, points, closed: (flags & 1) === 1 }
  })
}

/** One coordinate of a B-spline (de Boor 1972). */
function deBoor(t: number, degree: number, knots: readonly number[], controls: readonly number[]): number {
  let span = degree
  while (span < controls.length - 1 && t >= knots[span + 1]) span++
  const d = Array.from({ length: degree + 1 }, (_, j) => controls[j + span - degree])
  for (let r = 1; r <= degree; r++) {
    for (let j = degree; j >= r; j--) {
      const i = j + span - degree
      const alpha = (t - knots[i]) / (knots[i + degree - r + 1] - knots[i])
      d[j] = (1 - alpha) * d[j - 1] + alpha * d[j]
    }
  }
  return d[degree]
}
