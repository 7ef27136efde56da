import { join } from 'node:path'
import type { NextConfig } from 'next'

const root = join(import.meta.dirname, '../..')

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // Internal packages are TypeScript without a build step.
  transpilePackages: ['@plotline/services', '@plotline/vectorizer', '@plotline/db'],
  // Left to Node: they load files or native parts by path, which a bundle breaks.
  serverExternalPackages: ['pg', 'pg-boss', 'kysely', 'pino', 'stripe'],
  // `turbo run types` checks the same project with the same compiler; a build checks nothing twice.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root },
  outputFileTracingRoot: root,
  images: { unoptimized: true },
  devIndicators: false,
  experimental: { turbopackFileSystemCacheForBuild: false },
}

export default config
