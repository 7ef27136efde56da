/** `!` and the layer's number, then codes with their numbers and nothing between: what follows is text. */
const beginning = /^(!?)\d*((?:\+[hsd]\d+)*)/i

/**
 * The codes that AxiDraw's software reads at the start of a layer's name: `!` for a pause before it, `+S25` its speed,
 * `+H40` the pen's height, `+D500` a delay. None for any other name. Source: the maker's “AxiDraw Layer Control”.
 */
export function layerCodes(name: string): string[] {
  const [, pause = '', others = ''] = beginning.exec(name) ?? []
  return [...(pause ? [pause] : []), ...(others.match(/\+[a-z]\d+/gi) ?? [])]
}

/** Whether AxiDraw's software would pass over a layer of that name: notes, by its mark. */
export function isNotes(name: string): boolean {
  return name.trimStart().startsWith('%')
}

/** A layer's name in a file: its number and its pen's name, which stands alone where its codes have to come first. */
export function writtenLabel(name: string, number: number): string {
  return layerCodes(name).length > 0 ? name : `${number} ${name}`
}

/** The pen's name in a layer's: that without the number, unless what would then come first were taken for a code. */
export function nameInLabel(label: string): string {
  const trimmed = label.trim()
  const name = trimmed.replace(/^\d+ (?=\S)/, '').trim()
  return layerCodes(name).length > 0 ? trimmed : name
}
