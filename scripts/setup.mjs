// Plain Node (20 or later), no dependency: runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export const pnpm = 'pnpm@12.21.0'
const stampFile = join(root, 'node_modules', '.plotline-installed')
const wantedNodeMajor = 24

/** No tool of ours reports home, and onnxruntime-node does not fetch CUDA libraries on its own. */
export const quietEnv = {
  NEXT_TELEMETRY_DISABLED: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  ONNXRUNTIME_NODE_INSTALL: 'skip',
}

/** Installs what the lock file names, unless that is what is installed already. Exits with one line on failure. */
export function ensureInstalled() {
  const stamp = installStamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  console.error('Installing packages (once; a few minutes on a slow line) …')
  const result = spawnSync('npx', ['-y', pnpm, 'install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: root,
    env: { ...process.env, ...quietEnv, CI: 'true' },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) {
    console.error(
      `The install failed (${result.error?.message ?? `exit ${result.status}`}). Check the network and run it again.`,
    )
    process.exit(1)
  }
  writeFileSync(stampFile, stamp)
}

/** The Node that runs our TypeScript: the host's where it is new enough, else the one from npm. */
export function nodeBinary() {
  if (Number(process.versions.node.split('.')[0]) >= wantedNodeMajor) return process.execPath
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/** Runs one of our TypeScript files with this process's arguments and takes over its exit code. */
export async function runScript(file, { cwd = process.cwd(), args = process.argv.slice(2) } = {}) {
  // Only now: what it imports is there once the packages are installed.
  const { bundledFlag, ensureBundled } = await import('./bundle.mjs')
  await ensureBundled()
  const child = spawn(nodeBinary(), [bundledFlag, join(root, file), ...args], {
    cwd,
    stdio: 'inherit',
    // Node keeps what it made of our TypeScript: threads and second runs start in a third of the time.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'), ...process.env, ...quietEnv },
  })
  // Ctrl-C reaches the child by itself: it shares our terminal. We only wait for it to finish cleaning up.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => {
    console.error(error.message)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}

function installStamp() {
  const hash = createHash('sha256').update(process.platform).update(process.arch)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...workspaceManifests()]) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function workspaceManifests() {
  return ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(root, group))
      .sort()
      .map((name) => join(group, name, 'package.json'))
      .filter((file) => existsSync(join(root, file))),
  )
}
