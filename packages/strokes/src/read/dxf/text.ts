import { DrawingError } from '../../geometry/drawing-error.ts'
import { createBudget, limits } from '../limits.ts'

/** What begins with a code 0: its type, and its codes and values up to the next, in order. */
export type DxfRecord = {
  readonly type: string
  readonly codes: readonly number[]
  readonly values: readonly string[]
}

export type DxfSection = { readonly name: string; readonly records: readonly DxfRecord[] }

/** Variables of the header by name, `$INSUNITS` and so on, each with its values by code. */
export type DxfHeader = ReadonlyMap<string, ReadonlyMap<number, string>>

const binaryMark = 'AutoCAD Binary DXF'

/** Whether a text can only be a DXF: it begins with a section, after comments at most. */
export function looksLikeDxf(text: string): boolean {
  return (
    text.startsWith(binaryMark) || /^\s*(?:999[ \t]*\r?\n[^\n]*\n\s*)*0[ \t]*\r?\n[ \t]*SECTION\b/.test(text)
  )
}

/**
 * The sections of a DXF: a line with a code and a line with a value, again and again. `isWhole` tells whether the file
 * came to its end mark. Throws `bad_drawing` where a code is none, and `too_large` past what is taken.
 */
export function readSections(text: string): { sections: DxfSection[]; header: DxfHeader; isWhole: boolean } {
  if (text.startsWith(binaryMark))
    throw new DrawingError('bad_drawing', 'This DXF is binary; save it as ASCII DXF.')
  if (text.length > limits.characters)
    throw new DrawingError('too_large', `The DXF has more than ${limits.characters} characters.`)
  const spend = createBudget(limits.elements * 4, 'records', 'DXF')
  const sections: { name: string; records: DxfRecord[] }[] = []
  const header = new Map<string, Map<number, string>>()
  let variable: Map<number, string> | null = null
  let record: { type: string; codes: number[]; values: string[] } | null = null
  let isWhole = false
  for (const { code, value } of groupsOf(text)) {
    if (code === 999) continue
    if (code === 0) {
      spend(1)
      if (value === 'EOF') {
        isWhole = true
        break
      }
      if (value === 'ENDSEC') variable = null
      record = { type: value, codes: [], values: [] }
      if (value === 'SECTION') sections.push({ name: '', records: [] })
      else if (value !== 'ENDSEC') sections.at(-1)?.records.push(record)
      continue
    }
    const section = sections.at(-1)
    if (record?.type === 'SECTION' && section) {
      if (code === 2 && section.name === '') section.name = value
      else if (code === 9) {
        variable = new Map()
        header.set(value, variable)
      } else variable?.set(code, value)
      continue
    }
    record?.codes.push(code)
    record?.values.push(value)
  }
  return { sections, header, isWhole }
}

function* groupsOf(text: string): Generator<{ code: number; value: string }> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let line = 0
  const nextLine = (): string | null => {
    if (at >= text.length) return null
    const end = text.indexOf('\n', at)
    const row = text.slice(at, end < 0 ? text.length : end)
    at = end < 0 ? text.length : end + 1
    line++
    return row.endsWith('\r') ? row.slice(0, -1) : row
  }
  for (;;) {
    const row = nextLine()
    if (row === null) return
    // Some programs leave empty lines behind the end.
    if (row.trim() === '' && text.slice(at).trim() === '') return
    const code = /^\s*-?\d{1,4}\s*$/.test(row) ? Number(row) : Number.NaN
    if (Number.isNaN(code)) {
      const shown = row
        .trim()
        .replaceAll(/[^\x20-\x7e]/g, '?')
        .slice(0, 30)
      throw new DrawingError('bad_drawing', `Line ${line} of the DXF is no group code: "${shown}".`)
    }
    const value = nextLine()
    if (value === null) return
    yield { code, value: code === 1 || code === 3 ? value : value.trim() }
  }
}

/** The first number of this code; `fallback` where there is none, `NaN` where it is none. */
export function numberOf({ codes, values }: DxfRecord, code: number, fallback = Number.NaN): number {
  const i = codes.indexOf(code)
  return i < 0 ? fallback : toNumber(values[i])
}

export function numbersOf({ codes, values }: DxfRecord, code: number): number[] {
  return codes.flatMap((one, i) => (one === code ? [toNumber(values[i])] : []))
}

export function textOf({ codes, values }: DxfRecord, code: number): string | undefined {
  const i = codes.indexOf(code)
  return i < 0 ? undefined : values[i]
}

export function toNumber(value: string): number {
  return value === '' ? Number.NaN : Number(value)
}
