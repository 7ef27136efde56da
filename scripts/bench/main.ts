import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { cpus } from 'node:os'

/** Runs every `*.bench.ts` of the packages and of the product, one after the other; `npm run bench -- order` picks by name. */
const wanted = process.argv.slice(2)
const files = globSync(['packages/*/bench/*.bench.ts', 'scripts/bench/*.bench.ts'])
  .sort()
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))

if (files.length === 0) {
  console.error(`No benchmark matches ${wanted.join(' ')}.`)
  process.exit(2)
}
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n`)
let failed = 0
for (const file of files) {
  console.log(`── ${file}`)
  const { status } = spawnSync(process.execPath, ['--expose-gc', file], { stdio: 'inherit' })
  if (status !== 0) failed++
  console.log()
}
process.exitCode = failed > 0 ? 1 : 0
