/** Prefixes by which we know attributes, whatever a file calls them. */
const known: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/1999/xlink', 'xlink'],
  ['http://www.inkscape.org/namespaces/inkscape', 'inkscape'],
  ['http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd', 'sodipodi'],
])
const svgUri = 'http://www.w3.org/2000/svg'

/** What prefixes stand for at a place in the tree; the default namespace goes by ''. */
export type Scope = {
  /** What is declared at that place itself; what is not stands in `outer`. */
  readonly uris: ReadonlyMap<string, string>
  readonly outer: Scope | null
  /** The namespaces that are taken for SVG's. */
  readonly svg: ReadonlySet<string>
  /** Whether we call a prefix otherwise than the file. */
  readonly isRenamed: boolean
}

export const outermost: Scope = { uris: new Map(), outer: null, svg: new Set([svgUri]), isRenamed: false }

/** The scope within an element, with what it declares itself. A root called `svg` is SVG, whatever its namespace. */
export function enterScope(name: string, attributes: ReadonlyMap<string, string>, outer: Scope): Scope {
  const uris = new Map<string, string>()
  for (const [attribute, uri] of attributes) {
    if (attribute === 'xmlns') uris.set('', uri)
    else if (attribute.startsWith('xmlns:')) uris.set(attribute.slice(6), uri)
  }
  const [prefix, local] = splitName(name)
  const own = uris.get(prefix)
  const isRoot = outer === outermost && local === 'svg' && own !== undefined
  const isRenamed = [...uris].some(([alias, uri]) => alias !== '' && (known.get(uri) ?? alias) !== alias)
  return {
    uris,
    outer,
    svg: isRoot ? new Set([...outer.svg, own]) : outer.svg,
    isRenamed: outer.isRenamed || isRenamed,
  }
}

function uriOf(prefix: string, scope: Scope): string | undefined {
  for (let one: Scope | null = scope; one; one = one.outer) {
    const uri = one.uris.get(prefix)
    if (uri !== undefined) return uri
  }
  return undefined
}

function usualPrefix(prefix: string, scope: Scope): string {
  return prefix === '' ? '' : (known.get(uriOf(prefix, scope) ?? '') ?? prefix)
}

/** The local name of an element of SVG; names of other namespaces have a colon, with the prefix we know or the file's. */
export function elementName(name: string, scope: Scope): string {
  const [prefix, local] = splitName(name)
  const uri = uriOf(prefix, scope)
  const isSvg = uri === undefined || uri === '' ? prefix === '' || prefix === 'svg' : scope.svg.has(uri)
  return isSvg ? local : `${usualPrefix(prefix, scope)}:${local}`
}

/** Attributes by the prefixes we know, whatever the file calls them. */
export function renameAttributes(attributes: Map<string, string>, scope: Scope): Map<string, string> {
  if (!scope.isRenamed) return attributes
  return new Map(
    [...attributes].map(([name, value]) => {
      const [prefix, local] = splitName(name)
      const usual = usualPrefix(prefix, scope)
      return [usual === prefix ? name : `${usual}:${local}`, value]
    }),
  )
}

function splitName(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':')
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}
