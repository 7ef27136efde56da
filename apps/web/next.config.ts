import { join } from 'node:path'
import type { NextConfig } from 'next'
import { fixedHeaders } from './src/server/security-headers.ts'

const root = join(import.meta.dirname, '../..')

const config: NextConfig = {
  // Tests and a running product keep builds of their own beside each other.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
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
  headers: async () => [{ source: '/:path*', headers: fixedHeaders }],
}

export default config
