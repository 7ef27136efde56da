/** One instruction: its two letters and what follows them, up to its end. */
export type HpglInstruction = { readonly name: string; readonly rest: string }

/** Of HP-GL and HP-GL/2: what begins a file, or may. */
const beginnings = 'IN|DF|SP|PU|PD|PA|PR|PS|IP|SC|RO|VS|PW|BP|PG|NP|TR|PC|LT|CO|IW|VA|FS|AS|WU|NR|IR|DT|PE'
// biome-ignore lint/suspicious/noControlCharactersInRegex: what talks to the plotter itself begins with ESC
const escapes = /\x1b(?:\.[@-Z()](?:[\d;:]{0,64}:)?|%-?\d{0,9}[A-Z]|[&*()][^A-Z@\x1b]{0,64}[A-Z@]|[A-Z9=])/g
const beginning = new RegExp(`^[\\s;\\0-\\x08]*(?:(?:${beginnings})\\s*)+(?:[;\\d.,+:<=>-]|$)`, 'i')
const parameters = /[^A-Za-z;]*/y

/** Whether a text can only be HP-GL: an instruction that begins a file, after what only concerns the line to the plotter. */
export function looksLikeHpgl(text: string): boolean {
  return beginning.test(text.slice(0, 2000).replaceAll(escapes, ' '))
}

/**
 * The instructions of a file, one after another. Labels end with their own mark, encoded polylines with a semicolon; all
 * else ends with a semicolon or where the next one's letters begin.
 */
export function* readInstructions(text: string): Generator<HpglInstruction> {
  const source = text.replaceAll(escapes, ' ')
  let labelEnd = '\x03'
  let at = 0
  const upTo = (mark: string): string => {
    const end = source.indexOf(mark, at)
    const rest = source.slice(at, end < 0 ? source.length : end)
    at = end < 0 ? source.length : end + mark.length
    return rest
  }
  while (at < source.length) {
    const name = source.slice(at, at + 2).toUpperCase()
    if (!/^[A-Z]{2}$/.test(name)) {
      at++
      continue
    }
    at += 2
    if (name === 'LB' || name === 'BL') yield { name, rest: upTo(labelEnd) }
    else if (name === 'PE') yield { name, rest: upTo(';') }
    else if (name === 'CO') yield { name, rest: commentAt() }
    else if (name === 'DT' || name === 'SM') {
      const mark = source[at] ?? ';'
      // Without a character it is the usual one again.
      if (name === 'DT') labelEnd = mark === ';' ? '\x03' : mark
      if (mark !== ';') at++
      yield { name, rest: mark === ';' ? '' : mark }
      upTo(';')
    } else {
      parameters.lastIndex = at
      const [rest = ''] = parameters.exec(source) ?? []
      at += rest.length
      yield { name, rest }
    }
  }

  function commentAt(): string {
    const open = source.indexOf('"', at)
    const end = source.indexOf(';', at)
    if (open < 0 || (end >= 0 && end < open)) return upTo(';')
    at = open + 1
    return upTo('"')
  }
}

/** The numbers of an instruction; null where something else is among them. */
export function readParameters(rest: string): number[] | null {
  const trimmed = rest.trim()
  if (trimmed === '') return []
  const numbers = trimmed.split(/\s*,\s*|\s+/).map((word) => (word === '' ? Number.NaN : Number(word)))
  return numbers.every(Number.isFinite) ? numbers : null
}
