/** Prefixes by which we know attributes, whatever a file calls them. */
const known: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/1999/xlink', 'xlink'],
  ['http://www.inkscape.org/namespaces/inkscape', 'inkscape'],
  ['http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd', 'sodipodi'],
])
const svgUri = 'http://www.w3.org/2000/svg'

/** What prefixes stand for at a place in the tree; the default namespace goes by ''. */
export type Scope = {
  readonly uris: ReadonlyMap<string, string>
  /** The namespaces that are taken for SVG's. */
  readonly svg: ReadonlySet<string>
  /** What we call the prefixes that the file calls otherwise. */
  readonly renamed: ReadonlyMap<string, string>
}

export const outermost: Scope = { uris: new Map(), svg: new Set([svgUri]), renamed: new Map() }

/** The scope within an element, with what it declares itself. A root called `svg` is SVG, whatever its namespace. */
export function enterScope(name: string, attributes: ReadonlyMap<string, string>, scope: Scope): Scope {
  const uris = new Map(scope.uris)
  for (const [attribute, uri] of attributes) {
    if (attribute === 'xmlns') uris.set('', uri)
    else if (attribute.startsWith('xmlns:')) uris.set(attribute.slice(6), uri)
  }
  const [prefix, local] = splitName(name)
  const own = uris.get(prefix)
  const isRoot = scope === outermost && local === 'svg' && own !== undefined
  const renamed = new Map<string, string>()
  for (const [alias, uri] of uris) {
    const usual = known.get(uri)
    if (alias !== '' && usual !== undefined && usual !== alias) renamed.set(alias, usual)
  }
  return { uris, svg: isRoot ? new Set([...scope.svg, own]) : scope.svg, renamed }
}

/** The local name of an element of SVG; names of other namespaces have a colon, with the prefix we know or the file's. */
export function elementName(name: string, { uris, svg, renamed }: Scope): string {
  const [prefix, local] = splitName(name)
  const uri = uris.get(prefix)
  const isSvg = uri === undefined || uri === '' ? prefix === '' || prefix === 'svg' : svg.has(uri)
  return isSvg ? local : `${renamed.get(prefix) ?? prefix}:${local}`
}

/** Attributes by the prefixes we know, whatever the file calls them. */
export function renameAttributes(attributes: Map<string, string>, { renamed }: Scope): Map<string, string> {
  if (renamed.size === 0) return attributes
  return new Map(
    [...attributes].map(([name, value]) => {
      const [prefix, local] = splitName(name)
      const usual = renamed.get(prefix)
      return [usual === undefined ? name : `${usual}:${local}`, value]
    }),
  )
}

function splitName(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':')
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}
