import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../..')
const sources = globSync('{apps,packages}/*/src/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

/** What no source of ours has: by what would do harm, with the files that are known to have it and why. */
const never: { what: string; sign: RegExp; except?: Record<string, string> }[] = [
  { what: 'code made of text', sign: /\beval\(|new Function\(|\bvm\.run/ },
  { what: 'a shell', sign: /\bexecSync\(|child_process[^\n]*\bexec\b|shell: true/ },
  {
    what: 'HTML made of text',
    sign: /dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML|document\.write/,
  },
  { what: 'a socket that is not ours', sign: /new WebSocket\(|RTCPeerConnection/ },
  {
    what: 'a hash that is broken',
    sign: /createHash\('(md5|sha1)'/,
    except: {
      'packages/local/src/storage/blobs.ts': 'the entity tag in the form that hosted storage gives it',
    },
  },
  { what: 'a cipher', sign: /createCipher|createDecipher|subtle\.encrypt/ },
  {
    what: 'randomness that can be foreseen, on the server',
    sign: /(services|worker|local|db)\/src[^\n]*Math\.random/,
  },
  {
    what: 'storage of the browser for a token',
    sign: /(local|session)Storage[^\n]*([tT]oken|[sS]ecret|session_)/,
  },
]

it.each(never)('no source has $what', ({ sign, except = {} }) => {
  const found = sources
    .filter(({ file, text }) => sign.test(text) && !(file in except))
    .map(({ file }) => file)
  expect(found).toEqual([])
})

it('looks at the sources', () => expect(sources.length).toBeGreaterThan(300))
