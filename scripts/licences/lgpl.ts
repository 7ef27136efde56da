import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Shipped } from './collect.ts'

type Notice = {
  what: string
  source: (part: Shipped) => string
  exchange: string
}

/** What the LGPL wants said of each part under it: what it is, where its source lies, how another is put in its place. */
const notices: Readonly<Record<string, Notice>> = {
  '@img/sharp-libvips-*': {
    what: 'libvips and the libraries it is linked with (glib, cairo, pango, librsvg, libheif, mozjpeg and others), as one shared library that `sharp` loads when it starts. It decodes photos in the worker and on the command line.',
    source: (part) => {
      const versions = JSON.parse(readFileSync(join(part.folder, 'versions.json'), 'utf8'))
      return `libvips ${versions.vips}, <https://github.com/libvips/libvips>; build scripts and the sources of all parts, <https://github.com/lovell/sharp-libvips> (${part.version}). \`versions.json\` in the package names the version of each.`
    },
    exchange:
      'The library is a file of its own, `lib/libvips-cpp.*` of the package: put a build of yours in its place, or install libvips on the system and build sharp against it (<https://sharp.pixelplumbing.com/install>, “Building from source”).',
  },
  'libheif-js': {
    what: 'libheif with libde265, compiled to WebAssembly. It decodes HEIC, which the libvips above leaves out.',
    source: (part) =>
      `libheif-js ${part.version}, <https://github.com/catdad-experiments/libheif-js>; libheif, <https://github.com/strukturag/libheif>; libde265, <https://github.com/strukturag/libde265>.`,
    exchange:
      'On servers and on the command line the package is loaded by name at run time: put a build of yours into `node_modules/libheif-js`. For browsers the build of the web makes a chunk of it, fetched when a HEIC is opened: name another package by `overrides` of the package manager, and build the web again.',
  },
}

/** The section about one part. Throws where nobody has written one. */
export function lgplNotice(part: Shipped): string {
  const notice = notices[part.name]
  if (!notice) {
    throw new Error(`${part.name} is under ${part.licence}: scripts/licences/lgpl.ts needs a notice for it.`)
  }
  return `### \`${part.name}\`

${part.licence}. ${notice.what}

- Source: ${notice.source(part)}
- To exchange it: ${notice.exchange}
`
}
