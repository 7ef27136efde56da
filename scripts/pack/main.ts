import { mkdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { projectRoot } from '../start/processes.ts'
import { packageNames, packInto } from './pack.ts'

/** Makes the files that would be published, in `packed/`: `npm run pack`. Nothing is published from here. */
const folder = join(projectRoot, 'packed')
await mkdir(folder, { recursive: true })
for (const name of packageNames) console.log(relative(process.cwd(), await packInto(folder, name)))
