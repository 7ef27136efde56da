import { globSync } from 'node:fs'
import { join } from 'node:path'

type Handler = (request: Request, context: { params: Promise<Record<string, unknown>> }) => Promise<Response>
export type RouteModule = Record<string, Handler>

const app = join(import.meta.dirname, '../src/app')

/** Every route file, with its path as the document writes it. */
export const routeFiles = globSync('**/route.ts', { cwd: app })
  .filter((file) => !file.includes('[...'))
  .map((file) => ({
    file: join(app, file),
    path: `/${file.replace(/\/route\.ts$/, '').replace(/\[(\w+)\]/g, '{$1}')}`,
  }))
  .toSorted((a, b) => a.path.localeCompare(b.path))

/** The route that Next would give a path to, and what its parameters are. */
export async function findRoute(pathname: string) {
  const parts = pathname.split('/')
  for (const { file, path } of routeFiles) {
    const wanted = path.split('/')
    if (wanted.length !== parts.length) continue
    const params: Record<string, string> = {}
    const fits = wanted.every((part, index) => {
      const name = part.match(/^\{(\w+)\}$/)?.[1]
      if (name) params[name] = decodeURIComponent(parts[index] ?? '')
      return name !== undefined || part === parts[index]
    })
    if (fits) return { path, params, module: (await import(file)) as RouteModule }
  }
  throw new Error(`No route answers ${pathname}.`)
}
